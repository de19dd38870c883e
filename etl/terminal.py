"""What every command prints: problems with their places, and how it ends."""

from collections.abc import Iterable
from typing import NoReturn

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from etl.problems import Problem
from warehouse.home import DATA_VARIABLE, default_store
from warehouse.store import UNKNOWN
from warehouse.visible import visible

FAILED = 1
USAGE = 2
SHOWN_PROBLEMS = 50


class _Console(Console):
    """Sources are quoted as they are: nothing in them is markup or a picture, and nothing steers the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The pieces of text with what would steer the terminal written out; the styles are our own."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


console = _Console(markup=False, emoji=False)
errors = _Console(stderr=True, markup=False, emoji=False)


def tell(problems: list[Problem]) -> None:
    """Print problems with their places, in Thai and English."""
    for problem in problems[:SHOWN_PROBLEMS]:
        tell_place(problem.place, problem.message_th, problem.message_en)
    if len(problems) > SHOWN_PROBLEMS:
        errors.print(f"… and {len(problems) - SHOWN_PROBLEMS:,} more; --report FILE writes them all.")


def tell_place(place: str, message_th: str, message_en: str) -> None:
    """Print what is wrong with one place, in Thai and English."""
    errors.print(place, style="bold", highlight=False, soft_wrap=True)
    for message in (message_th, message_en):
        errors.print(f"  {message}", highlight=False, soft_wrap=True)


def another_build(makers: list[str]) -> None:
    """Say that somebody else makes a build, and that this one waits for it."""
    known = [maker for maker in makers if maker != UNKNOWN]
    whose = f" (process {', '.join(known)})" if known else ""
    errors.print(f"Another build is being made{whose}: waiting. · มีการสร้างข้อมูลอยู่แล้ว กำลังรอ", soft_wrap=True)


def not_refreshed(reason: str) -> None:
    """Say that what follows is of this machine's last copy of the lake."""
    problem = Problem("lake_out_of_reach", "", "", value=reason)
    errors.print(f"{problem.message_en} · {problem.message_th}", highlight=False, soft_wrap=True)


def nothing_published() -> NoReturn:
    """End because no warehouse has been built, saying how to build one."""
    place = f"{DATA_VARIABLE}: {default_store().folder}"
    errors.print(f"No warehouse is built yet: run `sutcharit build` first ({place}).", soft_wrap=True)
    errors.print("ยังไม่ได้สร้างคลังข้อมูล: สั่ง `sutcharit build` ก่อน")
    raise typer.Exit(FAILED)


def usage(message: str) -> NoReturn:
    """End because the command was called wrongly, saying what is wrong."""
    errors.print(message, highlight=False, soft_wrap=True)
    raise typer.Exit(USAGE)
