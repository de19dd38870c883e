"""The downloaded CSV has exactly the rows of the view, and the table of the page shows the same values."""

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from visitor import Visitor

Visit = Callable[..., Visitor]
BOM = b"\xef\xbb\xbf"
HEADINGS = {
    "th": {
        "number": "ลำดับ",
        "title": "ชื่อ",
        "dimension": "มิติ",
        "quarters": "ไตรมาสที่วางแผน",
        "budget": "งบประมาณ (บาท)",
        "disbursed": "เบิกจ่าย (บาท)",
        "status": "สถานะ",
        "code": "รหัสโครงการ",
    },
    "en": {
        "number": "No.",
        "title": "Title",
        "dimension": "Dimension",
        "quarters": "Planned quarters",
        "budget": "Budget (baht)",
        "disbursed": "Disbursed (baht)",
        "status": "Status",
        "code": "Project",
    },
}
STATUSES = {
    "completed": {"th": "✓ ดำเนินการแล้วเสร็จ", "en": "✓ Completed"},
    "in_progress": {"th": "◐ อยู่ระหว่างดำเนินการ", "en": "◐ In progress"},
    "awaiting_report": {"th": "○ รอรายงาน", "en": "○ Awaiting report"},
    "not_reported": {"th": "? ไม่พบรายงาน", "en": "? Not reported"},
}
VIEWS = [
    ("org=2650101", "th", 5, "projects_fy2565_2650101_"),
    ("org=2650101&status=all", "th", 38, "projects_fy2565_2650101_"),
    ("org=2650101&status=all&lang=en", "en", 38, "projects_fy2565_2650101_"),
    ("org=2650101&budget=little", "th", 1, "projects_fy2565_2650101_"),
    ("org=2650101&quarter=3&kind=activity&status=all&sort=budget", "th", 8, "projects_fy2565_2650101_"),
    ("org=2650101&status=in_progress,awaiting_report", "th", 5, "projects_fy2565_2650101_"),
    (
        "year=2565&province=36&type=subdistrict_municipality",
        "th",
        16,
        "projects_fy2565_36-subdistrict-municipality_",
    ),
    ("year=2566&org=5760403", "th", 39, "projects_fy2566_5760403_"),
]


def _download(place: Page | Locator, query: str, folder: Path) -> tuple[str, bytes]:
    link = place.locator(f'p.downloads[data-query="{query}"]').get_by_role("link", name="CSV")
    link.scroll_into_view_if_needed()
    with link.page.expect_download() as waiting:
        link.click()
    target = folder / "download.csv"
    waiting.value.save_as(target)
    return waiting.value.suggested_filename, target.read_bytes()


def _read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def _table(place: Page | Locator) -> list[dict[str, str]]:
    return place.locator("table.rows").first.evaluate(
        "it => [...it.tBodies[0].rows].map(row => Object.fromEntries("
        "[...row.cells].map(cell => [cell.dataset.label, cell.innerText.trim()])))"
    )


def _number(text: str) -> Decimal | None:
    return None if text in ("", "—") else Decimal(text.replace(",", ""))


def _quarters(text: str) -> set[int]:
    """The quarters of `1–2, 4` on the page or of `1;2;4` in the file."""
    found: set[int] = set()
    for part in re.split("[,;]", text.replace("—", "")):
        ends = [int(number) for number in re.findall(r"\d", part)]
        found |= set(range(ends[0], ends[-1] + 1)) if ends else set()
    return found


@pytest.mark.parametrize(("query", "lang", "rows", "name"), VIEWS, ids=[view[0] for view in VIEWS])
def test_projects_of_a_view(
    visit: Visit, tmp_path: Path, query: str, lang: str, rows: int, name: str
) -> None:
    page = visit().open(f"/projects?{query}")
    shown = _table(page)
    file_name, content = _download(page, "projects", tmp_path)
    assert re.fullmatch(rf"{name}build\d{{8}}-\d{{6}}_{rows}rows\.csv", file_name)
    assert content.startswith(BOM)
    assert not content.startswith(BOM * 2)
    said, heading = _read(content), HEADINGS[lang]
    assert len(said) == len(shown) == rows
    for row, cells in zip(said, shown, strict=True):
        assert row[heading["title"]] == cells[heading["title"]]
        assert row[heading["number"]] == cells[heading["number"]]
        assert row[heading["dimension"]] == cells[heading["dimension"]]
        assert cells[heading["status"]] == STATUSES[row[heading["status"]]][lang]
        # A column that says nothing in any row is left out of the page.
        for column in ("budget", "disbursed"):
            assert _number(row[heading[column]]) == _number(cells.get(heading[column], ""))
        assert _quarters(row[heading["quarters"]]) == _quarters(cells.get(heading["quarters"], ""))


def test_a_list_of_several_pages_is_downloaded_whole(visit: Visit, tmp_path: Path) -> None:
    page = visit().open("/projects?year=2565&status=all&page=3")
    shown = _table(page)
    file_name, content = _download(page, "projects", tmp_path)
    said = _read(content)
    assert file_name.endswith("_54rows.csv")
    assert len(said) == 54
    assert [row["ชื่อ"] for row in said[50:]] == [row["ชื่อ"] for row in shown]


def test_the_rows_behind_a_chart(visit: Visit, tmp_path: Path) -> None:
    page = visit().open("/ita?year=2564&org=5361202")
    behind = page.locator(".st-key-table-indicators")
    behind.get_by_text("ดูเป็นตาราง").click()
    shown = _table(behind)
    file_name, content = _download(behind, "ita_indicators", tmp_path)
    assert re.fullmatch(r"ita-indicators_fy2564_5361202_build\d{8}-\d{6}_10rows\.csv", file_name)
    scores = [(row["ชื่อ"], Decimal(row["คะแนน"])) for row in _read(content)]
    assert scores == [(row["ชื่อ"], Decimal(row["คะแนน"])) for row in shown]
    assert scores[1] == ("การใช้งบประมาณ", Decimal("77.69"))
