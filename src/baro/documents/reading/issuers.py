"""The name of the issuer as people write it: whole, and in small letters where it is printed in capitals."""

from __future__ import annotations

import re
from collections import Counter

from baro.documents.reading.folding import folded, in_capitals, squeezed

CENTRE = "BAN CHAP HANH TRUNG UONG"
# Whose papers bear the head of the Central Committee, by the organ named under the title or in the signature.
OF_THE_CENTRE = {
    "BAN BI THU": "Ban Bí thư Trung ương Đảng",
    "BO CHINH TRI": "Bộ Chính trị",
    "BAN CHAP HANH TRUNG UONG": "Ban Chấp hành Trung ương Đảng",
}
OFFICES_OF_THE_CENTRE = {
    "VAN PHONG": "Văn phòng Trung ương Đảng",
    "BAN TO CHUC": "Ban Tổ chức Trung ương",
    "UY BAN KIEM TRA": "Ủy ban Kiểm tra Trung ương",
    "BAN TUYEN GIAO VA DAN VAN": "Ban Tuyên giáo và Dân vận Trung ương",
    "BAN NOI CHINH": "Ban Nội chính Trung ương",
    "BAN CHINH SACH, CHIEN LUOC": "Ban Chính sách, chiến lược Trung ương",
}
# Names that say nothing without the body above.
OF_ANYBODY = re.compile(
    r"(?:VAN PHONG|BAN TO CHUC|BAN TUYEN GIAO(?: VA DAN VAN)?|BAN DAN VAN|BAN NOI CHINH|UY BAN KIEM TRA|BAN THUONG VU|"
    r"BAN CHAP HANH|BAN XAY DUNG DANG|THUONG TRUC|PHONG [A-Z ]{2,30})$"
)
IS_ABOVE = re.compile(r"(?:TINH UY|THANH UY|HUYEN UY|QUAN UY|THI UY|DANG UY|UY BAN NHAN DAN|UBND|SO|BO|DANG BO)\b")
USUAL_NAMES = (
    "Hội đồng|Ủy ban nhân dân|Hội đồng nhân dân|Ủy ban Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc|Ban Chấp hành|"
    "Ban Thường vụ|Ban Bí thư|Bộ Chính trị|Ban Tổ chức|Ban Tuyên giáo|Dân vận|Ban Nội chính|Ủy ban Kiểm tra|"
    "Văn phòng|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Đảng ủy|Đảng bộ|Chi bộ|Trung ương|"
    "Đảng Cộng sản Việt Nam|Đoàn Thanh niên Cộng sản Hồ Chí Minh|Quốc hội|Chính phủ|Thủ tướng Chính phủ|"
    "Nội vụ|Tài chính|Tư pháp|Công Thương|Y tế|Xây dựng|Ngoại vụ|Nông nghiệp|Môi trường|Giáo dục|Đào tạo|"
    "Khoa học|Công nghệ|Văn hóa|Văn hóa,|Thể thao|Du lịch|Dân tộc|Tôn giáo|Kế hoạch|Đầu tư|Công an|Quốc phòng|"
    "Thanh tra|Kiểm toán nhà nước|Viện kiểm sát nhân dân|Tòa án nhân dân|Liên đoàn Lao động|Hội Nông dân|"
    "Hội Cựu chiến binh|Hội Liên hiệp Phụ nữ|Bộ Chỉ huy quân sự|Trường Chính trị|Trung tâm|Ban Quản lý|"
    "Ban Chỉ đạo|Ban Chỉ huy|Ban Tiếp công dân|Chi cục|Cục|Kho bạc Nhà nước|Bảo hiểm xã hội|Thuế|Hải quan|"
    "Thống kê|Thi hành án dân sự|Ngân hàng Nhà nước|các cơ quan Đảng|tỉnh|thành phố|huyện|quận|thị xã|"
    "thị trấn|phường|xã|đặc khu|thôn|khu phố|và|của|các|UBND|HĐND|UBMTTQ|TP|BQL|BCĐ|Sở|Bộ|Ban|Hội|Phòng|Viện|"
    "Trường|Lễ|Đại học|Cao đẳng|Kỷ niệm|Bảo hiểm|Khu kinh tế|Lễ kỷ niệm|Xã hội|Lao động|Thương binh"
)
NAMES = USUAL_NAMES.split("|")
WRITTEN = {folded(name): name for name in sorted(NAMES, key=len)}
LONGEST_NAME = max(len(name.split()) for name in NAMES)


def issuer_of(name: str, above: str, organ: str, text: str) -> str:
    """The whole name of who issued a paper, from what is printed over its number and the organ that it names.

    Names are written as the paper itself writes them in its ``text``, else as offices usually do.
    """
    fold, fold_above = folded(name), folded(above)
    if fold == CENTRE:
        return OF_THE_CENTRE.get(folded(organ), in_small_letters(name, text))
    if fold_above.endswith(CENTRE) and fold in OFFICES_OF_THE_CENTRE:
        return OFFICES_OF_THE_CENTRE[fold]
    whole = in_small_letters(name, text)
    nearest = above.rpartition(", ")[2]
    says_little = OF_ANYBODY.match(fold) and IS_ABOVE.match(folded(nearest))
    return f"{whole} {in_small_letters(nearest, text)}" if says_little else whole


def in_small_letters(name: str, text: str = "") -> str:
    """A name in small letters where it is printed in capitals; others are as they are."""
    if not in_capitals(name):
        return squeezed(name)
    found = re.findall(rf"(?<!\w){re.escape(squeezed(name))}(?!\w)", text, re.IGNORECASE)
    usual = Counter(one for one in found if not in_capitals(one) and _names_something(one))
    if usual:
        most, _times = usual.most_common(1)[0]
        return most[0].upper() + most[1:]
    return _by_names(squeezed(name).split())


def _names_something(written: str) -> bool:
    return any(word[0].isupper() for word in written.split()[1:])


def _by_names(words: list[str]) -> str:
    kept: list[str] = []
    at = 0
    while at < len(words):
        longest = min(LONGEST_NAME, len(words) - at)
        many = next((n for n in range(longest, 0, -1) if folded(" ".join(words[at : at + n])) in WRITTEN), 0)
        kept.append(WRITTEN[folded(" ".join(words[at : at + many]))] if many else _titled(words[at]))
        at += many or 1
    whole = " ".join(kept)
    return whole[:1].upper() + whole[1:]


def _titled(word: str) -> str:
    """A word of a name of its own; abbreviations with digits or dots stay."""
    return word if any(sign.isdigit() or sign == "." for sign in word) else word[0] + word[1:].lower()
