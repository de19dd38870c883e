"""Every fact of the seeds against the place in the document that it cites; no name of a person anywhere."""

import csv
import hashlib
import re
import subprocess
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz import fuzz

PROJECT = Path(__file__).parents[2]
SEEDS = PROJECT / "seeds"
SOURCES = sorted(path.parent.name for path in SEEDS.glob("*/origin.toml") if path.parent.name != "reference")

_LINES = re.compile(r"^lines? (\d+)(?:-(\d+))?$")
_REGISTER = re.compile(r"^register (\d{7})$")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TAG = re.compile(r"<[^>]*>")

FACTS = [
    (source, path.stem)
    for source in SOURCES
    for path in sorted((SEEDS / source).glob("*.csv"))
    if path.stem != "corrections"
]
NUMBERS = [
    ("project_year", "budget_baht"),
    ("status_report", "disbursed_baht"),
    ("ita_indicator", "score"),
    ("ita_result", "total_stated"),
    ("result", "value"),
    ("control_total", "value"),
    ("plan", "stated_project_count"),
]
TEXTS = [
    ("project", "title_th"),
    ("plan", "title_th"),
    ("risk", "process_step"),
    ("risk", "risk_event"),
    ("risk_control", "control_th"),
    ("status_report", "status_note"),
]
# Numbers that the cited lines do not print: source, locator and value, with the reason.
NUMBER_EXCEPTIONS = {
    ("det_udom_plan_2566_2570", "lines 5-8", "62"): "a plan cites its title; line 20 prints the count (t01)",
}


@cache
def _origin(source: str) -> dict[str, object]:
    return tomllib.loads((SEEDS / source / "origin.toml").read_text(encoding="utf-8"))


@cache
def _rows(source: str, table: str) -> list[dict[str, str]]:
    path = SEEDS / source / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _document(documents: Path, source: str) -> list[str]:
    return (documents / str(_origin(source)["document"])).read_text(encoding="utf-8").split("\n")


def _span(locator: str) -> tuple[int, int]:
    """First and last line that a locator cites; the register is no document."""
    match = _LINES.match(locator)
    assert match, locator
    return int(match[1]), int(match[2] or match[1])


def _cited(lines: list[str], locator: str) -> str:
    first, last = _span(locator)
    return "\n".join(lines[first - 1 : last])


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(number.replace(",", "")) for number in _NUMBER.findall(text.translate(_THAI_DIGITS))}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", _TAG.sub("", text)).translate(_THAI_DIGITS)


@pytest.mark.parametrize("source", SOURCES)
def test_document_is_the_one_that_was_read(documents, source):
    origin = _origin(source)
    content = (documents / str(origin["document"])).read_bytes()
    assert hashlib.sha256(content).hexdigest() == origin["sha256"]


@pytest.mark.parametrize(("source", "table"), FACTS)
def test_cited_lines_exist_and_say_something(documents, source, table):
    lines = _document(documents, source)
    rows = [row for row in _rows(source, table) if not _REGISTER.match(row["locator"])]
    places = {row["locator"] for row in rows}
    beyond = [place for place in places if not 1 <= _span(place)[0] <= _span(place)[1] <= len(lines)]
    blank = [place for place in places if not _cited(lines, place).strip()]
    assert (beyond, blank) == ([], [])


@pytest.mark.parametrize(("source", "table"), FACTS)
def test_only_organisations_cite_the_register(source, table):
    cited = [match[1] for row in _rows(source, table) if (match := _REGISTER.match(row["locator"]))]
    codes = [row["org_code"] for row in _rows(source, table)] if table == "organisation" else []
    assert cited == codes


@pytest.mark.parametrize(
    ("source", "table", "column"),
    [
        (source, table, column)
        for source in SOURCES
        for table, column in NUMBERS
        if any(row[column] for row in _rows(source, table))
    ],
)
def test_number_stands_in_the_cited_lines(documents, source, table, column):
    lines = _document(documents, source)
    missing = {
        (source, row["locator"], row[column])
        for row in _rows(source, table)
        if Decimal(row[column] or 0) and Decimal(row[column]) not in _numbers(_cited(lines, row["locator"]))
    }
    assert missing - set(NUMBER_EXCEPTIONS) == set()


@pytest.mark.parametrize(
    ("source", "metric"),
    [
        (source, metric)
        for source in SOURCES
        for metric in sorted({row["metric_code"] for row in _rows(source, "target")})
    ],
)
def test_target_stands_in_the_cited_lines(documents, source, metric):
    lines = _document(documents, source)
    # Cases fall by a share, which the documents print in per cent.
    factor = 100 if metric == "case_reduction" else 1
    rows = [row for row in _rows(source, "target") if row["metric_code"] == metric]
    missing = [
        (row["locator"], row["target_value"])
        for row in rows
        if Decimal(row["target_value"]) * factor not in _numbers(_cited(lines, row["locator"]))
    ]
    assert missing == []


@pytest.mark.parametrize(
    "source",
    [source for source in SOURCES if any(row["sheet_budget_baht"] for row in _rows(source, "project"))],
)
def test_budget_of_a_sheet_stands_in_that_sheet(documents, source):
    lines = _document(documents, source)
    sheets = [row for row in _rows(source, "project") if row["sheet_locator"]]
    begins = [_span(row["sheet_locator"])[0] for row in sheets]
    assert begins == sorted(begins)
    missing = [
        (row["project_id"], row["sheet_budget_baht"])
        for row, first, after in zip(sheets, begins, [*begins[1:], len(lines) + 1], strict=True)
        if Decimal(row["sheet_budget_baht"])
        and Decimal(row["sheet_budget_baht"]) not in _numbers("\n".join(lines[first - 1 : after - 1]))
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("source", "table", "column"),
    [
        (source, table, column)
        for source in SOURCES
        for table, column in TEXTS
        if any(row[column] for row in _rows(source, table))
    ],
)
def test_text_stands_in_the_cited_lines(documents, source, table, column):
    lines = _document(documents, source)
    key = {"risk": "risk_id", "plan": "plan_id", "risk_control": "step_no"}.get(table, "project_id")
    unlike = {}
    for row in _rows(source, table):
        printed, cited = _plain(row[column] or ""), _plain(_cited(lines, row["locator"]))
        likeness = (
            fuzz.partial_ratio(printed, cited) if len(printed) <= len(cited) else fuzz.ratio(printed, cited)
        )
        if printed and likeness < 95:
            unlike[table, row[key]] = round(likeness)
    assert unlike == {}


# --- names of persons

# A personal title as a token of its own, before a word that is no office.
_TITLED = re.compile(
    r"(?<![ก-๛])(?:นางสาว|นาง|นาย|น\.ส\.|ร\.ต\.|ร\.ท\.|ร\.อ\.|พ\.ต\.|พ\.ท\.|พ\.อ\.|พล\.|ดร\.|ว่าที่)"
    r"(?!ก|อำเภอ|ทะเบียน|จ้าง|เทศมนตรี|องค์การ|ช่าง|ตรวจ|ทหาร)\s?[ก-๛]"
)
# A name as documents print it: title, first name, surname, as in the line of a signer.
_NAME = re.compile(r"(?<![ก-๛])(?:นางสาว|นาง|นาย)\s?([ก-๛]{2,}) ([ก-๛]{3,})")
_OFFICES = ("ก", "อำเภอ", "องค์การ", "เทศมนตรี")


def _names(documents: Path) -> set[tuple[str, str]]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(documents.glob("*.txt")))
    return {(first, last) for first, last in _NAME.findall(text) if not first.startswith(_OFFICES)}


def _tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    return [PROJECT / name for name in listed if name and (PROJECT / name).is_file()]


@pytest.mark.parametrize("path", sorted(SEEDS.rglob("*.*")), ids=lambda path: str(path.relative_to(SEEDS)))
def test_no_personal_title_in_the_seeds(path):
    assert [match[0] for match in _TITLED.finditer(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("นายกองค์การบริหารส่วนจังหวัด", False),
        ("นายอำเภอเมือง", False),
        ("นายกเทศมนตรีตำบล", False),
        ("ให้นายจ้างทราบ", False),
        ("นาย ข", True),
        ("(นางสาวข ค)", True),
        ("ดร.ข", True),
        ("ว่าที่ร้อยตรี ข", True),
    ],
)
def test_what_counts_as_a_personal_title(text, is_named):
    assert bool(_TITLED.search(text)) == is_named


def test_signers_are_found_in_the_documents(documents):
    # Eleven readings of names stand in the meeting papers; without them the next test would prove nothing.
    assert len(_names(documents)) == 11


def test_no_name_of_the_documents_in_the_repository(documents):
    names = _names(documents)
    named = []
    for path in _tracked_files():
        text = re.sub(r"\s", "", path.read_bytes().decode("utf-8", errors="ignore"))
        # A short surname may be a part of another word.
        if any(last in text if len(last) >= 6 else first + last in text for first, last in names):
            named.append(str(path.relative_to(PROJECT)))
    assert named == []
