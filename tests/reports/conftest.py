"""Reports as files, read back: by another library, and by a real office program."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from reports_made import Maker

from dashboard import formats
from warehouse.reader import Warehouse

# After the last day of every round that the sources report.
DAY = date(2026, 11, 21)


@pytest.fixture(scope="session", autouse=True)
def _on_one_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "today", lambda: DAY)
        yield


@pytest.fixture(scope="session")
def of_seeds(seeds: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Reports of the seeds."""
    return Maker(seeds, tmp_path_factory.mktemp("of_seeds"))


@pytest.fixture(scope="session")
def of_country(country: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Reports of the made-up country, which is simulated."""
    return Maker(country, tmp_path_factory.mktemp("of_country"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes], str], dict[str, bytes]]:
    """Open several files in LibreOffice at once and save them in another form; skipped without it, never in CI."""
    if shutil.which("soffice") is None:
        reason = "LibreOffice (soffice) is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("office")

    def convert(files: dict[str, bytes], suffix: str) -> dict[str, bytes]:
        given, saved = folder / f"given-{suffix}", folder / f"saved-{suffix}"
        given.mkdir()
        for name, content in files.items():
            (given / name).write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(saved)]
        command += [str(given / name) for name in files]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return {name: (saved / name).with_suffix(f".{suffix}").read_bytes() for name in files}

    return convert
