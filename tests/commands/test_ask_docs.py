"""The transcripts in the how-to pages are what the program prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli import app

ROOT = Path(__file__).parents[2]
PAGES = ("ask-the-ledger.md", "decide.md")


def transcripts(page: str) -> list[list[tuple[str, str]]]:
    """Per block the commands with what is printed under each."""
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(\$ .*?)\n```", text, re.DOTALL)
    return [[(c, said.strip("\n")) for c, said in re.findall(r"^\$ (.+)\n?((?:(?!\$ ).*\n?)*)", b, re.MULTILINE)] for b in blocks]


@pytest.mark.parametrize("page", PAGES)
def test_a_transcript_is_still_what_the_program_prints(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    found = transcripts(page)
    assert found and all(len(block) > 1 for block in found)
    for command, printed in (step for block in found for step in block):
        words = shlex.split(command)
        assert words[0] == "rashomon"
        done = CliRunner().invoke(app, words[1:], catch_exceptions=False, env={"COLUMNS": "80"})
        assert done.exit_code == 0, (command, done.output)
        assert done.output.strip("\n") == printed, command
