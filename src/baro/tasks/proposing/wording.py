"""The words by which papers give work: what is to be done, who leads, with whom, and what is no work at all."""

from __future__ import annotations

import re

# Folded, longest first where one begins another; only small letters in the text count, because names have capitals.
VERBS = (
    "GIAI PHONG MAT BANG|THAM MUU, DE XUAT|CHIU TRACH NHIEM|RUT KINH NGHIEM|CO TRACH NHIEM|TAO DIEU KIEN|"
    "NAM TINH HINH|TUYEN TRUYEN|DON GIAN HOA|LAM VIEC VOI|KHUYEN KHICH|KHEN THUONG|THE CHE HOA|CO KE HOACH|"
    "THUYET MINH|KHANH THANH|TRIEN KHAI|HOAN THANH|HOAN THIEN|QUAN TRIET|TANG CUONG|DIEU CHINH|GIAI QUYET|"
    "CHAN CHINH|NGHIEN CUU|GIOI THIEU|PHAT TRIEN|BIEU DUONG|QUYET DINH|PHONG NGUA|CU THE HOA|GIAI TRINH|"
    "NGHIEM THU|QUYET TOAN|THANH TOAN|LAY Y KIEN|BOI THUONG|CHUYEN DOI|DINH HUONG|NGHIEM TUC|THUC HIEN|HUONG DAN|"
    "THAM DINH|PHE DUYET|CONG KHAI|PHAT DONG|BOI DUONG|THANH LAP|KIEN TOAN|TIEP NHAN|KHAC PHUC|GIAI NGAN|"
    "PHAN TICH|PHAN CONG|QUY HOACH|KHAI THAC|THONG BAO|KIEM DIEM|THANH TRA|KIEM SOAT|NGAN CHAN|DAU TRANH|"
    "TAP TRUNG|BIEN SOAN|PHAT HANH|DOI CHIEU|NHAN RONG|TIEN HANH|SOAN THAO|PHAN LOAI|LONG GHEP|CHU TRONG|"
    "TIET KIEM|KHOI CONG|THAM MUU|XAY DUNG|BAN HANH|KIEM TRA|GIAM SAT|THEO DOI|TONG HOP|THAM TRA|CAP NHAT|"
    "PHO BIEN|LANH DAO|DAY MANH|NANG CAO|PHAT HUY|VAN DONG|TAP HUAN|DAU THAU|KHAO SAT|DANH GIA|TONG KET|THONG KE|"
    "LUA CHON|QUY DINH|VAN HANH|BAN GIAO|TIEP THU|CHUAN BI|CUNG CAP|PHOI HOP|SUA CHUA|THAM HOI|PHE BINH|KET LUAN|"
    "BIEN TAP|XUAT BAN|DANG TAI|THU THAP|XAC MINH|NIEM YET|CAT GIAM|THI DIEM|UNG DUNG|XAC DINH|XAC NHAN|THAM GIA|"
    "DIEU TRA|SAN XUAT|LAM VIEC|HOP DONG|TICH HOP|CHAM SOC|PHAN CAP|UY QUYEN|QUAN TAM|XUC TIEN|QUANG BA|CHAM DUT|"
    "DE XUAT|RA SOAT|TO CHUC|DON DOC|BAO CAO|BAO DAM|DAM BAO|CONG BO|CHI DAO|DOI MOI|DAO TAO|SAP XEP|BO SUNG|"
    "SUA DOI|THU HOI|PHAN BO|MUA SAM|LAP DAT|KET NOI|QUAN LY|SU DUNG|LUU TRU|PHUC VU|DANG KY|CHU TRI|DUY TRI|"
    "CAI TAO|CUNG CO|MO RONG|THU HUT|GIUP DO|XEM XET|GIU GIN|UU TIEN|RUT GON|AP DUNG|KEU GOI|THAM DU|CAM KET|"
    "TRA LOI|VE SINH|NAM BAT|KIEM KE|CAM MOC|DONG BO|CHAM LO|DE NGHI|TO GIAC|XU PHAT|LOAI BO|DAU MOI|BO TRI|"
    "SO HOA|SO KET|DAU TU|HO TRO|DO DAU|BAO VE|KY KET|DI DOI|TU VAN|DO DAC|XU LY|GOP Y"
)
# Of one word: these have many lookalikes without their marks ("cấp", "cán", "họp", "hợp"), so that the marks count.
SHORT_VERBS = (
    "trình|mở|lập|cấp|cử|gửi|nộp|thăm|tặng|trao|đưa|giao|ký|in|viết|thu|làm|họp|gắn|phải|cần|hủy|huỷ|xóa|xoá|tăng|giảm|"
    "chuyển|đăng|khám|tiêm|mua|chọn|soạn|rút|xét|sửa|dạy|trồng|xử"
)
ADVERBS = (
    "KHAN TRUONG|KIP THOI|THUONG XUYEN|CHU DONG|TICH CUC|TIEP TUC|DINH KY|TRUC TIEP|NGHIEM TUC|DONG THOI|SOM|TAP TRUNG|"
    "HANG (?:TUAN|THANG|QUY|NAM)|HANG NGAY|CAN CU [^,;.]{3,80},|TREN CO SO [^,;.]{3,80},|CAN CU [^,;.]{3,40} NAY|"
    "(?:CAN CU|THEO|TREN CO SO) (?:CHUC NANG, NHIEM VU|CHUC NANG|NHIEM VU|THAM QUYEN|LINH VUC)[^,;.]{0,40},"
)
FIRST = re.compile(rf"(?:(?:{ADVERBS})[, ]+){{0,3}}")
BEGINS = re.compile(rf"{FIRST.pattern}(?:{VERBS})\b")
VERB, ADVERB = re.compile(rf"(?:{VERBS})\b"), re.compile(rf"(?:{ADVERBS})\b")
SHORT_VERB = re.compile(rf"(?:{SHORT_VERBS})\b(?!-)", re.I)

# Who gives work to whom.
GIVES = re.compile(
    r"(?:.{0,60}?\b)?(?:GIAO(?: CHO)?|YEU CAU|DE NGHI|PHAN CONG|UY QUYEN(?: CHO)?|GIAO NHIEM VU CHO|TRACH NHIEM CUA|"
    r"DOI VOI)\s+(?:TRACH NHIEM CHO\s+)?(?=\S)"
)
LEADS = re.compile(
    r"[,:]?\s*(?:CHIU TRACH NHIEM CHINH|CHIU TRACH NHIEM|CO TRACH NHIEM|CO NHIEM VU|LAM DAU MOI|"
    r"LA (?:CO QUAN |DON VI )?(?:CHU TRI|DAU MOI|THUONG TRUC)|CHU TRI|DAU MOI|PHU TRACH)\b,?"
    r"(?:\s*(?:CHU TRI|TO CHUC THUC HIEN|THUC HIEN)\b,?)?"
)
WITH = re.compile(
    r"\b(?:CHU DONG\s+)?PHOI HOP(?: CHAT CHE| CHAT| THUONG XUYEN)?\s+(?:VOI|CUNG)(?: VOI)?(?: CAC BEN)?\s+"
)

# What no task follows from: chapters that say why, and what is wanted of all.
NO_TASKS = re.compile(
    r"\b(?:MUC DICH|YEU CAU|QUAN DIEM|MUC TIEU|CHI TIEU|CAN CU|TINH HINH|KET QUA (?:DAT DUOC|THUC HIEN)|THUC TRANG|"
    r"UU DIEM|HAN CHE|TON TAI|NGUYEN NHAN|PHAM VI|DOI TUONG|GIAI THICH|DANH GIA CHUNG|BOI CANH|SU CAN THIET|"
    r"NOI NHAN|KINH GUI|PURPOSE|OBJECTIVES?|BACKGROUND|TARGETS?|SCOPE)\b"
)
TASKS = re.compile(
    r"\b(?:NHIEM VU|GIAI PHAP|TO CHUC THUC HIEN|PHAN CONG|NOI DUNG|TRACH NHIEM|TIEN DO|TASKS?|IMPLEMENTATION|"
    r"MEASURES)\b"
)
# Lines of the head and foot of a paper.
OUTSIDE = re.compile(
    r"^(?:KINH (?:GUI|TRINH)|NOI NHAN|T/M|K/T|T/L|TM\.|KT\.|TL\.|DANG CONG SAN VIET NAM|CONG HOA XA HOI|"
    r"DOC LAP - TU DO|"
    r"SO:? *\d|LUU\b|- LUU|\W*(?:CHU TICH|BI THU|CHANH VAN PHONG|TRUONG BAN)\W*$)"
)


def begins_with_a_verb(text: str, fold: str, at: int = 0) -> bool:
    """Whether what stands at a place says what is to be done; at the beginning of a sentence also in capitals."""
    if at and not text[at : at + 1].islower():
        return False
    first = FIRST.match(fold, at)
    return bool(BEGINS.match(fold, at) or SHORT_VERB.match(text, first.end() if first else at))


def verb_at(text: str, fold: str, at: int, *, least: int = 1) -> bool:
    """Whether what is to be done begins at a place with a small word, so that a name ends before it.

    ``least`` is of how many words the verb must be.
    """
    if not text[at : at + 1].islower():
        return False
    return bool(VERB.match(fold, at) or ADVERB.match(fold, at) or (least == 1 and SHORT_VERB.match(text, at)))
