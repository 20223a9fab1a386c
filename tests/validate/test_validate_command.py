from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.validate.validate_rows import ged, write
from typer.testing import CliRunner

import rashomon.validate
from rashomon.cli import app
from rashomon.exports.codebooks import codebook
from rashomon.validate.finding import shown

LINE = re.compile(r".+:\d+:[a-z0-9_-]+: (error|warning) [a-z0-9-]+ — .+ — .+")


def many(n: int, **changes: str) -> list[dict[str, str]]:
    return [ged(id=str(k + 1), relid=f"XXX-2024-1-1-{k + 1}", **changes) for k in range(n)]


def test_a_good_file_exits_0_and_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["validate", str(write(tmp_path / "f.csv", many(3))), "--profile", "ged"])
    assert done.exit_code == 0
    assert done.stdout == "3 rows: keeps the rules of ged\n"


def test_errors_exit_1_with_one_finding_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", many(2, low="99"))
    done = CliRunner().invoke(app, ["validate", "--profile", "ged", str(path)])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines == [f"{path}:{n}:low: error low-best-high — low 99 is above best 9 — 9 or less" for n in (2, 3)]
    assert all(LINE.fullmatch(x) for x in lines)
    assert "breaks the rules of ged (2 errors, 0 warnings)" in done.stderr


def test_warnings_alone_exit_0_and_are_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["validate", "--profile", "ged", str(write(tmp_path / "f.csv", many(1, adm_1="=1+1")))])
    assert done.exit_code == 0
    assert ":2:adm_1: warning formula — " in done.stdout
    assert "1 row: keeps the rules of ged, with 1 warning to look at" in done.stderr


def test_what_cannot_be_read_is_an_error_of_its_own(tmp_path: Path) -> None:
    from rashomon.errors import InputError

    done = CliRunner().invoke(app, ["validate", "--profile", "ged", str(tmp_path / "none.csv")])
    assert isinstance(done.exception, InputError)  # main() makes this exit code 2


def test_max_shows_some_of_each_rule_and_counts_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", many(30, low="99", where_prec="9"))
    done = CliRunner().invoke(app, ["validate", "--profile", "ged", str(path), "--max", "2"])
    assert len(done.stdout.splitlines()) == 4
    assert re.search(r"30 error +low-best-high \(28 not shown: --max 0\)", done.stderr)
    whole = CliRunner().invoke(app, ["validate", "--profile", "ged", str(path), "--max", "0", "--quiet"])
    assert len(whole.stdout.splitlines()) == 60
    assert whole.stderr == ""


def test_json(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", many(2, low="99"))
    done = CliRunner().invoke(app, ["validate", "--profile", "ged", str(path), "--json", "--max", "1"])
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        "file": str(path), "profile": "ged", "layout": "present", "rows": 2, "errors": 2, "warnings": 0,
        "rules": {"low-best-high": {"severity": "error", "count": 2}},
        "findings": [{"row": 2, "column": "low", "severity": "error", "rule": "low-best-high", "wrong": "low 99 is above best 9",
                      "expected": "9 or less"}],
        "notes": [],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["a\nb", "\x1b[31mred", "x\u202egnp", "\0", "\udc80", "y" * 500])
def test_a_cell_in_a_message_is_one_line_and_moves_no_terminal(text: str) -> None:
    out = shown(text)
    assert out.isprintable()
    assert len(out) < 400
    out.encode("utf-8")


def test_every_rule_of_the_codebooks_is_checked_and_every_rule_that_is_checked_is_there() -> None:
    folder = Path(rashomon.validate.__file__).parent
    source = "\n".join(p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.py")))
    said = set(re.findall(r'Hit\(\s*"([a-z0-9-]+)"', source)) | set(re.findall(r'"((?:unknown|unlisted)-code)"', source))
    written = {r.id for name in ("ged", "acled") for r in codebook(name).rules}
    assert said == written
