"""Where sources lie: the seeds of the project, the reference tables, and the user's own."""

from pathlib import Path

from etl.read import ORIGIN_FILE, data_files
from warehouse.home import imports_folder, sources_folder

PACKAGES = Path(__file__).parent.parent
SEEDS = PACKAGES / "seeds"
REFERENCE = SEEDS / "reference"


def source_folders(given: list[Path] | None) -> list[Path]:
    """The source folders meant: each path given is one, or a folder that holds some; by default all."""
    folders: list[Path] = []
    everywhere = [SEEDS, *sorted({sources_folder(), imports_folder()})]
    for path in map(Path.resolve, given or everywhere):
        inner = sorted(child for child in path.glob("*") if _is_source(child) and not _is_left_behind(child))
        if inner and not (path / ORIGIN_FILE).is_file():
            folders += [child for child in inner if child != REFERENCE]
        elif given:
            folders.append(path)
    return folders


def registered_sources() -> list[Path]:
    """The sources that a build takes when none is named: where organisations are registered."""
    return source_folders(None)


def _is_source(folder: Path) -> bool:
    """Whether a folder is meant as a source; one without `origin.toml` is told of rather than passed by."""
    return folder.is_dir() and ((folder / ORIGIN_FILE).is_file() or bool(data_files(folder)))


def _is_left_behind(folder: Path) -> bool:
    """Whether it was imported on this machine before machines shared a lake, which has imports of its own."""
    is_elsewhere = imports_folder() != sources_folder()
    return is_elsewhere and folder.name.startswith("import_") and folder.parent == sources_folder().resolve()
