"""Fits the three small models behind ``p_read`` and ``p_incident`` and writes them, with what each weight means, as YAML.

usage: train_confidence.py           (needs the gold data beside the project)

A logistic regression with a ridge penalty, by Newton's method, on claims judged by the gold answers. Fitted on invented news and on the half
of FA-KES (CC BY 4.0) that may be read; both are scored as ``score.py`` does. What comes out is measured on other halves by the task
``confidence``. Run it again after rules have changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.tasks.confidence import TRAINED_ON, examples  # noqa: E402

from rashomon.confidence.model import digest_of  # noqa: E402

RIDGE = 2.0
OUT = ROOT / "src" / "rashomon" / "confidence" / "data"
KINDS = ("read_casualty", "read_statement", "same_incident")
#: A feature that fewer claims than this show has no weight of its own.
SELDOM = 8

#: Features that may only raise (1) or only lower (-1) a probability. With a few hundred claims chance can say otherwise; then they are left out.
SIGNS = {"tie": 1} | dict.fromkeys(
    ("weak_tie", "no_day", "no_place", "not_main", "other_events", "weak_rule", "vague", "speaker_without_actor", "narrator_after_speaker"),
    -1,
)


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights, the intercept last, which is not penalised."""
    x = np.hstack([x, np.ones((len(x), 1))])
    penalty = np.eye(x.shape[1]) * RIDGE
    penalty[-1, -1] = 0.0
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian + 1e-9 * np.eye(len(w)), gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def meanings() -> dict[str, str]:
    """What each feature means, in words."""
    data: dict[str, str] = yaml.safe_load((OUT / "meanings.yml").read_text(encoding="utf-8"))
    return data


def lines(name: str, kind: str) -> Iterator[str]:
    """The file of one model."""
    rows = [e for source in TRAINED_ON for e in examples(source) if e.model == kind]
    seen = sorted({f for e in rows for f in e.features})
    used = [
        f
        for f in seen
        if (sum(e.features[f] != 0 for e in rows) >= SELDOM and sum(e.features[f] == 0 for e in rows) >= SELDOM)
        or f in ("weak_rule", "many_speakers", "crowded")
    ]
    y = np.array([float(e.right) for e in rows])
    while True:
        *weights, intercept = (round(float(v), 4) for v in fit(np.array([[e.features[f] for f in used] for e in rows]), y))
        against = {f for f, w in zip(used, weights, strict=True) if w * SIGNS.get(f, 0) < 0}
        if not against:
            break
        used = [f for f in used if f not in against]
    yield f"# {name}. Made by scripts/train_confidence.py from {len(rows)} judged claims, {int(y.sum())} of them right; do not edit."
    yield "# A claim's probability is 1 / (1 + exp(-(intercept + sum of weight times feature)))."
    yield f"intercept: {intercept}"
    yield f'digest: "{digest_of(intercept, dict(zip(used, weights, strict=True)))}"'
    yield "weights:"
    told = meanings()
    for feature, weight in sorted(zip(used, weights, strict=True), key=lambda fw: -abs(fw[1])):
        yield f"  - {{feature: {feature}, weight: {weight}}}  # {told[feature]}"


def main() -> None:
    """Fits and writes all three."""
    titles = {"read_casualty": "Read right, casualty claims", "read_statement": "Read right, statements", "same_incident": "Same incident"}
    for kind in KINDS:
        text = "\n".join(lines(titles[kind], kind)) + "\n"
        (OUT / f"{kind}.yml").write_text(text, encoding="utf-8")
        print(text)


if __name__ == "__main__":
    main()
