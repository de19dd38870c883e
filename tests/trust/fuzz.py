"""Inputs with something wrong in them, by the thousand: `python -m tests.trust.fuzz` tries 2,100 of them.

Each input comes from a sound one by changes that its number alone decides, so that what failed can be tried again:
`python -m tests.trust.fuzz --only import:17`. A child tries them one by one in itself, under limits of time and memory.
"""

import argparse
import csv
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from etl import door
from etl.extract.files.content import UnreadableDocument
from etl.extract.run import OtherDocumentError, UnknownOrganisationError, extract
from etl.imports import accept as taking
from etl.imports.examine import examine
from etl.imports.files import read_files
from etl.imports.renew import open_base
from etl.load import load
from etl.places import REFERENCE
from etl.problems import InputError
from etl.publish import publish
from tests.trust.hostile import STRINGS
from warehouse.home import DATA_VARIABLE, default_store
from warehouse.store import Store

KINDS = ("check", "extract", "import")
SECONDS, MEMORY_MB = 10, 1024
EXPLODED_LETTERS = 4_000_000
PROJECT = Path(__file__).parents[2]
SEEDS = PROJECT / "seeds"
SOURCES = sorted(folder for folder in SEEDS.iterdir() if folder.is_dir() and folder.name != REFERENCE.name)
ORGANISATION = "4340701"
_ODD_VALUES = [
    *STRINGS,
    *(
        "๒๕๖๗",
        "2567.5",
        "-1",
        "1e400",
        "9" * 400,
        "0x10",
        "٢٥٦٧",
        "²",
        "½",
        "Ⅳ",
        "1,000,000.00",
        "1,00",
        "NaN",
        "inf",
    ),
    *(
        "2566-02-30",
        "30/09/2567",
        "9999-99-99",
        "true",
        "TRUE",
        "ใช่",
        "1;2;;3",
        ";" * 500,
        "1;" * 5_000,
        " ",
        "\u00a0",
    ),
    *("4340701-2566-2570-01", "4340701", "completed", "ก" * 40_000, "\ud7ff", "\U0010ffff", "e\u0301" * 200),
]
_ENCODINGS = ["cp874", "utf-16", "utf-16-le", "utf-8-sig", "latin-1", "utf-32", "utf-7"]

Table = list[list[str]]


@dataclass(frozen=True)
class Tried:
    """One input: what came of it, how long it took, and the traceback of a fault."""

    kind: str
    number: int
    outcome: str
    seconds: float
    fault: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether the program did what it must not."""
        return bool(self.fault)


class _TookTooLong(BaseException):
    """So that no part of the program takes it for a fault of its input."""


def changed_table(rows: Table, chance: random.Random) -> Table:
    """A table with one to four things done to its columns, rows and values."""
    rows = [list(row) for row in rows]
    for _ in range(chance.randint(1, 4)):
        chance.choice(_CHANGES)(rows, chance)
        # A long text in a row that is doubled and exploded would be more than these tests themselves may hold.
        while sum(len(cell) for row in rows for cell in row) > 2 * EXPLODED_LETTERS:
            del rows[len(rows) // 2 :]
    return rows


def _shuffle_columns(rows: Table, chance: random.Random) -> None:
    order = list(range(max(map(len, rows), default=0)))
    chance.shuffle(order)
    rows[:] = [[row[place] for place in order if place < len(row)] for row in rows]


def _rename_column(rows: Table, chance: random.Random) -> None:
    if rows and rows[0]:
        rows[0][chance.randrange(len(rows[0]))] = chance.choice([*_ODD_VALUES, *rows[0]])


def _double_column(rows: Table, chance: random.Random) -> None:
    if rows and rows[0]:
        place = chance.randrange(len(rows[0]))
        rows[:] = [[*row, *row[place : place + 1]] for row in rows]


def _drop_column(rows: Table, chance: random.Random) -> None:
    if rows and rows[0]:
        place = chance.randrange(len(rows[0]))
        rows[:] = [row[:place] + row[place + 1 :] for row in rows]


def _odd_values(rows: Table, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 3, 50])):
        row = chance.choice(rows) if rows else []
        if row:
            row[chance.randrange(len(row))] = chance.choice(_ODD_VALUES)


def _double_rows(rows: Table, chance: random.Random) -> None:
    if rows:
        row = chance.choice(rows)
        rows += [list(row) for _ in range(chance.choice([1, 1, 2, 200]))]


def _shuffle_rows(rows: Table, chance: random.Random) -> None:
    chance.shuffle(rows)


def _cut_rows(rows: Table, chance: random.Random) -> None:
    for row in rows:
        if chance.random() < 0.1:
            del row[chance.randrange(len(row) + 1) :]


def _explode(rows: Table, chance: random.Random) -> None:
    """Many times the rows or columns, up to beyond what a document or an upload may have."""
    size = 1 + sum(len(cell) + 1 for row in rows for cell in row)
    times = min(2_000, EXPLODED_LETTERS // size)
    if times and chance.random() < 0.3:
        rows[:] = rows * times if chance.random() < 0.5 else [row * min(times, 30) for row in rows]


_CHANGES: list[Callable[[Table, random.Random], None]] = [
    _shuffle_columns,
    _rename_column,
    _double_column,
    _drop_column,
    _odd_values,
    _odd_values,
    _odd_values,
    _double_rows,
    _shuffle_rows,
    _cut_rows,
    _explode,
]


def changed_bytes(content: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled or cut short."""
    data = bytearray(content)
    for _ in range(chance.choice([1, 1, 5, 100])):
        if not data:
            break
        place = chance.randrange(len(data))
        match chance.randrange(5):
            case 0 | 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                del data[place : place + chance.choice([1, 10, 1_000])]
            case 3:
                data[place:place] = data[place : place + 100] * chance.choice([1, 50])
            case _:
                if chance.random() < 0.2:
                    del data[place:]
    return bytes(data)


def changed_text(content: bytes, chance: random.Random) -> bytes:
    """A table or text as a file: changed as a table, in its encoding, or in its bytes."""
    way = chance.random()
    if way < 0.6:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        out = io.StringIO()
        csv.writer(out, delimiter=chance.choice(",,,;\t")).writerows(changed_table(rows, chance))
        content = out.getvalue().encode("utf-8", "surrogatepass")
    if 0.5 < way < 0.7:
        text = content.decode("utf-8", "replace")
        content = text.encode(chance.choice(_ENCODINGS), "replace")
    return changed_bytes(content, chance) if way > 0.7 else content


def changed_workbook(content: bytes, chance: random.Random) -> bytes:
    """A workbook with its cells or its bytes changed."""
    if chance.random() < 0.3:
        return changed_bytes(content, chance)
    book = load_workbook(io.BytesIO(content))
    for _ in range(chance.choice([1, 5, 40])):
        sheet = chance.choice(book.worksheets)
        cell = sheet.cell(chance.randint(1, sheet.max_row + 2), chance.randint(1, sheet.max_column + 2))
        value = chance.choice([*_ODD_VALUES, None, 1e308, -1, 2567, True])
        if hasattr(cell, "value") and type(cell).__name__ == "Cell":
            cell.value = _for_excel(value)
    if chance.random() < 0.3:
        sheet = chance.choice(book.worksheets)
        chance.choice([sheet.delete_rows, sheet.delete_cols, sheet.insert_rows, sheet.insert_cols])(
            chance.randint(1, 8)
        )
    if chance.random() < 0.1:
        chance.choice(book.worksheets).title = chance.choice(["x", "โครงการ", "plan", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _for_excel(value: object) -> object:
    return ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767] if isinstance(value, str) else value


class Inputs:
    """The sound inputs, and one changed input by its number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._documents = _documents()
        self._files = _files_to_import()
        self._build = default_store().current_path()

    def try_one(self, kind: str, number: int) -> str:
        """What the program makes of one input: `taken`, `problems` or `refused`."""
        chance = random.Random(f"{kind} {number}")
        return {"check": self._check, "extract": self._extract, "import": self._import}[kind](chance)

    def _check(self, chance: random.Random) -> str:
        source = chance.choice(SOURCES)
        with tempfile.TemporaryDirectory(dir=self.folder) as parent:
            folder = Path(shutil.copytree(source, Path(parent) / source.name))
            for path in chance.sample(sorted(folder.iterdir()), 1 + (chance.random() < 0.3)):
                change = changed_text if path.suffix == ".csv" else changed_bytes
                path.write_bytes(change(path.read_bytes(), chance))
            try:
                loaded = load(REFERENCE, [folder])
            except InputError as error:
                return _told(error)
            if loaded.problems:
                return _told(InputError(loaded.problems))
            # What is found to be right must be possible to publish, which proves every rule of the schemas.
            if chance.random() < 0.2:
                publish(loaded, Store(Path(parent) / "warehouse"))
                return "published"
        return "taken"

    def _extract(self, chance: random.Random) -> str:
        name, content = chance.choice(self._documents)
        change = changed_workbook if name.endswith(".xlsx") else changed_bytes
        if name.endswith((".txt", ".md", ".html")) and chance.random() < 0.7:
            change = _changed_lines
        with tempfile.TemporaryDirectory(dir=self.folder) as parent:
            path = Path(parent) / name
            path.write_bytes(change(content, chance))
            try:
                extract(path, Path(parent) / "out", REFERENCE, [], ORGANISATION)
            except InputError as error:
                return _told(error)
            except (UnreadableDocument, UnknownOrganisationError, OtherDocumentError):
                return "refused"
        return "taken"

    def _import(self, chance: random.Random) -> str:
        name, content = chance.choice(self._files)
        change = changed_workbook if name.endswith(".xlsx") else changed_text
        if chance.random() < 0.05:
            name = chance.choice(STRINGS)[:100] + chance.choice([".csv", ".xlsx", ".xls", ""])
        try:
            received = read_files([(name, change(content, chance))], self._build, chance.choice([None, 2566]))
            with closing(open_base(default_store())) as base:
                found = examine(*received, base)
        except InputError as error:
            return _told(error)
        for problem in [*found.problems, *found.notices]:
            assert problem.message_th
            assert problem.message_en
        if found.can_accept and chance.random() < 0.1:
            # It publishes: the rules of the schemas are proved on the way, and what breaks one is told.
            outcome = taking.accept(found, "fuzz")
            assert outcome.state in ("published", "unchanged"), outcome
            taking.withdraw(outcome.record.import_id, "fuzz") if outcome.record else None
            self._build = default_store().current_path()
            return "published"
        return "taken" if found.can_accept else "problems" if found.problems else "unchanged"


def _told(error: InputError) -> str:
    """A problem is one that can be said in both languages."""
    for problem in error.problems:
        assert problem.message_th
        assert problem.message_en
    return "problems"


def _changed_lines(content: bytes, chance: random.Random) -> bytes:
    rows = [line.split("\t") for line in content.decode().split("\n")]
    return "\n".join("\t".join(row) for row in changed_table(rows, chance)).encode("utf-8", "surrogatepass")


def _documents() -> list[tuple[str, bytes]]:
    """Texts, pages and workbooks of the kinds that the readers know, made of the seeds."""
    made = []
    for source in SOURCES:
        for table in ("project", "measure", "risk", "ita_indicator"):
            path = source / f"{table}.csv"
            if path.is_file():
                rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))[:40]
                made.append(_as_document(source.name, table, rows, len(made)))
    return made


_HEADINGS = {
    "title_th": "โครงการ/กิจกรรม/มาตรการ",
    "seq_no": "ลำดับที่",
    "budget_baht": "งบประมาณ (บาท)",
    "responsible_unit": "หน่วยงานที่รับผิดชอบ",
    "score": "คะแนน",
}


def _as_document(source: str, table: str, rows: Table, number: int) -> tuple[str, bytes]:
    rows = [[_HEADINGS.get(name, name) for name in rows[0]], *rows[1:]]
    before = [["แผนปฏิบัติการป้องกันการทุจริต เทศบาลเมืองเดชอุดม ปีงบประมาณ พ.ศ. 2566-2570"], ["มิติที่ 1 ภารกิจที่ 1.1"]]
    lines = [*before, *rows, ["รวม", "", "๑,๐๐๐,๐๐๐"]]
    stem = f"{source}_{table}"
    if number % 3 == 0:
        return f"{stem}.txt", "\n".join("\t".join(row) for row in lines).encode()
    if number % 3 == 1:
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in lines)
        return f"{stem}.html", f"<html><body><table>{cells}</table></body></html>".encode()
    book = Workbook()
    for row in lines:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return f"{stem}.xlsx", out.getvalue()


def _files_to_import() -> list[tuple[str, bytes]]:
    """Forms as the program writes them, and tables of the seeds."""
    forms = [door.form_file(ORGANISATION, 2567, report_round) for report_round in (None, 6)]
    tables = [
        (f"{table}.csv", (source / f"{table}.csv").read_bytes())
        for source in SOURCES
        for table in ("project_year", "status_report", "ita_indicator", "case_count", "organisation")
        if (source / f"{table}.csv").is_file()
    ]
    heading = "ลำดับ,หน่วยงาน,จังหวัด,คะแนน ITA,ระดับ\n"
    ita = f"{heading}1,เทศบาลเมืองเดชอุดม,อุบลราชธานี,85.20,A\n2,องค์การบริหารส่วนตำบลสำราญ,ยโสธร,70.5,C\n"
    report = "project_id,fiscal_year,report_round,status_code,disbursed_baht\n"
    lines = "".join(f"{ORGANISATION}-2566-2570-{n:02},2567,6,completed,{n}00\n" for n in range(1, 12))
    return [
        *forms * 3,
        *tables,
        ("ita-2566.csv", ita.encode()),
        *[("status_report.csv", (report + lines).encode())] * 3,
    ]


@contextmanager
def _within_limits() -> Iterator[None]:
    def end(_: int, __: FrameType | None) -> None:
        raise _TookTooLong

    signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _tried(inputs: Inputs, kind: str, number: int) -> Tried:
    # Seconds of computing, for others may use the machine, too.
    start, fault = time.process_time(), ""
    try:
        with _within_limits():
            outcome = inputs.try_one(kind, number)
    except _TookTooLong:
        outcome, fault = "hang", traceback.format_exc()
    except Exception as error:
        outcome, fault = type(error).__name__, traceback.format_exc()
    return Tried(kind, number, outcome, round(time.process_time() - start, 2), fault)


def _child(jobs: str) -> None:
    """Try what is asked, a line of JSON for each; a first line says what is tried, should it be the last one."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        os.environ[DATA_VARIABLE] = str(Path(folder) / "data")
        publish(load(REFERENCE, SOURCES), default_store())
        inputs = Inputs(Path(folder))
        _limit_memory()
        for job in jobs.split(","):
            kind, number = job.split(":")
            print(f"trying {job}", flush=True)
            print(json.dumps(asdict(_tried(inputs, kind, int(number)))), flush=True)


def run(jobs: list[str]) -> list[Tried]:
    """Try inputs, such as `import:17`, in a child; one that ends it is told, and the others go on in another."""
    tried: list[Tried] = []
    while len(tried) < len(jobs):
        command = [sys.executable, "-m", "tests.trust.fuzz", "--child", ",".join(jobs[len(tried) :])]
        paths = os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")])
        environment = os.environ | {
            "PYTHONPATH": paths,
            "POLARS_MAX_THREADS": "2",
            "PYTHONWARNINGS": "ignore",
        }
        done = subprocess.run(
            command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=3_600, check=False
        )
        lines = done.stdout.splitlines()
        if not lines:
            raise RuntimeError(f"the child tried nothing: {done.stderr}")
        tried += [Tried(**json.loads(line)) for line in lines if line.startswith("{")]
        if len(tried) < len(jobs):
            kind, number = jobs[len(tried)].split(":")
            tried.append(
                Tried(kind, int(number), f"ended {done.returncode}", 0, done.stderr[-2_000:] or "ended")
            )
    return tried


def jobs_of(each: int, first: int = 0) -> list[str]:
    """So many inputs of each kind."""
    return [f"{kind}:{number}" for number in range(first, first + each) for kind in KINDS]


def main() -> int:
    """Try inputs, print what came of them, and every fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=700, help="inputs for each of check, extract and import")
    parser.add_argument("--only", help="such as import:17,check:3")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        _child(given.child)
        return 0
    tried = run(given.only.split(",") if given.only else jobs_of(given.each))
    bad = [one for one in tried if one.is_bad]
    for one in bad:
        print(f"\n{one.kind}:{one.number} {one.outcome} {one.seconds} s\n{one.fault}")
    counted = Counter(f"{one.kind} {one.outcome}" for one in tried)
    print("\n".join(f"{name}: {count}" for name, count in sorted(counted.items())))
    slowest = max(tried, key=lambda one: one.seconds)
    print(
        f"inputs tried: {len(tried)}; faults: {len(bad)}; slowest {slowest.seconds} s ({slowest.kind}:{slowest.number})"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
