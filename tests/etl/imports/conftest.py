"""What the tests of imports share: a real office program."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], bytes]:
    """Open a workbook in LibreOffice and save it; skipped elsewhere without it, but never in CI."""
    if shutil.which("soffice") is None:
        reason = "LibreOffice (soffice) is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def resave(name: str, content: bytes) -> bytes:
        given, saved = folder / name, folder / "saved"
        given.write_bytes(content)
        command: list[str | Path] = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            saved,
            given,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return Path(saved / name).read_bytes()

    return resave
