"""The other end of :class:`tests.faults.runner.Runner`: reads a step a line, does it in a fork, says how it ended.

A step is the program's own code; only the reading of texts is replaced by readings that were made beforehand (``readings`` of a step names
a file of them), so that a step takes a second and not ten.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from rashomon.errors import RashomonError
from rashomon.exports.report import write_report
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import input_hash
from rashomon.pipeline.rules import rules_hash
from rashomon.pipeline.run import run as run_room
from rashomon.pipeline.session import Session, framed
from rashomon.simulate import generate
from rashomon.store import where_of, writing
from rashomon.store.evidence import under

pipeline = sys.modules["rashomon.pipeline.run"]


def _run(step: dict[str, Any]) -> None:
    made = pickle.loads(Path(step["readings"]).read_bytes())

    def read_batch(articles: Any) -> list[Any]:
        return [replace(under(made[a.raw], a.name), input_hash=input_hash(a)) for a in articles]

    pipeline.read_batch = read_batch
    pipeline.BATCH = 6

    def tell(done: int, total: int | None, what: str) -> None:
        """Stays where it is told to until the file ``here`` is taken away."""
        if step.get("stay") and what.startswith(step["stay"]) and (done or what != "reading"):
            here = Path(step["here"])
            here.touch()
            while here.exists():
                time.sleep(0.01)
            step["stay"] = None

    run_room([Path(step["input"])], Path(step["out"]), page=write_report, wait=step.get("wait", False), progress=tell)


def _decide(step: dict[str, Any]) -> None:
    decisions = pickle.loads(Path(step["decisions"]).read_bytes())
    with writing(where_of(Path(step["out"]))) as ledger:
        Session.start(ledger, "decision", framed("current")).finish(decisions=decisions)


def _upgrade(step: dict[str, Any]) -> None:
    with writing(where_of(Path(step["out"]))):
        pass


STEPS = {"run": _run, "decide": _decide, "upgrade": _upgrade}


def _child(step: dict[str, Any]) -> None:
    """Does the step; the process ends here."""
    code = 0
    try:
        if step.get("database"):
            os.environ["RASHOMON_DATABASE"] = step["database"]
        else:
            os.environ.pop("RASHOMON_DATABASE", None)
        if step.get("file_size"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (step["file_size"], step["file_size"]))
        STEPS[step["do"]](step)
    except RashomonError as err:
        print(f"rashomon: {err}", file=sys.stderr)
        code = 2
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 1
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Until the other end closes the pipe. A step that may be killed is only reaped once the other end says that it has tried."""
    derive(list(generate(0, 20)))  # words, places and modules are loaded once, not in each fork
    rules_hash()
    print("ready", flush=True)
    for line in sys.stdin:
        step = json.loads(line)
        with tempfile.TemporaryFile("w+") as errors:
            process = os.fork()
            if not process:
                os.dup2(errors.fileno(), 2)
                _child(step)
            print(process, flush=True)
            if step.get("killed"):
                sys.stdin.readline()
            _, status = os.waitpid(process, 0)
            errors.seek(0)
            print(json.dumps({"code": os.waitstatus_to_exitcode(status), "said": errors.read()}), flush=True)


if __name__ == "__main__":
    main()
