"""How a command ends when its input keeps it from a build, or something is wrong with the files of the warehouse."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from etl.problems import InputError, Problem
from etl.terminal import FAILED, USAGE, errors, tell, tell_place
from warehouse.faults import LakeFault
from warehouse.home import default_store
from warehouse.lake.address import WrongAddress
from warehouse.proof import BuildError
from warehouse.reader import UnreadableBuild
from warehouse.store import POINTER, BrokenPointer


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


def end_at(fault: Exception) -> NoReturn:
    """What is wrong with the files of the warehouse ends the program with status 1 and words, never a traceback.

    Any other fault is raised as it is.
    """
    match fault:
        case BrokenPointer():
            tell([Problem("broken_pointer", "warehouse", POINTER, value=str(fault))])
        case UnreadableBuild():
            tell([Problem("unreadable_build", "warehouse", fault.build_id, value=fault.reason)])
        case WrongAddress():
            errors.print(str(fault), highlight=False, soft_wrap=True)
            sys.exit(USAGE)
        case LakeFault():
            tell([Problem("lake_fault", "", "", value=str(fault))])
        case OSError():
            # No input is named: the place is a file or folder.
            problem = Problem("storage_fault", "", "", value=fault.strerror or str(fault))
            place = str(fault.filename or default_store().folder)
            tell_place(place, problem.message_th, problem.message_en)
        case _:
            raise fault
    sys.exit(FAILED)
