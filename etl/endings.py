"""How a command ends when its input keeps it from a build."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from etl.problems import InputError
from etl.terminal import FAILED, errors, tell
from warehouse.proof import BuildError


@contextmanager
def told(consequence: str) -> Iterator[None]:
    """What keeps the input out ends the command with status 1: the problems, then what comes of them."""
    try:
        yield
    except InputError as error:
        tell(error.problems)
        errors.print(consequence)
        raise typer.Exit(FAILED) from None
    except BuildError as error:
        errors.print(f"The build failed, nothing was published · สร้างไม่สำเร็จ ข้อมูลเดิมยังอยู่: {error}")
        raise typer.Exit(FAILED) from None
