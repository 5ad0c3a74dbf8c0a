"""How the town comes to have deliveries."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from typing import Any

from django.test import Client

from baro.intake.actions import arriving
from baro.intake.messages import came_of
from baro.intake.models import Delivery
from baro.intake.rulebook import Receiving
from baro.kernel import rulebook
from tests.filling import fills, names
from tests.world import World, small_pdf


def mail(
    subject: str = "Báo cáo quý III", *, files: dict[str, bytes] | None = None, words: str = "Kính gửi Văn phòng"
) -> bytes:
    """An e-mail with a paper, as it lies in a mailbox."""
    message = EmailMessage()
    message["From"] = "Văn thư Cẩm Phả <vanthu@campha.example>"
    message["To"] = "vanthu@quangninh.example"
    message["Subject"] = subject
    message["Message-ID"] = f"<{hashlib.sha256(subject.encode()).hexdigest()[:12]}@campha.example>"
    message.set_content(words)
    for name, content in ({"bao-cao.pdf": small_pdf()} if files is None else files).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def delivery(world: World, subject: str = "Báo cáo quý III", *, unit: str = "QN", **other: Any) -> Delivery:
    """An e-mail that came for the register of the province, which Clo keeps."""
    found = arriving.arrive(world.unit(unit), came_of(mail(subject, **other), rulebook.today(Receiving)))
    if found is None:
        raise AssertionError(f"{subject} came before")
    return found


@fills("intake.deliveries", sees="clo")
def deliveries(world: World, number: int) -> None:
    """In turn with a paper, without one that could be taken in, set aside."""
    before = Delivery.objects.count()
    for at in range(before, before + number):
        files = {"thong-bao.exe": b"MZ"} if at % 3 == 1 else None
        found = delivery(world, f"Thư số {at}", files=files)
        if at % 3 == 2:
            arriving.set_aside(found.pk, reason="Thư quảng cáo", by=world.clo)


@names("intake.delivery.paper", sees="clo")
def number_of_paper(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1}
