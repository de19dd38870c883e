"""The command `sutcharit`. What a command needs is loaded when it is called, so that none waits for the others."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

# Each command, in the order of the help, with the module and the function that it is.
_COMMANDS = {
    "build": ("etl.commands.building", "build"),
    "check": ("etl.commands.building", "check"),
    "serve": ("etl.commands.serving", "serve"),
    "follow": ("etl.commands.following", "follow"),
    "lake": ("etl.commands.lake", "lake"),
    "query": ("etl.commands.asking", "query"),
    "where": ("etl.commands.asking", "where"),
    "list": ("etl.commands.asking", "list_all"),
    "report": ("etl.commands.reporting", "report"),
    "extract": ("etl.extract.commands", "extract_documents"),
    "accept": ("etl.extract.commands", "accept_sources"),
    "template": ("etl.imports.commands", "write_form"),
    "import": ("etl.imports.commands", "import_files"),
    "registry": ("etl.imports.commands", "load_register"),
    "imports": ("etl.imports.commands", "list_imports"),
    "undo": ("etl.imports.commands", "undo_import"),
    "simulate": ("etl.simulate.commands", "simulate_country"),
    "doctor": ("etl.doctor", "doctor"),
}


class _Called(Mapping[str, TyperCommand]):
    """The commands by name, each loaded when it is asked for."""

    def __getitem__(self, name: str) -> TyperCommand:
        module, function = _COMMANDS[name]
        called = getattr(import_module(module), function)
        if isinstance(called, typer.Typer):
            return typer.main.get_group(called)  # type: ignore[return-value]  # a group stands where a command may
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name)(called)
        return typer.main.get_command(alone)  # type: ignore[return-value]  # one command is no group

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _Group(TyperGroup):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"commands": _Called()})


app = typer.Typer(
    name="sutcharit",
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def sutcharit() -> None:
    """Anti-corruption action plans of Thai local governments: build the warehouse, check data, show it."""


def main() -> None:
    """Run the command."""
    try:
        app()
    except Exception as fault:
        # Loaded only now, for it knows what reads the warehouse.
        import_module("etl.endings").end_at(fault)
