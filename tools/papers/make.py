"""Makes the sample papers of the demo: `python tools/papers/make.py` writes them and what recognition must find.

The words are in `texts/`, one file for each paper; the same words always give the same bytes. Needs the font
Liberation Serif (Debian: fonts-liberation), which has the metrics of Times New Roman.
"""

from __future__ import annotations

import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pressing import press
from scanning import scan_as_pdf, scan_as_png
from writing import write_word

HERE = Path(__file__).resolve().parent
PAPERS = HERE.parent.parent / "src" / "baro" / "demo" / "papers"
ENDINGS = {"pdf": "pdf", "docx": "docx", "scan-pdf": "pdf", "scan-png": "png"}
LARGEST = 150 * 1024
EXPECTED_HEAD = "# What recognition must find in each paper; written by tools/papers/make.py.\n"


def main() -> int:
    """Write every paper and `expected.toml`; 1 when a paper has grown too large to keep."""
    expected, too_large = [EXPECTED_HEAD], []
    for source in sorted((HERE / "texts").glob("*.toml")):
        paper = prepared(tomllib.loads(source.read_text(encoding="utf-8")))
        target = PAPERS / f"{source.stem}.{ENDINGS[paper['form']]}"
        FORMS[paper["form"]](paper, target)
        expected.append(expectation(target.name, paper))
        print(f"{target.name}: {target.stat().st_size // 1024} KB")  # noqa: T201 - a command tells what it did
        if target.stat().st_size > LARGEST:
            too_large.append(target.name)
    (PAPERS / "expected.toml").write_text("\n".join(expected), encoding="utf-8")
    if too_large:
        print(f"too large to keep: {', '.join(too_large)}", file=sys.stderr)  # noqa: T201 - and why not
    return 1 if too_large else 0


def prepared(paper: dict[str, Any]) -> dict[str, Any]:
    """The words of a paper as they are printed."""
    issued: date = paper.pop("date")
    colon = ":" if paper["side"] == "state" else ""
    # Days below ten and the first two months are printed with a leading zero (Decree 30, Guideline 36-HD/VPTW).
    month = f"{issued.month:02}" if issued.month < 3 else str(issued.month)
    return paper | {
        "issued": issued,
        "symbol": paper["number"],
        "printed_number": f"Số{colon} {paper['number']}",
        "printed_date": f"{paper['place']}, ngày {issued.day:02} tháng {month} năm {issued.year}",
        "body": [paragraph(line) for line in paper["body"].strip().splitlines()],
    }


def paragraph(line: str) -> dict[str, str]:
    """A line of the body: "# " is a heading, "@ " a centred one, "*words*" at its beginning are bold."""
    if line.startswith(("# ", "@ ")):
        return {"style": "heading" if line[0] == "#" else "centre", "strong": "", "text": line[2:]}
    if line.startswith("*"):
        bold, rest = line[1:].split("*", 1)
        return {"style": "text", "strong": bold, "text": rest}
    return {"style": "text", "strong": "", "text": line}


def expectation(name: str, paper: dict[str, Any]) -> str:
    """The table of a paper in `expected.toml`."""
    number, _, _ = paper["symbol"].replace("/", "-").partition("-")
    coded = paper["symbol"].removeprefix(number)
    abstract = paper["abstract"].replace("V/v ", "về việc ", 1)
    fields = {
        "scanned": paper["form"].startswith("scan"),
        "number": int(number),
        "symbol": paper["symbol"],
        "issued_on": paper["issued"],
        "place": paper["place"],
        "issuer_name": paper["issuer"].replace("\n", " "),
        "issuer_above": paper["above"],
        "issuer_suffix": coded.split("/")[1] if coded.startswith("-") else paper["issuer_suffix"],
        "type_id": paper["type_id"],
        "abstract": abstract,
        "urgency": URGENCY[paper["urgency"]],
        "signer_name": paper["signer"],
        "signer_position": paper["position"],
        "signing_mark": paper["marks"][-1].split()[0],
        "addressees": paper["addressees"] or paper["recipients"],
        "deadlines": paper["deadlines"],
    }
    return "\n".join([f'["{name}"]', *(f"{key} = {toml(value)}" for key, value in fields.items()), ""])


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else f'"{value}"'


def scan_pdf(paper: dict[str, Any], target: Path) -> None:
    """The paper as a scan without a text layer."""
    scan_as_pdf(press(paper), target)


def scan_png(paper: dict[str, Any], target: Path) -> None:
    """The paper as one scanned picture."""
    scan_as_png(press(paper), target)


def pdf(paper: dict[str, Any], target: Path) -> None:
    """The paper as it leaves the press."""
    target.write_bytes(press(paper))


URGENCY = {"": 0, "KHẨN": 1, "THƯỢNG KHẨN": 2, "HỎA TỐC": 3, "HỎA TỐC HẸN GIỜ": 4}
FORMS = {"pdf": pdf, "docx": write_word, "scan-pdf": scan_pdf, "scan-png": scan_png}

if __name__ == "__main__":
    sys.exit(main())
