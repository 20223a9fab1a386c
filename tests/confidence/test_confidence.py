"""The confidence models: weights that fit their hash, probabilities that follow the weights, and features that all have a meaning in words."""

from importlib import resources

import pytest
import yaml

from rashomon.confidence import load, read_right, same_incident
from rashomon.confidence.model import Model, digest_of
from rashomon.confidence.place import features as place_features
from rashomon.confidence.read import CASUALTY, STATEMENT, Surroundings, features
from rashomon.errors import RashomonError
from rashomon.model import Claim, Speaker

MODELS = ("read_casualty", "read_statement", "same_incident")


def claim(n: int, **more) -> Claim:
    base = {"kind": "casualty", "harm": "killed", "low": 3, "high": 3, "words": "three", "sentence": n, "strength": 0.9}
    return Claim(f"c-{n}", "a.txt", "doc-1", n * 10, n * 10 + 5, "three", **(base | more))


@pytest.mark.parametrize("name", MODELS)
def test_weights_are_those_the_hash_stands_for_and_each_has_a_meaning(name):
    model = load(name)
    meanings = yaml.safe_load(resources.files("rashomon.confidence").joinpath("data", "meanings.yml").read_text())
    assert model.digest == digest_of(model.intercept, model.weights)
    assert set(model.weights) <= set(meanings)


def test_a_file_changed_by_hand_is_refused(monkeypatch):
    monkeypatch.setattr("rashomon.confidence.model.digest_of", lambda intercept, weights: "other")
    load.cache_clear()
    with pytest.raises(RashomonError, match=r"read_casualty\.yml: weights and digest do not fit"):
        load("read_casualty")
    load.cache_clear()


def test_probability_is_the_logistic_of_the_sum():
    model = Model("m", 0.0, {"vague": -2.0, "digits": 1.0}, "")
    assert model.probability({}) == 0.5
    assert model.probability({"vague": 1.0}) == 0.1192
    assert model.probability({"vague": 1.0, "digits": 1.0, "unheard of": 9.0}) == 0.2689
    assert Model("m", -99.0, {}, "").probability({}) == 0.0


def test_every_feature_has_a_meaning():
    meanings = yaml.safe_load(resources.files("rashomon.confidence").joinpath("data", "meanings.yml").read_text())
    around = Surroundings([claim(0)])
    seen = {*CASUALTY, *STATEMENT, *features(claim(0), around), *place_features(claim(0), None, None, 1, 1, 1)}
    assert seen <= set(meanings)


def test_a_sentence_without_speaker_after_one_with_is_noticed():
    said = claim(1, speaker=Speaker("Ministry", "the ministry", 0, 3))
    alone = [claim(2), claim(9)]
    around = Surroundings([said, *alone])
    assert [features(c, around)["narrator_after_speaker"] for c in (said, *alone)] == [0.0, 1.0, 0.0]


def test_claims_without_an_incident_have_no_place_in_one():
    inside = claim(1, incident_id="i-1")
    outside = claim(2)
    assert set(read_right([inside, outside])) == {"c-1", "c-2"}
    assert set(same_incident([inside, outside], [], {})) == {"c-1"}
