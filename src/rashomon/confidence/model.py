"""A linear model that a person can read: named features with a weight each, in YAML, one per line, with what it means."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from rashomon.errors import RashomonError


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a logistic model, in the order of their names. ``digest`` is a hash over them, so that a figure can say which model it came from."""

    name: str
    intercept: float
    weights: Mapping[str, float]
    digest: str

    def probability(self, features: Mapping[str, float]) -> float:
        """Between 0 and 1, to four decimals. Features without a weight count for nothing."""
        z = self.intercept + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)


def digest_of(intercept: float, weights: Mapping[str, float]) -> str:
    """The hash that stands in a model's file."""
    plain = json.dumps([round(intercept, 4), sorted((k, round(v, 4)) for k, v in weights.items())])
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


@cache
def load(name: str) -> Model:
    """A model of this package.

    Raises:
        RashomonError: where its weights are not those that its hash stands for (a file changed by hand).
    """
    text = resources.files("rashomon.confidence").joinpath("data", f"{name}.yml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    weights = {name: float(weight) for name, weight in sorted((row["feature"], row["weight"]) for row in data["weights"])}
    digest = digest_of(data["intercept"], weights)
    if digest != data["digest"]:
        raise RashomonError(f"{name}.yml: weights and digest do not fit ({digest}); make it with scripts/train_confidence.py")
    return Model(name, float(data["intercept"]), weights, digest)
