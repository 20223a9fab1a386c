"""A small ledger told in steps: reports of a shelling, a mine and a house, each step a run, a decision or a forgetting."""

from rashomon.corpus import Article
from rashomon.pipeline.anchoring import anchor_at
from rashomon.pipeline.deciding import kept, proposed, undo_of
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store.decisions import load_decisions

FRAME = framed("current")
TEXTS = {
    "a": ("2031-05-02", "Shelling", "Shells hit the village of Dornhollow on Friday, killing three villagers, the regional governor said."),
    "b": ("2031-05-03", "Shelling", "Shells hit the village of Dornhollow on Friday, killing four villagers, the regional governor said."),
    "c": ("2031-05-05", "Toll", "Six villagers were killed when shells hit Dornhollow on Friday, the regional governor said."),
    "m": ("2031-07-09", "Mine", "A mine killed two soldiers near Haskmill on Tuesday, the army said. Rebels denied laying it."),
    "n": ("2031-07-10", "Mine", "Three soldiers died when a mine went off near Haskmill on Tuesday, a hospital doctor said."),
    "h": (
        "2031-08-02",
        "House",
        "A shell hit the home of Ivo Tarn in Kessary on Friday, killing two people. Ivo Tarn, a baker, 41, was among the dead, neighbours said.",
    ),
    "r": (
        "2031-08-09",
        "Week",
        "Gunmen killed five people at a market in Brisalo on Thursday, police said. Two soldiers were killed near Haskmill last month.",
    ),
}


def articles(*names, **changed):
    return [
        Article(n, f"{title}\n\n{changed.get(n, text)}", published=day, outlet=f"Outlet {n}")
        for n in names
        for day, title, text in [TEXTS[n]]
    ]


def add(ledger, *names, frame=FRAME, **changed):
    session = Session.start(ledger, "run", frame)
    session.add(read_batch(articles(*names, **changed)))
    session.finish()


def decide(ledger, kind, *anchors, value=None):
    with ledger.read() as db:
        made = proposed(db, kind, [anchor_at(db, a) for a in anchors], value, "Ada", "looked at the words")
    return kept(ledger, made, FRAME)


def take_back(ledger):
    with ledger.read() as db:
        last = load_decisions(db)[-1]
        made = undo_of(db, last.decision_id, "Ada", "a mistake")
    return kept(ledger, made, FRAME)
