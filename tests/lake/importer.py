"""One machine that sends its files one after the other, each until it is in or was in: `python importer.py FILE…`.

Prints a line for each: the name, how often it was tried, and what was said at last.
"""

import sys

from typer.testing import CliRunner

from etl.command import app

MOST = 30


def main(files: list[str]) -> None:
    for file in files:
        tries, is_in = 0, False
        while not is_in and tries < MOST:
            done = CliRunner().invoke(app, ["import", file, "--yes"])
            tries, is_in = tries + 1, done.exit_code == 0
        words = " ".join(done.output.split()) or repr(done.exception)
        print(f"{file}\t{tries}\t{words}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
