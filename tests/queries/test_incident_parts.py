"""One incident as values: the card, where a figure comes from, how it moved, what stands beside it. The stories are those of ``examples/stories``."""

# ruff: noqa: F811 - fixtures come from a module beside, and are named again where they are used

from __future__ import annotations

import pytest
from incident_stories import cited, db, desk, ids, ledger  # noqa: F401
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.errors import InputError
from rashomon.queries import Lens
from rashomon.queries.incident import asked, look
from rashomon.queries.incident_beside import changed, linked, named, papers
from rashomon.queries.incident_face import face
from rashomon.queries.incident_history import versions
from rashomon.queries.incident_lineage import DRAWN, lineages
from rashomon.queries.incident_matrix import matrix
from rashomon.queries.incident_said import Citer
from rashomon.queries.incident_steps import _thinned, steps
from rashomon.queries.incident_views import beside, known_policies


def test_counts_of_a_lineage_are_those_of_the_basis_under_every_policy(cited, ids):
    drawn = 0
    for policy in known_policies():
        for label in ids:
            citer = cited(label, Lens(policy))
            of = {(e.harm, e.side, e.over): e for e in citer.seen.incident.estimates}
            for line in lineages(citer):
                assert line.counted
                if not line.nodes:
                    continue
                drawn += 1
                assert len({p.article for n in line.layer("reports") for p in n.holds}) == line.reports
                assert len({p.article for n in line.layer("texts") for p in n.holds}) == line.texts
                assert sum(n.kind in {"party", "speaker"} for n in line.layer("speakers")) == line.speakers
                assert {a for a, _ in line.edges} | {b for _, b in line.edges} == {n.key for n in line.nodes}
            assert of
    assert drawn > 60


def test_a_lineage_says_whose_words_are_copied(cited):
    line = next(x for x in lineages(cited("Ambush in Hadrel")) if x.words == "wounded, police")
    assert line.arrow == "4 reports → 1 text → 1 speaker"
    [text] = line.layer("texts")
    assert (text.kind, text.words) == ("original", "The Harbour Post, 9 Nov 2023 (original)")
    assert [n.words for n in line.layer("speakers")] == ["Murenia"]
    assert len(line.edges) == 5


def test_an_outlet_that_repeats_a_number_is_no_speaker(cited):
    line = next(x for x in lineages(cited("Rocket fire in Lorrimond")) if x.words.startswith("killed"))
    assert [n.words for n in line.layer("speakers") if n.kind == "unnamed"] == ["the same number, no speaker named"]
    assert (line.speakers, len(line.layer("speakers"))) == (2, 3)


def test_a_sum_rests_on_its_rows(cited):
    line = next(x for x in lineages(cited("Shelling")) if x.words == "killed, in all")
    assert not line.nodes
    assert set(line.sums) == {"soldiers", "civilians"}


def test_a_figure_moves_as_the_policy_would_have_had_it_then(cited):
    killed = steps(cited("Bombing in Dolmeth"))[0]
    assert [(p.at[:16], p.words) for p in killed.points] == [
        ("2023-03-14T11:20", "at least 9"),
        ("2023-03-14T18:40", "17"),
        ("2023-03-15T09:15", "23"),
    ]
    assert killed.now.best == 23
    assert not killed.undated
    inferred = [m for m in killed.marks if m.at is None]
    assert inferred
    assert all(m.basis.startswith(("inferred", "unknown")) for m in inferred)


def test_points_are_what_the_lens_gives_for_that_moment(desk, db, ids):
    """The line of the chart and ``as_of`` agree where the grouping of reports did not change."""
    incident = ids["Rocket fire in Lorrimond"]
    now = look(desk, db, Lens(), incident)
    line = steps(Citer(now, desk.masker(now.documents)))[0]
    then = look(desk, db, Lens(as_of="2023-05-21"), incident)
    first = next(e for e in then.incident.estimates if e.harm == "killed")
    assert (line.points[0].low, line.points[0].best, line.points[0].high) == (first.low, first.best, first.high) == (31, 31, 31)


def test_an_error_is_drawn_on_the_day_it_was_printed(cited):
    killed = steps(cited("Ambush in Hadrel"))[0]
    [struck] = [m for m in killed.marks if m.standing == "struck"]
    assert (struck.words, struck.at[:10]) == ("11", "2023-11-10")
    assert struck.note == "11 differs from its own sources: the original says 7"


def test_a_figure_replaced_in_a_later_version(cited):
    killed = steps(cited("Rocket fire in Lorrimond"))[0]
    assert [(m.words, m.note) for m in killed.marks if m.standing == "replaced" and m.at] == [
        ("31", "changed in a later version of the article")
    ]
    [edition] = [e for e in changed(cited("Rocket fire in Lorrimond")) if e.before_key]
    assert (edition.outlet, edition.day, edition.before_day) == ("TNS", "22 May 2023", "21 May 2023")
    assert any("31" in old and "24" in new for old, new in edition.changes)


def test_the_card_of_what_is_alleged_and_denied(cited):
    card = face(cited("Shelling in Kirvash"))
    assert (card.status, card.status_words, card.killed) == ("alleged_and_denied", "alleged and denied", ())
    [who] = card.did
    assert who.words == "Velmara, alleged by Ordania’s border corps, an outlet, denied by Ministry of Defence of Velmara, Velmara"
    assert card.disagreements[0].kind == "denial"
    assert "killed" in card.missing


def test_a_party_on_its_own_dead_and_on_its_enemys(cited):
    own = face(cited("Ambush in Hadrel")).killed[0]
    assert own.basis == "one party's word on its own dead; 4 reports, 2 texts, 2 speakers"
    enemys = next(f for f in face(cited("Airstrike in Belquar")).killed if f.who == "Ashen Banner")
    assert enemys.basis.startswith("one party's word on its enemy's dead; ")


def test_figures_and_words_are_those_of_show(ledger, desk, db, ids):
    for label, policy in (("Ambush in Hadrel", "current"), ("Bombing in Dolmeth", "acled-style"), ("Airstrike in Belquar", "ibc-style")):
        told = CliRunner().invoke(command, ["show", ids[label], "--ledger", str(ledger), "--policy", policy])
        assert told.exit_code == 0, told.output
        seen = look(desk, db, Lens(policy), ids[label])
        flat = " ".join(told.output.split())
        for f in face(Citer(seen, desk.masker(seen.documents))).figures:
            assert f"{f.words} {f.who}" in flat


def test_policies_beside_one_another(cited):
    table = beside(cited("Shelling in Kirvash"), ("current", "acled-style"))
    assert [p.name for p in table.policies] == ["current", "acled-style"]
    assert "not their coding" in table.policies[1].about
    rows = {key: [c.words for c in cells] for key, _, cells in table.rows}
    assert rows["wounded|Ordania"] == ["1", ""]
    assert rows["wounded|*"] == ["1", "not counted under this policy"]


def test_links_from_both_ends(desk, db, cited, ids):
    [out] = linked(db, cited("Shelling in Harnoy"))
    assert (out.kind, out.incident_id, out.quote, out.here) == ("follows", ids["Shelling in Yeldan"], "a day after", True)
    [back] = linked(db, cited("Shelling in Yeldan"))
    assert (back.incident_id, back.here) == (ids["Shelling in Harnoy"], False)


def test_articles_with_whose_words_they_have(cited):
    told = {p.name: p for p in papers(cited("Ambush in Hadrel"))}
    assert told["harbour-post-88121"].copy_of is None
    assert told["kestria-mail-ambush"].copy_of.outlet == "The Harbour Post"
    assert told["kestria-mail-ambush"].compare == told["harbour-post-88121"].key


def test_history_tells_the_run_and_the_words(desk, db, ids):
    [first] = versions(desk, db, ids["Ambush in Hadrel"])
    assert (first.run, first.what) == (1, "came")
    assert ("–", "7") in [(m.before, m.after) for m in first.moves]


def test_nothing_was_out_yet(desk, db, ids):
    with pytest.raises(InputError, match=r"nothing of .* had been published by the end of 1 Jan 2023"):
        look(desk, db, Lens(as_of="2023-01-01"), ids["Ambush in Hadrel"])


def test_the_beginning_of_an_id(db, ids):
    own = ids["Ambush in Hadrel"]
    assert asked(db, own[4:10]).incident_id == own
    with pytest.raises(InputError, match="no incident"):
        asked(db, "../etc/passwd")


def test_names_of_private_persons_are_in_no_value(desk, db, ids):
    """Whoever the mask hides in an article is named in none of the parts of any page."""
    found = 0
    for incident in ids.values():
        seen = look(desk, db, Lens(), incident)
        masker = desk.masker(seen.documents)
        hidden = {n for name in seen.incident.documents for n in masker.private(name) if " " in n}
        texts = "".join(masker.text(n, 0, len(x.text)) for n, x in seen.documents.items())
        hidden -= {n for n in hidden if n in texts}  # with an office in another article, and no private person there
        found += len(hidden)
        citer = Citer(seen, masker)
        told = repr((face(citer), matrix(citer), lineages(citer), steps(citer), papers(citer), changed(citer), linked(db, citer)))
        told += repr(versions(desk, db, incident))
        assert not [n for n in hidden if n in told]
    assert found > 3


def test_moments_are_thinned_evenly_and_keep_both_ends():
    assert _thinned(list(range(10)), 4) == [0, 3, 6, 9]
    assert _thinned([1, 2], 4) == [1, 2]


def test_many_boxes_are_folded(cited, ids):
    for label in ids:
        for line in lineages(cited(label)):
            for layer in ("reports", "texts"):
                assert len(line.layer(layer)) <= max(DRAWN, line.speakers + 2)


def test_names_of_the_place_with_who_gives_them(cited):
    told = {p.name: p.by for p in named(cited("Shelling in Yeldan"))}
    assert "Yeldan" in told
    assert all(told.values())
