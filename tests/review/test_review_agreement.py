"""Agreement, against the worked examples of those who defined it."""

import pytest

from rashomon.review.agreement import agreement, alike, alpha, kappa
from rashomon.review.judging import Answer

# J. Cohen, A coefficient of agreement for nominal scales (1960), table of 200 cases judged twice: agreement .70, by chance .41, kappa .492.
COHEN = {("a", "a"): 88, ("a", "b"): 14, ("a", "c"): 18, ("b", "a"): 10, ("b", "b"): 40, ("b", "c"): 10, ("c", "a"): 2, ("c", "b"): 6, ("c", "c"): 12}  # fmt: skip
# K. Krippendorff, Computing Krippendorff's alpha-reliability (2011): four observers, twelve units, gaps; nominal alpha .743.
OBSERVERS = ("123321412...", "1233224125.3", ".333234225" + "1.", "1233244125" + "1.")


def test_cohen_1960() -> None:
    pairs = [pair for pair, n in COHEN.items() for _ in range(n)]
    assert alike(pairs) == pytest.approx(0.70)
    assert kappa(pairs) == pytest.approx(0.492, abs=0.0005)


def test_krippendorff_2011_two_observers_two_values() -> None:
    first, second = "0100000010", "1110010000"
    assert alpha([list(pair) for pair in zip(first, second, strict=True)]) == pytest.approx(0.095, abs=0.0005)


def test_krippendorff_2011_four_observers_with_gaps() -> None:
    units = [[v for v in unit if v != "."] for unit in zip(*OBSERVERS, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_nothing_is_said_where_nothing_can_be() -> None:
    assert kappa([]) is None
    assert kappa([("yes", "yes")] * 5) is None, "chance alone gives all of it"
    assert alpha([["yes"], ["no"]]) is None, "nobody answered twice"
    assert alpha([["yes", "yes"]] * 3) is None


def told(item: str, **answers: str) -> tuple[str, dict[str, Answer]]:
    return item, {who: Answer(item, who, answer, "", "", n) for n, (who, answer) in enumerate(answers.items())}


def test_two_reviewers_have_a_kappa_and_part_where_they_part() -> None:
    found = agreement(
        dict([told("q-1", ada="yes", ben="yes"), told("q-2", ada="no", ben="no"), told("q-3", ada="yes", ben="no"), told("q-4", ada="no")])
    )
    assert found.questions == 3
    assert found.reviewers == ("ada", "ben")
    assert found.percent == pytest.approx(2 / 3)
    assert found.kappa == pytest.approx(0.4)
    assert found.parted == ("q-3",)


def test_three_reviewers_have_an_alpha_and_a_kappa_for_each_two() -> None:
    found = agreement(dict([told("q-1", ada="yes", ben="yes", cem="no"), told("q-2", ada="no", ben="no", cem="no")]))
    assert found.kappa is None
    assert found.alpha is not None
    assert [(a, b, n, share) for a, b, n, share, _ in found.pairs] == [
        ("ada", "ben", 2, 1.0),
        ("ada", "cem", 2, 0.5),
        ("ben", "cem", 2, 0.5),
    ]
