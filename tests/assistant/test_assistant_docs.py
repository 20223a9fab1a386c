"""What docs/how-to/mcp.md shows was run, and it names every tool."""

from __future__ import annotations

import code
import io
import os
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.assistant.server import make_server
from rashomon.cli import app as command
from rashomon.queries import Desk

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "mcp.md"
STORIES = Path(__file__).parents[2] / "examples" / "stories"
#: With RASHOMON_DOCS=write the transcripts are written as they come out.
WRITE = os.environ.get("RASHOMON_DOCS") == "write"


def test_the_transcript_was_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(command, ["run", str(STORIES), "--out", str(tmp_path / "out"), "-q"])
    assert done.exit_code == 0, done.output
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    text = PAGE.read_text(encoding="utf-8")
    console = code.InteractiveConsole()

    def again(block: re.Match[str]) -> str:
        out: list[str] = []
        for entry in re.findall(r"^>>> .*\n(?:\.\.\. .*\n)*", block.group(1), re.MULTILINE):
            told = io.StringIO()
            with redirect_stdout(told):
                console.runsource("\n".join(line[4:] for line in entry.splitlines()) + "\n", symbol="single")
            out.append(entry + told.getvalue())
        return f"```python\n{''.join(out)}\n```"

    now = re.sub(r"^```python\n(.*?)^```$", again, text, flags=re.DOTALL | re.MULTILINE)
    if WRITE:
        PAGE.write_text(now, encoding="utf-8", newline="\n")
    assert now == text


def test_the_page_names_every_tool_and_resource(told_to: Path) -> None:
    from tests.web.guard.asking import run_alone

    desk = Desk(told_to)
    try:
        server = make_server(desk)
        text = PAGE.read_text(encoding="utf-8")
        for tool in run_alone(server.list_tools()):
            assert f"| `{tool.name}` |" in text
        for one in run_alone(server.list_resource_templates()):
            assert one.uri_template.split("{")[0] in text
    finally:
        desk.close()
