"""The shape of names that nobody told us: "Sở Nông nghiệp và Môi trường", "các huyện ủy, thành ủy"."""

from __future__ import annotations

import re
from functools import lru_cache

from baro.documents.reading import folding
from baro.tasks.proposing.wording import LEADS, verb_at

# The same passage is looked at from many places.
folded = lru_cache(maxsize=1024)(folding.folded)

WORDS = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*|&")


def _longest_first(words: str) -> str:
    return "|".join(sorted(filter(None, words.replace("\n", "|").split("|")), key=len, reverse=True))


# With which words the name of a body begins.
HEADS = re.compile(
    "(?:"
    + _longest_first(
        """BAN|UY BAN|SO|CONG AN|BO|CUC|CHI CUC|TONG CUC|DANG UY|DANG BO|HUYEN UY|THANH UY|THI UY|TINH UY|QUAN UY
CHI BO|CHI UY|TRUONG|TRUNG TAM|HOI|LIEN DOAN|LIEN MINH|LIEN HIEP|DOAN|TINH DOAN|HUYEN DOAN|THANH DOAN|BAO|DAI
PHONG|THANH TRA|TOA AN|VIEN|KHO BAC|NGAN HANG|BENH VIEN|HOC VIEN|TO CONG TAC|TO|TIEU BAN|THUONG TRUC|DANG DOAN
MAT TRAN|HOI DONG|BIEN PHONG|THUE|CONG TY|TAP DOAN|TONG CONG TY|BQL|BCH|BCD|BTV|BTC|BTG|BTGDV|BNC|BDV|UBND|UBKT
UBMTTQ|HDND|MTTQ|LDLD|CDCS|VP|CQ|QUY|NHA|KHOI|VKSND|TAND|THU VIEN|BAO TANG|HAI QUAN|TRAM|CO QUAN
VAN PHONG|DONG CHI"""
    )
    + r")\b"
)
# Small words that go on with a name wherever they stand.
PLACES = re.compile(
    r"(?:tỉnh|huyện|xã|phường|thị xã|thị trấn|thành phố|đặc khu|quận|các cấp|cấp (?:tỉnh|huyện|xã|cơ sở|trên|ủy)|"
    r"trung ương|khu vực|nhân dân|trực thuộc)\b"
)
AFTER_A_NAME = re.compile(r"\s*(?:$|[^\w\s]|\n|\s(?:và|cùng|đã|để|theo|về|trong|trước|từ|tại)\b)")
ON = re.compile(r" (?=\S)")
AND = re.compile(r" (?:và|-|&) (?=\S)")
SMALL, OF_MANY = re.compile(r" ([^\W\d_]+)"), re.compile(r" (?:các|cấp)\b")
MOST_SMALL, LONGEST = 4, 24

# Groups, folded: nouns that are counted together, and what says which of them.
NOUNS = _longest_first(
    """CO QUAN|DON VI|DIA PHUONG|BAN|SO|NGANH|HUYEN UY|THANH UY|THI UY|DANG UY|DANG BO|TINH UY|QUAN UY|CAP UY|TO CHUC
DOAN THE|HOI|XA|PHUONG|DAC KHU|THI TRAN|CHI BO|CHI UY|TRUONG|DOANH NGHIEP|PHONG|BENH VIEN|HUYEN|THI XA|THANH PHO
TINH|VAN PHONG|UY BAN|TIEU BAN|DANG VIEN|CAN BO|THON|KHU PHO|TO DAN PHO|TRUNG TAM|TO CHUC DANG|MAT TRAN TO QUOC
MAT TRAN|HOI DONG NHAN DAN|UY BAN NHAN DAN|UY BAN KIEM TRA|CO QUAN BAO CHI|CO QUAN TO CHUC|DONG CHI|THANH VIEN
TRUONG HOC|NHA TRUONG|CO SO GIAO DUC|NGUOI DUNG DAU|DANG UY CO SO|CO SO|CHINH QUYEN|LUC LUONG|VAN PHONG CAP UY
BAN TO CHUC|BI THU|CAN SU DANG|UBND|HDND|MTTQ|UBMTTQ|BAN CHI DAO|TO CONG TAC|CAP|BAN THUONG VU|THUONG TRUC
DANG DOAN|BAN CAN SU DANG|CONG TY|TAP DOAN"""
)
TAILS = _longest_first(
    """TRUC THUOC|TRUC THUOC TINH UY|TRUC THUOC TRUNG UONG|TRUC THUOC DANG BO TINH|TRUC THUOC TINH|THAM MUU, GIUP VIEC
THAM MUU|THAM MUU, GIUP VIEC TINH UY|THAM MUU, GIUP VIEC CUA TINH UY|THAM MUU, GIUP VIEC TRUNG UONG DANG
GIUP VIEC TINH UY|THAM MUU, GIUP VIEC CAP UY|THAM MUU GIUP VIEC|THAM MUU GIUP VIEC TINH UY|GIUP VIEC
XAY DUNG DANG|CHUYEN TRACH|CUA TINH UY|CUA TINH|CUA DANG|CAP TINH|CAP HUYEN|CAP XA|CAP CO SO|CAP TREN|CAP DUOI
CAP UY|CAC CAP|LIEN QUAN|CO LIEN QUAN|TREN DIA BAN TINH|TREN DIA BAN|TREN DIA BAN TOAN TINH|CHINH TRI - XA HOI
CHINH TRI XA HOI|DANG|THUOC TINH|THUOC TINH UY|TRONG TINH|TOAN TINH|THUOC PHAM VI QUAN LY|TINH|TINH UY|NHAN DAN
TRUNG UONG|O CO SO|CUNG CAP|NOI CHINH|THONG TAN, BAO CHI|BAO CHI|CAC HUYEN|CAC XA|CAC PHUONG|TO QUOC
MAT TRAN TO QUOC|HANH CHINH|SU NGHIEP|NGANG SO|CHUYEN MON|CONG LAP|KINH TE|CO SO"""
)
ONE = rf"(?:{NOUNS})\b(?: (?:{TAILS})\b)*"
GENERIC = (
    "CAP UY|DANG UY|DANG BO|UBND|UY BAN NHAN DAN|UY BAN KIEM TRA|UBKT|VAN PHONG|THUONG TRUC|CO QUAN TO CHUC|BI THU|"
    "BAN THUONG VU|HDND|MTTQ|MAT TRAN TO QUOC|UBMTTQ|CHI BO|DOAN THE|CONG AN|BAN TO CHUC|BAN TUYEN GIAO|BAN DAN VAN|"
    "BAN TUYEN GIAO VA DAN VAN|BAN NOI CHINH|NGUOI DUNG DAU|THU TRUONG|CHU TICH UBND|CHU TICH UY BAN NHAN DAN|GIAM DOC|"
    "HIEU TRUONG|TRUONG"
)
COMMITTEES = "TINH UY|THANH UY|HUYEN UY|THI UY|DANG UY|CAP UY|QUAN UY"
GROUP = re.compile(
    rf"(?:(?:CAC|NHUNG|TAT CA CAC|TOAN THE|TOAN BO CAC|MOI|TUNG)(?: {ONE})+"
    rf"|(?:{GENERIC}) (?:CAC|CAP(?! UY))\b(?: (?:{TAILS}|{NOUNS})\b)*"
    rf"|(?:{GENERIC}) (?P<whose>{COMMITTEES})\b(?: (?:CAC CAP|CUNG CAP|CAC HUYEN|CAC XA)\b)?"
    rf"|CAP UY\b|CO QUAN, DON VI(?: (?:{TAILS})\b)*|SO, BAN, NGANH\b|DON VI (?:LIEN QUAN|CO LIEN QUAN)\b|DIA PHUONG\b)"
)
GROUP_GOES_ON = re.compile(rf"(?:, ?|; ?| VA | - )(?:CAC )?(?P<one>{ONE})")
GROUP_TAIL = re.compile(rf" (?:{TAILS})\b")


def end_of_group(text: str, start: int) -> int:
    """Where a group ends that begins at a place; 0 where none begins there."""
    fold = folded(text)
    begun = GROUP.match(fold, start)
    if begun is None or (begun["whose"] and text[begun.start("whose")].isupper()):
        return 0
    end = begun.end()
    while (more := GROUP_GOES_ON.match(fold, end)) and text[more.start("one")].islower():
        end = more.end()
    while tail := GROUP_TAIL.match(fold, end):
        end = tail.end()
    if fold[:end].endswith("DONG CHI"):
        while later := _next_end(text, fold, end):
            end = later
    return end


def end_of_shape(text: str, start: int) -> int:
    """Where the name of a single body ends that begins at a place; 0 where none begins there."""
    fold = folded(text)
    head = HEADS.match(fold, start)
    if head is None or not text[start].isupper():
        return 0
    end, words = head.end(), len(head[0].split())
    while words < LONGEST and (later := _next_end(text, fold, end)):
        end, words = later, words + 1
    is_alone = words < 2 and not head[0].startswith(("UB", "MTTQ", "HDND"))
    return 0 if is_alone else end


def _next_end(text: str, fold: str, end: int) -> int:
    """Where the next word of a name ends; 0 where the name ends before it."""
    if on := ON.match(text, end):
        at = on.end()
        if place := PLACES.match(text, at):
            return place.end()
        if text[at].isupper() or text[at].isdigit():
            return _with_small_words(text, fold, at)
    and_on = AND.match(text, end)
    if and_on and text[and_on.end()].isupper() and not HEADS.match(fold, and_on.end()):
        return _with_small_words(text, fold, and_on.end())
    return 0


def _with_small_words(text: str, fold: str, at: int) -> int:
    """Where a word with a capital ends, with the small words that belong to it: "Cựu chiến binh"."""
    word = WORDS.match(text, at)
    if word is None:
        return 0
    first = end = word.end()
    if (word[0].isupper() and len(word[0]) > 1) or word[0].isdigit():
        return end
    for count in range(MOST_SMALL):
        if _ends(text, fold, end, count):
            return end
        small = SMALL.match(text, end)
        if small is None or not small[1][0].islower():
            return end
        end = small.end()
        first = first if count else end
    return end if _ends(text, fold, end, MOST_SMALL) else first


def _ends(text: str, fold: str, end: int, count: int) -> bool:
    """Whether a name may end at a place: what follows is no small word that could belong to it."""
    if AFTER_A_NAME.match(text, end) or LEADS.match(fold, end):
        return True
    at = end + 1
    following = text[at : at + 1]
    # A verb of one word may as well be the second half of a word of the name.
    is_verb = verb_at(text, fold, at, least=1 if count else 2)
    return following.isupper() or is_verb or (count > 0 and bool(PLACES.match(text, at)))


def goes_on(text: str, end: int) -> bool:
    """Whether a known name is only the beginning of a longer one that nobody knows."""
    following = ON.match(text, end)
    if following and (text[following.end()].isupper() or PLACES.match(text, following.end())):
        return True
    return bool(OF_MANY.match(text, end))
