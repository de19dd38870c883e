"""The files that were sent in: each accepted one is a source of its own, numbered in the order of acceptance.

An import is a folder `import_<number>_<checksum>` among the user's sources; taking it back moves it to the folder
`withdrawn`. What stands in these two folders is all there is to know: there is no list beside them to go stale.
Where machines share a lake, the folders are a copy of what its shelf keeps, and every change is told to it.
"""

import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import tomli_w
from filelock import FileLock

from etl.imports.submission import ReceivedFile, Submission
from etl.problems import InputError, Problem
from etl.read import ORIGIN_FILE
from warehouse.faults import LakeFault
from warehouse.home import default_shelf, imports_folder, own_folder
from warehouse.shelf import Places, Shelf
from warehouse.store import flush

RECEIVED = "received"
WITHDRAWAL_FILE = "withdrawal.toml"
LICENCE = "sent in by an officer · เจ้าหน้าที่นำเข้า"
_NAME = re.compile(r"import_(\d{6})_([0-9a-f]{12})")
_CHECKSUM_LENGTH = 12
_HOLDING, _WITHDRAWN = "sources", "withdrawn"


class AlreadyIn(Exception):
    """A file of the same bytes is in; `record` tells since when."""

    def __init__(self, record: "ImportRecord") -> None:
        """Keep the record of the import that is in."""
        super().__init__(record.import_id)
        self.record = record


@dataclass(frozen=True)
class ImportRecord:
    """One import: what was sent, by whom and when (UTC), and how many rows were new, changed, unchanged, rejected."""

    import_id: str
    file_name: str
    title_th: str
    by: str
    at: datetime
    kind: str
    org_code: str | None
    fiscal_year: int | None
    report_round: int | None
    counts: dict[str, int]
    is_withdrawn: bool = False
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Letter:
    """What is to be put into the inbox: a file as received, its tables without the rows that are left out.

    `overtaken` names an import of the same bytes that is in and no longer the last word.
    """

    received: ReceivedFile
    submission: Submission
    tables: Mapping[str, pl.DataFrame]
    publisher: str
    counts: dict[str, int]
    overtaken: str | None = None


def put(letter: Letter, by: str) -> ImportRecord:
    """Store a file that was accepted; its folder appears whole or not at all.

    Raises AlreadyIn when a file of the same bytes has been accepted meanwhile.
    """
    with _changing() as shelf:
        same = _same_file(letter.received.sha256)
        if same and same.import_id != letter.overtaken:
            raise AlreadyIn(same)
        _clear_leftovers()
        number = _next_number()
        name = f"import_{number:06d}_{letter.received.sha256[:_CHECKSUM_LENGTH]}"
        draft = _draft()
        try:
            _write(draft, letter, by, number)
            draft.chmod(0o755)
            imports_folder().mkdir(parents=True, exist_ok=True)
            for path in [*draft.rglob("*"), draft]:
                flush(path)
            draft.rename(imports_folder() / name)
            flush(imports_folder())
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        shelf.keep(_HOLDING, imports_folder() / name)
    return _record(imports_folder() / name)


def take_back(import_id: str, by: str) -> ImportRecord:
    """Move an import out of the sources, keeping all of it, and note who did.

    Raises InputError when there is no such import among the sources.
    """
    with _changing() as shelf:
        folder = _folder(import_id)
        note = {"by": by, "at": datetime.now(UTC)}
        (folder / WITHDRAWAL_FILE).write_text(tomli_w.dumps(note), encoding="utf-8")
        _withdrawn().mkdir(parents=True, exist_ok=True)
        folder = folder.rename(_withdrawn() / import_id)
        shelf.keep(_WITHDRAWN, folder)
        return _record(folder)


def put_back(import_id: str) -> None:
    """Undo `take_back`."""
    with _changing() as shelf:
        folder = (_withdrawn() / import_id).rename(imports_folder() / import_id)
        (folder / WITHDRAWAL_FILE).unlink(missing_ok=True)
        shelf.keep(_HOLDING, folder)


def refuse(import_id: str) -> None:
    """Take away an import that could not be published: whoever sent it is told, and has the file."""
    with _changing() as shelf:
        # Out of the sources in one step: a half of it would be a source, too.
        draft = _draft()
        shutil.rmtree(_folder(import_id).rename(draft / import_id).parent)
        shelf.drop(import_id)


def leftovers() -> list[Path]:
    """What was left behind by whoever was killed while putting a file in or out."""
    notes = [folder / WITHDRAWAL_FILE for folder in _folders(imports_folder()).values()]
    return [*sorted(_incoming().glob("*")), *(note for note in notes if note.is_file())]


def clear_leftovers() -> None:
    """Take away what killed imports left; what was accepted stays."""
    with _changing():
        _clear_leftovers()


def places() -> Places:
    """Where imports lie on this machine: those that hold, and those that were taken back."""
    return places_in(own_folder())


def places_in(folder: Path) -> Places:
    """Where imports lie in a data folder."""
    return {_HOLDING: folder / _HOLDING, _WITHDRAWN: folder / _WITHDRAWN}


def accepted() -> dict[str, Path]:
    """The folders of the imports that hold, by their names, in the order of acceptance.

    Raises LakeFault when machines share them and what they have cannot be asked for.
    """
    default_shelf().mirror(places())
    return _folders(imports_folder())


def history(most: int, is_wanted: Callable[[ImportRecord], bool] = lambda record: True) -> list[ImportRecord]:
    """The last imports that are wanted, the newest first, those taken back among them.

    Damaged ones are left out: `sutcharit doctor` names them.
    """
    folders = _known()
    records = _readable(folders[name] for name in sorted(folders, reverse=True))
    return list(islice(filter(is_wanted, records), most))


def folder_of(import_id: str) -> Path | None:
    """The folder of an import, of one that was taken back too; None when there is no such import."""
    return _known().get(import_id)


def same_file(sha256: str) -> ImportRecord | None:
    """The import of a file of the same bytes that holds, the latest of them."""
    _known()
    return _same_file(sha256)


def _same_file(sha256: str) -> ImportRecord | None:
    same = [
        path for name, path in _folders(imports_folder()).items() if name.endswith(sha256[:_CHECKSUM_LENGTH])
    ]
    return _record(same[-1]) if same else None


def _known() -> dict[str, Path]:
    """The folders of all imports; of those that machines share, as far as known here while nobody can be asked."""
    with suppress(LakeFault):
        accepted()
    return _folders(imports_folder()) | _folders(_withdrawn())


def _clear_leftovers() -> None:
    for path in leftovers():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _write(folder: Path, letter: Letter, by: str, number: int) -> None:
    for name, frame in letter.tables.items():
        frame.write_csv(folder / f"{name}.csv")
    (folder / RECEIVED).mkdir()
    # Under a name of our own: the received one may be anything.
    suffix = Path(letter.received.name).suffix.lower()
    (folder / RECEIVED / f"file{suffix}").write_bytes(letter.received.content)
    (folder / ORIGIN_FILE).write_text(tomli_w.dumps(_origin(letter, by, number)), encoding="utf-8")


def _origin(letter: Letter, by: str, number: int) -> dict[str, Any]:
    now = datetime.now(UTC)
    submission, received = letter.submission, letter.received
    of_file = {
        "title": submission.title_th,
        "publisher": letter.publisher,
        "licence": LICENCE,
        "org_code": submission.org_code,
        "document": received.name,
        "sha256": received.sha256,
        "accessed": now.date(),
    }
    of_import = {
        "by": by,
        "at": now,
        "kind": submission.kind.value,
        "file_name": received.name,
        "fiscal_year": submission.fiscal_year,
        "report_round": submission.report_round,
        "counts": letter.counts,
    }
    number_and_rest = {"layer": number, "left_out": letter.counts.get("rejected", 0)}
    # A folder says itself of which document it is.
    return _told({**of_file, **submission.origin, **number_and_rest, "import": _told(of_import)})


def _told(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if value is not None}


def _readable(folders: Iterable[Path]) -> Iterator[ImportRecord]:
    for folder in folders:
        with suppress(InputError):
            yield _record(folder)


def _record(folder: Path) -> ImportRecord:
    try:
        return _told_by(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        detail = (("detail", str(error)),)
        raise InputError([Problem("bad_origin", folder.name, ORIGIN_FILE, detail=detail)]) from error


def _told_by(folder: Path) -> ImportRecord:
    origin = tomllib.loads((folder / ORIGIN_FILE).read_text(encoding="utf-8"))
    note = folder / WITHDRAWAL_FILE
    withdrawal = tomllib.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}
    told = origin["import"]
    return ImportRecord(
        import_id=folder.name,
        file_name=told["file_name"],
        title_th=origin["title"],
        by=told["by"],
        at=told["at"],
        kind=told["kind"],
        org_code=origin.get("org_code"),
        fiscal_year=told.get("fiscal_year"),
        report_round=told.get("report_round"),
        counts=dict(told["counts"]),
        is_withdrawn=bool(withdrawal),
        withdrawn_by=withdrawal.get("by"),
        withdrawn_at=withdrawal.get("at"),
    )


def _folder(import_id: str) -> Path:
    folder = _folders(imports_folder()).get(import_id)
    if folder is None:
        raise InputError([Problem("no_such_import", import_id, "", value=import_id)])
    return folder


def _folders(parent: Path) -> dict[str, Path]:
    found = (path for path in parent.glob("import_*") if _NAME.fullmatch(path.name))
    return {path.name: path for path in sorted(found)}


def _next_number() -> int:
    taken = [*_folders(imports_folder()), *_folders(_withdrawn())]
    return 1 + max((int(name.split("_")[1]) for name in taken), default=0)


def _incoming() -> Path:
    return own_folder() / "incoming"


def _draft() -> Path:
    _incoming().mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=_incoming()))


def _withdrawn() -> Path:
    return places()[_WITHDRAWN]


@contextmanager
def _changing() -> Iterator[Shelf]:
    with _lock(), default_shelf().changing(places()) as shelf:
        yield shelf


def _lock() -> FileLock:
    own_folder().mkdir(parents=True, exist_ok=True)
    return FileLock(own_folder() / ".imports.lock")
