"""The small town that every test knows by heart."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from baro.documents.actions import approving, bringing, drafting, handling, issuing, receiving, signing
from baro.documents.models import Attachment, Document
from baro.documents.steps import steps_of
from baro.kernel.periods import add_working_days
from baro.org.actions.founding import Carried, Founding, Opening, begin_terms, found, open_posts
from baro.org.actors import Actor
from baro.org.models import Account, Person, Post, PostRank, Unit, UnitKind
from baro.org.queries import actor_of

SINCE = date(2020, 9, 28)
PEOPLE = ("ada", "kim", "chi", "clo", "ben", "eve", "gus", "fay", "dov", "hue")
SEE = ("documents.see", "tasks.see", "org.see")
CLERK = (*SEE, "documents.document.register", "documents.document.draft", "documents.document.issue")
CHIEF = (
    *SEE,
    "documents.document.present",
    "documents.document.draft",
    "tasks.task.assign",
    "tasks.task.urge",
    "statistics.see",
)
LEADER = (
    *SEE,
    "documents.document.instruct",
    "documents.document.sign",
    "tasks.task.assign",
    "tasks.task.approve",
    "tasks.task.urge",
    "statistics.see",
)
HEAD = (
    *SEE,
    "documents.document.present",
    "documents.document.instruct",
    "documents.document.sign",
    "tasks.task.assign",
    "tasks.task.approve",
)

UNITS = [
    Founding("QN", "Tỉnh ủy Quảng Ninh", UnitKind.PROVINCIAL_COMMITTEE, suffix="TU"),
    Founding("QN-BTV", "Ban Thường vụ Tỉnh ủy", UnitKind.STANDING_COMMITTEE, "QN", "TU"),
    Founding("QN-VP", "Văn phòng Tỉnh ủy", UnitKind.OFFICE, "QN", "VPTU"),
    Founding("QN-HL", "Đảng ủy phường Hà Lầm", UnitKind.COMMUNE_COMMITTEE, "QN", "ĐU"),
    Founding("QN-HL-CB", "Chi bộ khu phố 1", UnitKind.CELL, "QN-HL", "CB"),
    Founding("QN-CX", "Đảng ủy phường Cao Xanh", UnitKind.COMMUNE_COMMITTEE, "QN", "ĐU"),
]


def _posts() -> list[Opening]:
    """Who does what in the town."""
    committee = ("QN", "QN-BTV", "QN-VP")

    def everywhere(permissions: tuple[str, ...]) -> tuple[Carried, ...]:
        return tuple(Carried(unit, permissions) for unit in committee)

    below = Carried("QN", ("org.see", "tasks.task.assign", "tasks.see", "statistics.see"), below=True)
    keeping = Carried("QN", ("org.see", "org.organise", "operation.see"), below=True)
    deciding = Carried("QN", ("org.decide",), below=True)
    head, staff = PostRank.HEAD, PostRank.STAFF
    return [
        Opening("QN", "Bí thư", "Ada Bí Thư", head, (*everywhere(LEADER), below, deciding)),
        Opening("QN-VP", "Chánh Văn phòng", "Chi Chánh Văn Phòng", head, (*everywhere(CHIEF), below)),
        Opening("QN-VP", "Văn thư", "Clo Văn Thư", staff, everywhere(CLERK)),
        Opening(
            "QN-VP", "Chuyên viên", "Ben Chuyên Viên", staff, (Carried("QN-VP", (*SEE, "documents.document.draft")),)
        ),
        Opening("QN-VP", "Chuyên viên tổ chức", "Kim Tổ Chức", staff, (keeping,)),
        Opening("QN-HL", "Bí thư", "Eve Bí Thư Phường", head, (Carried("QN-HL", HEAD, below=True),)),
        Opening("QN-HL", "Văn thư", "Gus Văn Thư Phường", staff, (Carried("QN-HL", CLERK),)),
        Opening("QN-HL", "Phó Bí thư", "", PostRank.DEPUTY, (Carried("QN-HL", HEAD),)),
        Opening("QN-HL-CB", "Bí thư chi bộ", "Fay Bí Thư Chi Bộ", head, (Carried("QN-HL-CB", SEE),)),
        Opening("QN-CX", "Bí thư", "Dov Bí Thư Láng Giềng", head, (Carried("QN-CX", HEAD, below=True),)),
        Opening("QN-CX", "Văn thư", "Hue Văn Thư Láng Giềng", staff, (Carried("QN-CX", CLERK),)),
    ]


class World:
    """The town and its people.

    Tỉnh ủy Quảng Ninh (QN: Ada leads it) ─ its standing committee (QN-BTV) and office (QN-VP: Chi heads it, Clo
    keeps the register, Ben drafts, Kim keeps the organisation) ─ ward Hà Lầm (QN-HL: Eve heads it, Gus keeps
    its register, a deputy's post is vacant) with a cell (Fay) ─ ward Cao Xanh (QN-CX: Dov heads it, Hue keeps
    its register; they see nothing of Hà Lầm).
    """

    def __init__(self) -> None:
        founder = Actor.system("world")
        self.units: dict[str, Unit] = found(UNITS, since=SINCE, by=founder)
        begin_terms((self.units[code] for code in ("QN", "QN-HL", "QN-CX")), "2020-2025", first=SINCE)
        self.posts: list[Post] = open_posts(_posts(), since=SINCE, by=founder)

    def __getattr__(self, name: str) -> Actor:
        """A persona by the first name: ``world.ada``; accounts are made when a browser is asked for."""
        if name in PEOPLE:
            return actor_of(Person.objects.get(name__startswith=f"{name.title()} ").pk)
        raise AttributeError(name)

    @property
    def stranger(self) -> Actor:
        """Somebody signed in without any post."""
        return Actor.nobody()

    @cached_property
    def working_day(self) -> date:
        """A working day two weeks ahead."""
        return add_working_days(timezone.localdate(), 10)

    def unit(self, code: str) -> Unit:
        """A unit by its code."""
        return self.units[code]

    def post(self, unit: str, name: str) -> Post:
        """A post by unit and name."""
        return Post.objects.select_related("unit").get(unit__code=unit, name=name)

    def browser(self, actor: Actor, *, htmx: bool = False) -> Client:
        """A client that is signed in as the persona."""
        client = Client(headers={"HX-Request": "true"} if htmx else {})
        client.force_login(self.account(actor), backend="django.contrib.auth.backends.ModelBackend")
        client.cookies["baro_language"] = "en"
        session = client.session  # whose owner showed a moment ago that it is them
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session.save()
        return client

    def account(self, actor: Actor) -> Account:
        """The account of the persona."""
        account, _new = Account.objects.get_or_create(
            username=f"person{actor.person_id}", defaults={"person_id": actor.person_id, "language": "en"}
        )
        return account

    def paper(self, name: str = "giay.pdf", content: bytes = b"") -> SimpleUploadedFile:
        """A small real PDF as a browser sends it."""
        return SimpleUploadedFile(name, content or small_pdf(), content_type="application/pdf")

    def brought(self) -> Attachment:
        """A paper that Clo brought to the committee."""
        return bringing.bring(self.paper(), self.unit("QN"), by=self.clo)

    # Documents, reached through the real actions.

    def registered(self, **other: Any) -> Document:
        """A directive that Clo registered."""
        today = timezone.localdate()
        facts: dict[str, Any] = {
            "unit": self.unit("QN"),
            "type": "directive",
            "issuer": "Ban Bí thư Trung ương Đảng",
            "symbol": "50-CT/TW",
            "issued_on": today - timedelta(days=3),
            "arrived_on": today,
            "abstract": "về tăng cường lãnh đạo công tác chuyển đổi số",
            "also_if_known": True,
            "by": self.clo,
        }
        return receiving.register(**(facts | other))

    def presented(self, **other: Any) -> Document:
        """A directive that Chi presented to Ada."""
        document = self.registered(**other)
        return handling.present(document.pk, leader=self.post("QN", "Bí thư"), proposal="Giao Hà Lầm", by=self.chi)

    def proposed(self, **other: Any) -> Document:
        """A directive with all that Ada needs to agree: Hà Lầm would lead."""
        document, leader = self.registered(**other), self.post("QN", "Bí thư")
        said = {"proposal": "Hà Lầm chủ trì thực hiện", "lead": self.unit("QN-HL"), "due_on": self.working_day}
        return handling.present(document.pk, leader=leader, by=self.chi, **said)

    def filed(self, **other: Any) -> Document:
        """A directive that Chi filed for information."""
        return handling.file(self.registered(**other).pk, by=self.chi)

    def instructed(self, **other: Any) -> Document:
        """A directive that Ada instructed: Hà Lầm leads."""
        document = self.presented(**other)
        return handling.instruct(
            document.pk,
            instruction="Hà Lầm chủ trì thực hiện",
            lead=self.unit("QN-HL"),
            due_on=self.working_day,
            by=self.ada,
        )

    def drafted(self, **other: Any) -> Document:
        """A notice that Clo drafted for the committee's office."""
        facts: dict[str, Any] = {
            "unit": self.unit("QN-VP"),
            "type": "notice",
            "abstract": "về lịch làm việc tháng tới",
            "body": "Văn phòng thông báo lịch làm việc.",
            "recipients": [self.unit("QN-HL"), self.unit("QN-CX")],
            "by": self.clo,
        }
        return drafting.draft(**(facts | other))

    def submitted(self, **other: Any) -> Document:
        """A draft that waits for Ada's signature; Chi approved it where the rulebook wants that."""
        document = self.drafted(**other)
        if not steps_of(document):
            return drafting.submit(document.pk, by=replace(self.clo))
        document = approving.ask(document.pk, by=replace(self.clo))
        return approving.clear(document.pk, digest=document.digest, by=self.chi)

    def asked(self, **other: Any) -> Document:
        """A letter of the committee that Clo submitted for approval, which is Chi's step."""
        facts = {"unit": self.unit("QN"), "type": "official_letter"}
        return approving.ask(self.drafted(**(facts | other)).pk, by=replace(self.clo))

    def signed(self, **other: Any) -> Document:
        """A notice that Ada signed."""
        document = self.submitted(**other)
        return signing.sign(document.pk, digest=document.digest, by=self.ada)

    def issued(self, **other: Any) -> Document:
        """A notice that Clo issued to both wards."""
        return issuing.issue(self.signed(**other).pk, by=self.clo)


def small_pdf(words: str = "Bao cao ket qua thuc hien nhiem vu trong thang") -> bytes:
    """A one-page PDF with a line of text, written by hand so that no library is needed."""
    stream = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
