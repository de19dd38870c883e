"""The commands `sutcharit lake …`: into the lake and back out, and its upkeep."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from etl import endings, terminal
from etl.imports import inbox
from warehouse.home import data_folder, default_shelf, default_store
from warehouse.store import NothingPublished, Store

if TYPE_CHECKING:
    from warehouse.lake.copy import LakeStore

lake = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

Folder = Annotated[
    Path | None,
    typer.Option("--data", help="The data folder of the machine's own warehouse. Default: SUTCHARIT_DATA."),
]


@lake.callback()
def about() -> None:
    """The warehouse that several machines share: move into it and back out, and maintain it.

    The lake is what SUTCHARIT_WAREHOUSE and SUTCHARIT_LAKE_DATA name.

    Examples:

      sutcharit lake move-in

      sutcharit lake maintain
    """


@lake.command("move-in")
def move_in(data: Folder = None) -> None:
    """Move a machine's own warehouse into an empty lake: the published build and all imports, row by row the same.

    What lay on the machine stays there as it was.

    Example:

      sutcharit lake move-in
    """
    from warehouse.lake.moving import move_in as moved  # noqa: PLC0415 - needs what only the lake needs

    folder = data or data_folder()
    files = Store(folder / "warehouse")
    with _told():
        build_id = moved(files, inbox.places_in(folder), _lake(), default_shelf(), inbox.places())
    _say(f"Moved in as {build_id}; every row is the same. · ย้ายเข้าแล้ว ทุกแถวตรงกัน")


@lake.command("move-out")
def move_out(data: Folder = None) -> None:
    """Copy the newest build of the lake and all imports into a machine's own warehouse, row by row the same.

    The lake stays as it is. Without SUTCHARIT_WAREHOUSE the machine then works on its own.

    Example:

      sutcharit lake move-out --data /srv/sutcharit-alone
    """
    from warehouse.lake.moving import move_out as moved  # noqa: PLC0415 - needs what only the lake needs

    folder = data or data_folder()
    files = Store(folder / "warehouse")
    with _told():
        inbox.accepted()
        build_id = moved(_lake(), inbox.places(), files, inbox.places_in(folder))
    _say(f"Moved out: {files.path_of(build_id)}; every row is the same. · ย้ายออกแล้ว ทุกแถวตรงกัน")


@lake.command()
def maintain() -> None:
    """Let old builds go by the rule of all warehouses, and put small files together. Once a night is enough.

    Example:

      sutcharit lake maintain
    """
    from warehouse.lake.upkeep import maintain as maintained  # noqa: PLC0415 - needs what only the lake needs

    done = maintained(_lake())
    _say(f"Builds kept {done.kept}, gone {done.expired}; files removed {done.removed}. · บำรุงรักษาแล้ว")


def _lake() -> "LakeStore":
    store = default_store()
    if not store.is_shared:
        terminal.usage("No lake is named: SUTCHARIT_WAREHOUSE. · ไม่ได้ระบุคลังข้อมูลร่วม: SUTCHARIT_WAREHOUSE")
    return cast("LakeStore", store)


@contextmanager
def _told() -> Iterator[None]:
    """What keeps a warehouse from being moved ends the command with status 1, in words."""
    from warehouse.lake.moving import NotEmpty  # noqa: PLC0415 - needs what only the lake needs

    try:
        with endings.told("Nothing was moved. · ไม่ได้ย้าย"):
            yield
    except NothingPublished:
        terminal.nothing_published()
    except NotEmpty as error:
        terminal.errors.print(f"Not empty · ไม่ว่าง: {error}", highlight=False, soft_wrap=True)
        raise typer.Exit(terminal.FAILED) from None


def _say(text: str) -> None:
    terminal.console.print(text, highlight=False, soft_wrap=True)
