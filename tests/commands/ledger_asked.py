"""Articles of a small ledger and what commands say of it, for tests."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.errors import RashomonError

TEXTS = {
    "governor": ("2031-05-03", "Shelling kills four in Dornhollow", "Shells hit the village of Dornhollow on Friday, killing four villagers, the regional governor said. He said two others were wounded."),
    "six": ("2031-05-04", "Toll rises in Dornhollow", "Six villagers were killed when shells hit Dornhollow on Friday, the regional governor said. Among the dead was Ivo Tarnel, 34, a baker."),
    "mine": ("2031-07-09", "Mine kills two soldiers", "A mine killed two soldiers near Haskmill on Tuesday, the army said."),
    "early": ("2031-05-02", "Shells fall on Dornhollow", "Shells hit the village of Dornhollow on Friday, killing three villagers, the regional governor said."),
}  # fmt: skip


def articles(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{'-'.join(names)}.jsonl"
    rows = [{"id": n, "published": TEXTS[n][0], "title": TEXTS[n][1], "text": TEXTS[n][2]} for n in names]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def said(*words: object) -> str:
    done = CliRunner().invoke(app, list(map(str, words)), catch_exceptions=False, env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    assert all(
        len(line) <= 80 for line in done.output.splitlines() if not line.lstrip().startswith(("{", '"')) and "brought up" not in line
    )
    assert "\x1b" not in done.output
    return done.output


def data(*words: object) -> dict:  # type: ignore[type-arg]
    done = CliRunner().invoke(app, [*map(str, words), "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def refused(*words: object) -> str:
    done = CliRunner().invoke(app, list(map(str, words)))
    assert isinstance(done.exception, RashomonError), (done.output, done.exception)
    return str(done.exception)


def ids(out: Path) -> dict[str, str]:
    """Incident ids by place."""
    return {i["place"].split(";")[0]: i["incident_id"] for i in data("show", "--out", out)["items"]}


def best(out: Path, who: str = "civilians") -> list[int | None]:
    rows = [json.loads(line) for line in (out / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]
    return [e["best"] for r in rows for e in r["estimates"] if e["harm"] == "killed" and e["side"] == who]
