from rashomon.language import get_parser, split_document
from rashomon.model import Block, Document


def test_tokens_stand_where_they_say_and_batches_do_not_matter():
    text = "Three\u00a0Kestrian guards were\u200b killed near Orla on Monday. The ministry said \u201cfour\u201d were hurt."
    document = Document("x", text, "d", "s", blocks=(Block(0, len(text), "body"),))
    together, alone = split_document(document), split_document(document)
    get_parser().parse(together)
    for s in alone:
        get_parser().parse([s])
    assert [s.tokens for s in together] == [s.tokens for s in alone]
    words = [text[t.start : t.end] for s in together for t in s.tokens]
    assert "were" in words and "killed" in words and "four" in words
    killed = next(t for t in together[0].tokens if t.text == "killed")
    guards = next(t for t in together[0].tokens if t.text == "guards")
    assert (killed.lemma, guards.dep, guards.head) == ("kill", "nsubjpass", killed.i)
    assert [together[0].tokens[i].text for i in together[0].subtree(guards.i)] == ["Three", "Kestrian", "guards"]


def test_only_what_is_wanted_is_parsed():
    text = "One died. It rained."
    document = Document("x", text, "d", "s", blocks=(Block(0, len(text), "body"),))
    sentences = split_document(document)
    get_parser().parse(sentences, lambda s: "died" in s.text)
    assert [bool(s.tokens) for s in sentences] == [True, False]
