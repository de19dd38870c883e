"""The command: the same seed the same bytes, a source that says what it is, and plain words where it cannot."""

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.etl.simulate.conftest import run

Simulate = Callable[..., Path]
SMALL = ("--organisations", 5, "--years", "2565-2566")


def digests(folder: Path) -> dict[str, str]:
    files = [*folder.iterdir(), folder.with_name(f"{folder.name}.faults.csv")]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_same_seed_gives_the_same_bytes(simulate: Simulate, kind: str) -> None:
    first, second = (simulate(*SMALL, "--seed", 4, "--format", kind) for _ in range(2))
    assert digests(first) == digests(second)
    # Origin, thirteen tables and their corrections, and the key.
    assert len(digests(first)) == 16


def test_another_seed_gives_other_bytes(simulate: Simulate) -> None:
    first, second = (digests(simulate(*SMALL, "--seed", seed)) for seed in (4, 5))
    tables = {name for name in first if not name.startswith("simulated_")}
    assert [name for name in sorted(tables) if first[name] == second[name]] == []


def test_both_formats_hold_the_same(simulate: Simulate) -> None:
    texts, columns = (simulate(*SMALL, "--format", kind) for kind in ("csv", "parquet"))
    for path in texts.glob("*.csv"):
        written = pl.read_parquet(columns / f"{path.stem}.parquet")
        assert_frame_equal(pl.read_csv(path, schema=written.schema), written)


def test_the_source_says_that_it_is_simulated_and_how_it_was_made(simulate: Simulate) -> None:
    folder = simulate(*SMALL, "--seed", 4)
    assert folder.name == "simulated_5_2565_2566_4"
    origin = tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))
    assert origin["is_simulated"] is True
    assert origin["title"] == "ข้อมูลจำลอง (ไม่ใช่ข้อมูลจริง): อปท. 5 แห่ง ปีงบประมาณ 2565–2566"
    assert "sutcharit simulate --organisations 5 --years 2565-2566 --seed 4" in origin["notes"]


def test_check_tells_of_the_broken_rows_and_a_build_keeps_going(
    simulate: Simulate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUTCHARIT_DATA", str(tmp_path / "data"))
    folder = simulate(*SMALL)
    report = tmp_path / "report.csv"
    assert run("check", folder, "--report", report).exit_code == 1
    key = pl.read_csv(folder.with_name(f"{folder.name}.faults.csv"))
    assert pl.read_csv(report).height == key.filter(found_by="validation").height
    assert "Published" not in run("build", folder).output
    # The folder above is taken for one of sources: the key beside them is none.
    assert "Published" in run("build", folder.parent, "--keep-going").output
    answer = run("query", "--sql", "select source_id, is_simulated from mart.source", "--format", "csv")
    assert "simulated_5_2565_2566_1,true" in answer.stdout


def test_a_folder_that_is_there_is_left_alone(simulate: Simulate) -> None:
    folder = simulate(*SMALL)
    before = digests(folder)
    result = run("simulate", *SMALL, "--out", folder.parent)
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert "อยู่แล้ว" in result.output
    assert digests(folder) == before


@pytest.mark.parametrize(
    "years", ["2560-2566", "2566-2571", "2566-2564", "2023", "soon", "2561-2562-2563"], ids=str
)
def test_years_without_a_framework_are_refused(tmp_path: Path, years: str) -> None:
    result = run("simulate", "--years", years, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "fiscal years from 2561 to 2570" in result.output
    assert not (tmp_path / "out").exists()


def test_a_register_with_fewer_organisations_is_told_of(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "dla_code,lao_type_th,name_th,province_code,province_th,district_name_th\n"
        "6129901,อบต.,ตัวอย่าง,12,นนทบุรี,สมมุติ\n",
        encoding="utf-8",
    )
    options = ("--years", "2566", "--registry", register)
    result = run("simulate", "--organisations", 2, *options, "--out", tmp_path / "two")
    assert (result.exit_code, "has 1 organisations" in result.output) == (2, True)
    assert run("simulate", "--organisations", 1, *options, "--out", tmp_path / "one").exit_code == 0
    [table] = (tmp_path / "one").glob("*/organisation.csv")
    assert "6129901,sao,ตัวอย่าง,สมมุติ,12," in table.read_text(encoding="utf-8")


def test_a_file_that_is_no_register_is_told_of(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("simulate", "--registry", wrong, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "dla_code" in result.output


def test_a_place_that_cannot_be_written_to_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("simulate", *SMALL, "--out", tmp_path / "file")
    assert result.exit_code == 2
    assert "Cannot write to" in result.output
