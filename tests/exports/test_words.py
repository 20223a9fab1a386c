import pytest

from rashomon.exports.words import basis_words, figure_words
from rashomon.model import Basis, Estimate

BASIS = Basis(3, 2, 1, "one_party")


@pytest.mark.parametrize(
    ("low", "best", "high", "more", "says"),
    [
        (4, 4, 4, {}, "4"),
        (2, 4, 6, {}, "2–4–6"),
        (12, 12, None, {"open": True}, "at least 12"),
        (13, 13, None, {}, "13, upper end open"),
        (12, 13, None, {}, "12 or more, best 13"),
        (None, None, None, {}, "–"),
        (24, None, None, {"words": "dozens"}, "dozens"),
        (1, None, 4, {"best_withheld": "disputed"}, "1–4, no best: disputed"),
        (0, 0, 0, {}, "0"),
        (None, None, 200, {}, "up to 200, no best"),
        (None, None, None, {"best_withheld": "retracted"}, "–"),
        (None, None, None, {"best_withheld": "not_coded"}, "not counted under this policy"),
        (None, None, None, {"best_withheld": "no_organised_actor"}, "not counted under this policy: no organised actor"),
        (None, None, None, {"best_withheld": "weightless"}, "no best: only voices of weight 0"),
        (3, None, 7, {"best_withheld": "lens_gives_no_best"}, "3–7, minimum and maximum only"),
    ],
)
def test_a_figure_in_words(low, best, high, more, says):
    given = {"open": False, "best_withheld": None, **more}
    estimate = Estimate(
        "killed", "Kestria", "side", "reported", low, best, high, policy="current", reasons=(), claims=(), basis=BASIS, **given
    )
    assert figure_words(estimate) == says


def test_a_basis_counts_reports_texts_and_speakers():
    assert basis_words(BASIS) == "one party's word; 3 reports, 2 texts, 1 speaker"
    assert basis_words(Basis(1, 1, 0, "unattributed")) == "no speaker named; 1 report"
