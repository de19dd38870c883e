"""Reports made and read back, of a warehouse or of a source by hand with as many projects as one likes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from etl.load import load
from etl.publish import publish
from reports import door
from reports.paper import Paper
from warehouse.reader import Warehouse, open_current
from warehouse.store import Store

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
ORIGIN = 'title = "แผนทดสอบ"\npublisher = "ผู้ทดสอบ"\nlicence = "test"\n'

LONG_TITLE = (
    "โครงการส่งเสริมการมีส่วนร่วมของประชาชนในการตรวจสอบการจัดซื้อจัดจ้างและการบริหารงบประมาณขององค์กรปกครองส่วนท้องถิ่น"
    "เพื่อยกระดับคุณธรรมและความโปร่งใสอย่างต่อเนื่องและยั่งยืนตลอดปีงบประมาณ"
)


@dataclass(frozen=True)
class Printed:
    """A PDF as a reader gets it."""

    content: bytes
    pages: tuple[str, ...]
    seen: str
    title: str
    language: str
    is_tagged: bool

    @property
    def letters(self) -> str:
        """All of its text without the spaces and line ends, which are where the lines happened to break."""
        return "".join("".join(self.pages).split())


def printed(content: bytes) -> Printed:
    """Read a PDF back."""
    with pypdfium2.PdfDocument(BytesIO(content)) as document:
        pages = tuple(page.get_textpage().get_text_range() for page in document)
        size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
        language = (raw.FPDF_WCHAR * size)()
        raw.FPDFCatalog_GetLanguage(document.raw, language, size)
        return Printed(
            content,
            pages,
            "".join(_above_the_foot(page) for page in document),
            document.get_metadata_value("Title"),
            bytes(language).decode("utf-16-le").rstrip("\0"),
            bool(raw.FPDFCatalog_IsTagged(document.raw)),
        )


def _above_the_foot(page: pypdfium2.PdfPage) -> str:
    """The text of a page that stands above its last two centimetres."""
    width, height = page.get_size()
    return str(page.get_textpage().get_text_bounded(0, 54, width, height))


class Maker:
    """Makes reports of one warehouse; what a report says of language and build ends with it."""

    def __init__(self, warehouse: Warehouse, folder: Path) -> None:
        self._warehouse, self._folder = warehouse, folder
        self._printed: dict[object, Printed] = {}

    def paper(self, kind: str, *, lang: str = "th", digits: str = "arabic", **said: object) -> Paper:
        """What a report says."""
        return copy_context().run(lambda: door.paper(self._asked(kind, lang, digits, said)))

    def file(
        self, kind: str, suffix: str, *, lang: str = "th", digits: str = "arabic", **said: object
    ) -> bytes:
        """The file of a report."""

        def write() -> bytes:
            path = self._folder / f"report.{suffix}"
            door.write(self._asked(kind, lang, digits, said), door.Suffix(suffix), path)
            return path.read_bytes()

        return copy_context().run(write)

    def pdf(self, kind: str, **said: Any) -> Printed:
        """A report as PDF, read back; made once for all that look at it."""
        key = (kind, tuple(sorted(said.items())))
        if key not in self._printed:
            self._printed[key] = printed(self.file(kind, "pdf", **said))
        return self._printed[key]

    def _asked(self, kind: str, lang: str, digits: str, said: dict[str, object]) -> door.Asked:
        door.read_from(self._warehouse, lang)
        texts = {name: str(value) for name, value in said.items()}
        return door.ask_for(door.Kind(kind), texts.get, door.Digits(digits))


@contextmanager
def made_of(folder: Path, tables: dict[str, str]) -> Iterator[Maker]:
    """Reports of a source of these tables alone."""
    source = folder / "source"
    source.mkdir()
    (source / "origin.toml").write_text(ORIGIN, encoding="utf-8")
    for table, text in tables.items():
        (source / f"{table}.csv").write_text(text, encoding="utf-8")
    store = Store(folder / "warehouse")
    publish(load(REFERENCE, [source]), store)
    warehouse = open_current(store)
    try:
        yield Maker(warehouse, folder)
    finally:
        warehouse.close()


_STATUSES = ("completed", "in_progress", "awaiting_report", "cannot_proceed")


def many_projects(count: int, title: str = LONG_TITLE) -> dict[str, str]:
    """Project i has 1,000 i baht, half of it disbursed, dimension i mod 4 + 1 and status i mod 4."""
    quoted = '"' + title.replace('"', '""') + '"'
    numbers = range(1, count + 1)
    return {
        "organisation": "org_code,type_code,name_th,district_th,province_code,locator\n"
        "5999999,subdistrict_municipality,ตัวอย่าง,ตัวอย่าง,34,line 1\n",
        "plan": "plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th,"
        "stated_project_count,locator\n"
        f"p,5999999,anti_corruption_plan,2566-2570,2567,2567,false,แผน,{count},line 1\n",
        "project": "project_id,plan_id,seq_no,dimension_no,mission_no,kind,title_th,responsible_unit,locator\n"
        + "".join(
            f"p-{i},p,{i},{i % 4 + 1},{i % 4 + 1}.1,project,{quoted},กองคลัง,line {i}\n" for i in numbers
        ),
        "project_year": "project_id,fiscal_year,budget_baht,planned_quarters,locator\n"
        + "".join(f"p-{i},2567,{1000 * i},1;2,line {i}\n" for i in numbers),
        "status_report": "project_id,fiscal_year,report_round,status_code,disbursed_baht,reason_code,locator\n"
        + "".join(
            f"p-{i},2567,12,{_STATUSES[i % 4]},{500 * i},{'other' if i % 4 == 3 else ''},line {i}\n"
            for i in numbers
        ),
    }
