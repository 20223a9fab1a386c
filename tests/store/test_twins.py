from rashomon.model import Claim, Document
from rashomon.store import Reading
from rashomon.store.twins import told_apart


def reading(name, text_id="doc-1"):
    whole = Claim("c-1", name, text_id, 0, 4, "Four", "casualty")
    part = Claim("c-2", name, text_id, 5, 8, "two", "casualty", part_of="c-1")
    return Reading(Document(name, "Four two", text_id, ""), (whole, part))


def test_the_same_text_under_two_names_makes_two_reports_with_ids_of_their_own():
    first, second, other = told_apart([reading("b"), reading("c", "doc-2"), reading("a")])
    assert first == reading("a"), "the first name keeps its ids"
    ids = [c.claim_id for r in (first, second) for c in r.claims]
    assert len(set(ids)) == 4
    assert second.claims[1].part_of == second.claims[0].claim_id
    assert other == reading("c", "doc-2")
