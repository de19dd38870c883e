"""Folders that are kept by their names, such as the files sent in: on this machine alone, unless a lake shares them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# What a folder is kept as -> where it lies on this machine.
Places = Mapping[str, Path]


class Shelf:
    """The folders as they lie on this machine are all there is."""

    @contextmanager
    def changing(self, places: Places) -> Iterator["Shelf"]:
        """Nobody else changes the folders meanwhile; what is told of the changes holds when the block ends well."""
        yield self

    def keep(self, place: str, folder: Path) -> None:
        """Tell that a folder is now kept there, as it is."""

    def drop(self, name: str) -> None:
        """Tell that a folder is kept no longer."""

    def mirror(self, places: Places) -> None:
        """Bring the folders of this machine up to those that are kept."""
