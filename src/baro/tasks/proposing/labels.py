"""What papers say behind a label: "Cơ quan chủ trì: …; thời gian: …; sản phẩm: …", in lines and in brackets."""

from __future__ import annotations

import re

from baro.tasks.proposing.shapes import folded

LEAD, COORDINATES, DUE, PRODUCT, WORK = "lead", "coordinates", "due", "product", "work"
WHO = r"(?:(?:CAC )?(?:CO QUAN|DON VI|BO PHAN|CAP)(?:, (?:DON VI|DIA PHUONG|CO QUAN))*\s+)?"
FORMS = {
    COORDINATES: (
        rf"(?:{WHO}(?:CUNG )?PHOI HOP(?: THUC HIEN)?|SUPPORT(?:ING UNITS?)?|COORDINATION|IN COORDINATION WITH|WITH|"
        r"الجهات? (?:المساندة|المتعاونة|المنسقة)|بالتنسيق مع|التنسيق)"
    ),
    LEAD: (
        rf"(?:{WHO}(?:DUOC )?(?:CHU TRI|DAU MOI|THUONG TRUC)(?: THUC HIEN| THAM MUU)?|"
        r"(?:CO QUAN|DON VI|NGUOI) (?:THUC HIEN|PHU TRACH|CHIU TRACH NHIEM)|TRACH NHIEM(?: THUC HIEN| CHINH)?|"
        r"PHAN CONG(?: THUC HIEN| NHIEM VU)?|LEAD(?: UNIT)?|OWNER|RESPONSIBLE(?: UNIT)?|"
        r"الجهة (?:المسؤولة|القائدة|المنفذة|المكلفة)|المسؤول|جهة التنفيذ)"
    ),
    DUE: (
        r"(?:(?:THOI GIAN|THOI HAN|TIEN DO|MOC THOI GIAN|HAN)"
        r"(?: (?:HOAN THANH|THUC HIEN|BAO CAO|TRINH|XONG|KET THUC|GUI|TRIEN KHAI))*|"
        r"DEADLINE|DUE(?: DATE| BY| ON)?|TIME(?:FRAME)?|الموعد(?: النهائي)?|المهلة|التاريخ|الاجل)"
    ),
    PRODUCT: (
        r"(?:(?:SAN PHAM|KET QUA|DAU RA)"
        r"(?: (?:DAU RA|DU KIEN|HOAN THANH|CAN DAT|DAT DUOC|CUOI CUNG|THUC HIEN|PHAI DAT|CHU YEU|DAT))*|"
        r"(?:EXPECTED )?(?:PRODUCT|OUTPUT|RESULT|DELIVERABLE)S?|(?:الناتج|المخرج|المخرجات|النتيجة)(?: المتوقعة?)?)"
    ),
}
WORKS = r"(?:NOI DUNG(?: CONG VIEC| NHIEM VU| THUC HIEN)?|NHIEM VU|CONG VIEC|TASK|WORK|المهمة|العمل)"
LABEL = re.compile(
    r"(?:^|(?<=[.;,(\[\n|])|(?<=[-+•–] ))\s*(?:\d\)\s*)?(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in FORMS.items())
    + rf"|(?P<{WORK}>{WORKS}))\s*(?:(?:\([^)]*\)\s*)?:|(?<=SAN PHAM) LA\b|(?<=DAU RA) LA\b)\s*-?"
)
LEFT_OVER = re.compile(r"[\s,;:.(\[-]*$")


def labelled(text: str) -> tuple[dict[str, str], str]:
    """What stands behind each label, and the text without labels and values."""
    found = list(LABEL.finditer(folded(text)))
    if not found:
        return {}, text
    values: dict[str, str] = {}
    rest = text[: found[0].start()]
    for label, end in zip(found, [*(one.start() for one in found[1:]), len(text)], strict=True):
        name = next(name for name in (*FORMS, WORK) if label[name])
        value, behind = _value(text[label.end() : end], name)
        values.setdefault(name, value)
        rest += behind
    rest = LEFT_OVER.sub("", rest)
    work = values.pop(WORK, "")
    return {name: value for name, value in values.items() if value}, f"{rest} {work}".strip()


def _value(said: str, name: str) -> tuple[str, str]:
    """The value at the beginning of what follows a label, and what stands behind its sentence."""
    end = re.search(r"\)|\.\s+(?=[^\W\d_])" if name != PRODUCT else r"\)(?!\w)|\.\s+(?=[A-ZĐ])", said)
    value, behind = (
        (said[: end.start()], said[end.end() :]) if end and said.count("(", 0, end.start()) == 0 else (said, "")
    )
    return value.strip(" \n.,;:-+•["), f" {behind.strip(' ).;')}" if behind.strip(" ).;,-") else ""


def is_only_labels(text: str) -> bool:
    """Whether a line says nothing but values behind labels."""
    values, rest = labelled(text)
    return bool(values) and not any(sign.isalpha() for sign in rest)
