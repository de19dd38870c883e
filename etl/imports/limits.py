"""How large a received file may be, in one place, and the refusal of one that is larger or of another kind."""

from etl.problems import InputError, Problem

MEGABYTE = 1024 * 1024

# The plan form of the largest seed has 40 kB, the register of the whole country 1 MB; scans do not come this way.
LARGEST_FILE_MB = 20
# What a workbook of 20 MB usually unpacks to; the parts of a sheet are read one after the other.
LARGEST_UNPACKED_MB = 200
# Styles, links and notes are read at once, so each of these parts must fit well into memory.
LARGEST_PART_MB = 20
# Sheets shrink to a tenth or a thirtieth. Small files may be odder, they harm nobody.
LARGEST_RATIO = 200
RATIO_COUNTS_FROM_MB = 10
# Each sheet has some five parts.
MOST_PARTS = 2_000
# Sheets, rows of one sheet, columns and filled cells of the file. One row for each of the 7,849 organisations
# with forty columns still fits, and is read in some seconds.
MOST_SHEETS = 60
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CELLS = 350_000
# Formatted empty cells cost reading time too: twenty columns down to row 100,000 are let by, all of a sheet is not.
MOST_ELEMENTS = 3_000_000
# The parts of a workbook have elements within some ten others.
MOST_DEPTH = 100
# A merged range is kept cell by cell; one title over a whole row has 16,384 of them.
MOST_MERGED_CELLS = 100_000
# The most that a cell of Excel holds.
LONGEST_TEXT = 32_767
LONGEST_NAME = 200
# A source folder has a table in each file, its origin and a workbook for review.
MOST_FILES = 60
# What reads a file runs in a process of its own (`confined.py`): of the largest files of the tests none takes a
# third of the time or half of the memory. How many may be read at once, so that their memory has a bound, too.
MOST_CPU_SECONDS = 30
MOST_SECONDS = 60
MOST_MEMORY_MB = 1024
READ_AT_ONCE = 2


def refusal(
    rule_code: str, name: str, sheet: str = "", value: str | None = None, **details: object
) -> InputError:
    """The refusal of the whole file `name`, for the caller to raise; the message tells `sheet` and `details`."""
    detail = tuple({"sheet": sheet, **details}.items())
    return InputError([Problem(rule_code, name, sheet, value=value, detail=detail)])
