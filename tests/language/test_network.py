"""The pipeline computed in bulk gives what the library's own pipes give, word by word."""

import subprocess
import sys

import numpy as np
import pytest

from rashomon.language import get_parser, split_document
from rashomon.language.cutting import Cutter
from rashomon.language.network import Network, steady
from rashomon.language.parser import Parser, _Bulk
from rashomon.language.pipeline import Vectors, whole
from rashomon.language.words import Unfamiliar, Words
from rashomon.model import Block, Document, Sentence

TEXT = (
    "There's no doubt that the guards were killed, wasn't there? It's what the mayor of Orla, Hana Brel, said on Monday. "
    "We're gonna see who did it, and what they've got ta answer for. Let's not forget the men that Kestrian gunmen shot  dead. "
    "Which of the villages they say they ain't burned, nobody knows. \u2018Nothin\u2019 was left,\u2019 he'd told us. "
    "The more the shells fell, the more those who could leave did. 12 were hurt, 3 of them badly; that is all I know of it. "
    "What had been a market - once the valley's finest - is gone. C'mon, y'all, she said. DOZENS OF GUARDS FLED THE OLD FORT IN ORLA. "
    "Whom the column fired at, where from, and with what weapons the attack was carried out remains unclear."
)


def _sentences() -> list[Sentence]:
    return split_document(Document("x", TEXT, "d", "s", blocks=(Block(0, len(TEXT), "body"),)))


def test_parses_are_those_of_the_pipes():
    plain = Parser()
    plain._nlp, plain._bulk = whole(), None
    expected, got = _sentences(), _sentences()
    plain.parse(expected)
    get_parser().parse(got)
    assert len(got) > 8
    for theirs, ours in zip(expected, got, strict=True):
        assert ours.tokens == theirs.tokens


def test_a_pipeline_that_is_built_otherwise_is_called_as_it_is(monkeypatch):
    def refuse(self, nlp):
        raise Unfamiliar

    monkeypatch.setattr(Network, "__init__", refuse)
    parser = Parser()
    assert parser._bulk is None
    sentences = _sentences()
    parser.parse(sentences)
    assert any(t.lemma == "kill" for s in sentences for t in s.tokens)


def test_tables_that_are_full_start_again(monkeypatch):
    parser = get_parser()
    before, after = _sentences(), _sentences()
    parser.parse(before)
    bulk = _Bulk(Cutter(parser._nlp), Network(parser._nlp), Words(parser._nlp))
    monkeypatch.setattr(parser, "_bulk", bulk)
    monkeypatch.setattr("rashomon.language.cutting.KEPT", 40)
    monkeypatch.setattr("rashomon.language.words.KEPT", 10)
    for one in after:
        parser.parse([one])
    assert [s.tokens for s in before] == [s.tokens for s in after]
    assert len(bulk.cutter.kinds) <= 80 and len(bulk.words._memo) < 60


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "The fort  fell , he said . ''No one was left,'' ''not one,'' said Brel's aide (a.m. shift)  .",
        "Guards of Orla' ''60th'' column; see http://orla.example/a?b=c, e.g. Dr. K. Brel's, or 5km off-road... \u201cWe'd gone\u201d - 10p.m .",
        " A blank before, a strange\u2003one within and one behind ",
        "We 're gonna leave at 8 a.m . : ) and can't've known cannot",
        "",
    ],
)
def test_words_looked_up_are_those_of_the_tokenizer(text):
    nlp = get_parser()._nlp
    cutter = Cutter(nlp)
    for _ in range(2):
        cut, doc = cutter.cut(text), nlp.make_doc(text)
        assert (cut.words, cut.starts) == ([t.text for t in doc], [t.idx for t in doc])
        kinds = [cutter.kinds[n] for n in cut.numbers]
        assert [word for word, _, _ in kinds] == cut.words
        assert [norm or nlp.vocab.strings[cutter._norm(word)] for word, norm, _ in kinds] == [t.norm for t in doc]
        assert [blank for _, _, blank in kinds] == [bool(t.whitespace_) for t in doc]


def test_a_product_whose_rows_hang_on_their_neighbours_is_not_steady():
    assert steady(lambda left, right, out=None: (left.astype(np.float64) @ right.astype(np.float64)).astype(np.float32))
    assert not steady(lambda left, right, out=None: left @ right + np.float32(len(left)))


@pytest.mark.parametrize("pattern", [[{"POS": "NOUN"}], [{"LOWER": "a"}] * 3, [{"LOWER": {"FUZZY": "a"}}]])
def test_rules_of_an_unknown_kind_are_refused(pattern):
    bulk = get_parser()._bulk
    assert bulk is not None
    with pytest.raises(Unfamiliar):
        bulk.words._learn(pattern, 0)


def test_the_kept_vectors_are_those_of_the_library():
    nlp = whole()
    own = nlp.vocab.vectors
    ours = Vectors(nlp.path / "vocab")
    hashes = [*list(own.key2row)[::1000], 0, 1, 2**64 - 1]
    rows = ours.find(keys=hashes)
    assert rows.tolist() == own.find(keys=hashes).tolist()
    assert rows[0] >= 0 > rows[-1]
    assert np.array_equal(ours.data[rows[:50]], own.data[rows[:50]])


def test_spacy_keeps_its_info():
    code = "from rashomon.language.pipeline import light; light(); import spacy; assert 'weasel' not in __import__('sys').modules; print(spacy.info(silent=True)['spacy_version'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("3.")
