"""What the files of the warehouse can suffer: told apart from a wrong statement, and never as DuckDB's own errors."""

import duckdb

# What DuckDB raises when a file cannot be read, is damaged, or cannot be written.
_OF_FILES = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
)


class StorageFault(OSError):
    """A file could not be written or read while a build was made; nothing was published. The text is the reason."""


class LakeFault(StorageFault):
    """The shared warehouse cannot be reached, or could not take in a build. The text is the reason."""


class Overtaken(LakeFault):
    """Another machine has committed a build meanwhile: the work is to be done again on that one."""


def is_of_the_file(error: duckdb.Error) -> bool:
    """Whether the file is to blame rather than the statement."""
    # A wrong checksum comes without a class of its own.
    return isinstance(error, _OF_FILES) or type(error) is duckdb.Error
