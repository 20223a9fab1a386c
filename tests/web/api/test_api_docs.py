"""What docs/how-to/api.md shows was run; docs/reference/api.md is as the OpenAPI makes it."""

from __future__ import annotations

import code
import io
import os
import re
import shutil
import subprocess
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.web.api.page import page

DOCS = Path(__file__).parents[3] / "docs"
STORIES = Path(__file__).parents[3] / "examples" / "stories"
HERE = "http://127.0.0.1:8000"
#: With RASHOMON_DOCS=write the transcripts are written as they come out.
WRITE = os.environ.get("RASHOMON_DOCS") == "write"
_BLOCK = re.compile(r"^```(python|)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def replayed(text: str, address: str, folder: Path) -> str:
    """The page with every transcript as it comes out now. Commands of ours are told, not run."""
    console = code.InteractiveConsole()

    def again(block: re.Match[str]) -> str:
        kind, inside = block.group(1), block.group(2)
        if kind == "python":
            return f"```python\n{_python(inside, console, address)}\n```"
        return f"```\n{_shell(inside, address, folder)}```" if "$ curl" in inside else block.group(0)

    return _BLOCK.sub(again, text)


def _python(inside: str, console: code.InteractiveConsole, address: str) -> str:
    out: list[str] = []
    source: list[str] = []

    def run() -> None:
        if source:
            told = io.StringIO()
            with redirect_stdout(told):
                console.runsource("\n".join(x[4:] for x in source).replace(HERE, address) + "\n", symbol="single")
            out.extend([*source, *told.getvalue().rstrip("\n").replace(address, HERE).splitlines()])
            source.clear()

    for line in inside.splitlines():
        if line.startswith(">>> "):
            run()
            source.append(line)
        elif line.startswith("...") and source:
            source.append(line)
        elif source:
            run()
    run()
    return "\n".join(out) + "\n"


def _shell(inside: str, address: str, folder: Path) -> str:
    out = []
    for line in inside.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", line[2:].replace(HERE, address)], cwd=folder, capture_output=True, text=True, timeout=60, check=False
            )
            assert done.returncode == 0, done.stderr
            out += [line, *done.stdout.replace(address, HERE).rstrip("\n").splitlines()]
    return "\n".join(out) + "\n"


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_the_transcripts_were_run(tmp_path: Path, serve: object) -> None:
    done = CliRunner().invoke(command, ["run", str(STORIES), "--out", str(tmp_path / "out"), "-q"])
    assert done.exit_code == 0, done.output
    where = DOCS / "how-to" / "api.md"
    text = where.read_text(encoding="utf-8")
    now = replayed(text, serve(tmp_path / "out" / "ledger.db"), tmp_path)  # type: ignore[operator]
    if WRITE:
        where.write_text(now, encoding="utf-8", newline="\n")
    assert now == text


def test_the_reference_is_as_the_openapi_makes_it() -> None:
    where = DOCS / "reference" / "api.md"
    assert where.read_text(encoding="utf-8") == page(), "make it again: python -m rashomon.web.api.page docs/reference/api.md"
