"""Policies by plug-in: found, used, and named when they break."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from rashomon import plugins
from rashomon.errors import PluginError, RashomonError
from rashomon.estimates import POLICIES, estimate, lens_named
from rashomon.estimates.lenses import registry

sys.path.insert(0, str(Path(__file__).parent / "estimates"))
from estimates_build import claim, documents, incident, row

DOCS = Path(__file__).parents[1] / "docs" / "how-to" / "policies.md"
CLAIMS = [claim("a", "d1", "4", None), claim("b", "d2", "9", None, "the mayor")]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a distribution with entry points on the path, as an installer would."""

    def put(package: str, points: dict[str, str], **modules: str) -> None:
        for name, text in modules.items():
            (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
            sys.modules.pop(name, None)
        info = tmp_path / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
        lines = "".join(f"{n} = {v}\n" for n, v in points.items())
        (info / "entry_points.txt").write_text(f"[rashomon.policies]\n{lines}", encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        importlib.invalidate_caches()
        forget()

    def forget() -> None:
        plugins.installed.cache_clear()
        registry._plugged.cache_clear()

    yield put
    monkeypatch.undo()
    forget()


def made(policy: str):
    return row(estimate(incident(), CLAIMS, documents(CLAIMS), policy=policy), None)


def example() -> str:
    """The module of the how-to page, word for word."""
    text = DOCS.read_text(encoding="utf-8")
    return text.split("```python\n# cautious.py\n")[1].split("```")[0]


def test_the_example_of_the_documentation_works(install) -> None:
    assert 'cautious = "cautious:Cautious"' in DOCS.read_text(encoding="utf-8")
    install("rashomon-cautious", {"cautious": "cautious:Cautious"}, cautious=example())
    got = made("cautious")
    assert (got.low, got.best, got.high, got.policy) == (4, 4, 9, "cautious")
    assert lens_named("cautious").origin == "rashomon-cautious 1.0"
    assert "cautious" in list(POLICIES) and "cautious" in POLICIES


VIEW = "from rashomon.estimates.lenses import View\nfrom rashomon.model import Reason\ndef view(weighed, evidence):\n    "


def test_a_plain_function_is_enough(install) -> None:
    install("p", {"seven": "p_seven:view"}, p_seven=VIEW + "return View(7, 7, 7, False, None, (Reason('p', 'seven', ()),), ())\n")
    assert made("seven").best == 7


def test_unknown_names_list_what_there_is(install) -> None:
    install("p", {"seven": "p_seven:view"}, p_seven=VIEW + "return None\n")
    with pytest.raises(RashomonError, match="no policy 'eight'; known: current, minmax, ucdp-style, acled-style, ibc-style, seven"):
        lens_named("eight")


@pytest.mark.parametrize(
    ("value", "text", "word"),
    [
        ("bad_a:view", "import nothing_of_this_name\n", "ModuleNotFoundError"),
        ("bad_b:view", "other = 1\n", "AttributeError"),
        ("bad_c:view", "view = 3\n", "is a int"),
        ("bad_d:view", VIEW + "return 1 / 0\n", "ZeroDivisionError"),
        ("bad_e:view", VIEW + "return 4\n", "gave a int instead of a View"),
        ("bad_f:view", VIEW + "return View(5, 4, 3, False, None, (), ())\n", "low <= best <= high"),
        ("bad_g:view", VIEW + "return View(1, None, 3, False, None, (), ())\n", "without a word why"),
        ("bad_h:view", VIEW + "return View(1, 1.5, 3, False, None, (), ())\n", "whole numbers"),
        (
            "bad_i:L",
            "from rashomon.estimates.lenses import Lens\nclass L(Lens):\n    def estimates(self, w, e):\n        return [1]\n",
            "instead of an Estimate",
        ),
        (
            "bad_j:L",
            "from rashomon.estimates.lenses import Lens\nclass L(Lens):\n    def __init__(self):\n        raise OSError('no')\n",
            "OSError",
        ),
    ],
)
def test_a_broken_plug_in_is_named(install, value, text, word) -> None:
    install("rashomon-broken", {"broken": value}, **{value.split(":")[0]: text})
    with pytest.raises(PluginError) as err:
        made("broken")
    assert "'broken'" in str(err.value) and "rashomon-broken 1.0" in str(err.value) and word in str(err.value)
    assert "\n" not in str(err.value)


def test_a_broken_plug_in_disturbs_nobody_else(install) -> None:
    install("rashomon-broken", {"broken": "nowhere_at_all:x"})
    assert made("current").low == 4


def test_a_shipped_name_is_refused(install) -> None:
    install("rashomon-thief", {"current": "thief:view"}, thief=VIEW + "return None\n")
    with pytest.raises(PluginError, match=r"rashomon-thief 1\.0"):
        lens_named("current")


def test_two_of_one_name_are_refused(install) -> None:
    install("one", {"seven": "p_seven:view"}, p_seven=VIEW + "return None\n")
    install("two", {"seven": "p_seven:view"})
    with pytest.raises(PluginError, match=r"one 1\.0 and two 1\.0"):
        lens_named("seven")
