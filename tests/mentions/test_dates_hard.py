"""Hard dates by kind, the whole way from the words to the days. The sentences are made up."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.language import get_parser, split_document
from rashomon.language.calendar import resolve
from rashomon.mentions.dates import find_dates
from rashomon.model import Block, Document, Published

#: A Wednesday.
PUBLISHED = Published(day=date(2031, 5, 14), basis="given")


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        # text, the words asked for, first day, last day (empty: the same); no first day: they give none
        ("The two sides are to meet again on Friday, the mediator said.", "Friday", "2031-05-16", ""),
        ("The council meets on Thursday to vote on the plan.", "Thursday", "2031-05-15", ""),
        ("The mayor is holding a vigil on Saturday for the dead.", "Saturday", "2031-05-17", ""),
        ("Sunday's election will go ahead, the commission said.", "Sunday", "2031-05-18", ""),
        ("Funerals will be held on Friday.", "Friday", "2031-05-16", ""),
        ("The truce begins on Monday, both sides said.", "Monday", "2031-05-19", ""),
        ("Ahead of talks on Friday, the army shelled the town.", "Friday", "2031-05-16", ""),
        ("The court is due to rule on Thursday.", "Thursday", "2031-05-15", ""),
        ("She was to be sentenced on Friday.", "Friday", "2031-05-16", ""),
        ("The bridge is expected to reopen by Saturday.", "Saturday", "2031-05-17", ""),
        ("He said on Monday that the army would withdraw on Friday.", "Friday", "2031-05-16", ""),
        ("He said on Monday that the army would withdraw on Friday.", "Monday", "2031-05-12", ""),
        ("The minister, who will visit the town on Friday, blamed the rebels.", "Friday", "2031-05-16", ""),
        ("Rebels who attacked the post on Friday will be tried.", "Friday", "2031-05-09", ""),
        ("The bomb that killed six on Saturday was planted by rebels.", "Saturday", "2031-05-10", ""),
        ("Police plan to question the man arrested on Sunday.", "Sunday", "2031-05-11", ""),
        ("The army says it killed nine on Monday.", "Monday", "2031-05-12", ""),
        ("Nine died earlier this week.", "earlier this week", "2031-05-12", "2031-05-14"),
        ("Nine died overnight.", "overnight", "2031-05-13", "2031-05-14"),
        ("In the early hours of Monday, shells fell.", "Monday", "2031-05-12", ""),
        ("Shells fell in the early hours of 12 May.", "12 May", "2031-05-12", ""),
        ("It happened a fortnight ago.", "a fortnight ago", "2031-04-28", "2031-05-04"),
        ("Last March, they signed.", "Last March", "2031-03-01", "2031-03-31"),
        ("Last November, they signed.", "Last November", "2030-11-01", "2030-11-30"),
        ("In November, they signed.", "November", "2030-11-01", "2030-11-30"),
        ("It fell in early May.", "early May", "2031-05-01", "2031-05-31"),
        ("It fell on 13.02.2024.", "13.02.2024", "2024-02-13", ""),
        ("It fell on 13.2.2024.", "13.2.2024", "2024-02-13", ""),
        ("It fell on 13-Feb-2024.", "13-Feb-2024", "2024-02-13", ""),
        ("It fell on 13 Feb. 2024.", "13 Feb. 2024", "2024-02-13", ""),
        ("It fell on 13th February, 2024.", "13th February, 2024", "2024-02-13", ""),
        ("It fell on the 13th of February.", "13th of February", "2031-02-13", ""),
        ("It fell on February the 13th.", "February the 13th", "2031-02-13", ""),
        ("It fell on Feb 13th.", "Feb 13th", "2031-02-13", ""),
        ("It fell on 2024.02.13.", "2024.02.13", "2024-02-13", ""),
        ("It fell on 13/Feb/2024.", "13/Feb/2024", "2024-02-13", ""),
        ("It fell on Sept 3.", "Sept 3", "2030-09-03", ""),
        ("It fell between 3 and 5 May.", "3 and 5 May", "2031-05-03", "2031-05-05"),
        ("It fell on 29-30 April.", "29-30 April", "2031-04-29", "2031-04-30"),
        ("It fell on 29\u201330 April.", "29\u201330 April", "2031-04-29", "2031-04-30"),
        ("It lasted from 29 April to 2 May.", "29 April to 2 May", "2031-04-29", "2031-05-02"),
        ("It lasted from April 29 to May 2.", "April 29 to May 2", "2031-04-29", "2031-05-02"),
        ("It lasted from 29 April to 2 May 2019.", "29 April to 2 May 2019", "2019-04-29", "2019-05-02"),
        ("It lasted April 29-May 2, 2019.", "April 29-May 2, 2019", "2019-04-29", "2019-05-02"),
        ("Attacks on April 29 and May 2 killed nine.", "April 29", "2031-04-29", ""),
        ("Attacks on April 29 and May 2 killed nine.", "May 2", "2031-05-02", ""),
        ("It lasted from March to May 2019.", "March to May 2019", "2019-03-01", "2019-05-31"),
        ("It lasted between June and August 2019.", "June and August 2019", "2019-06-01", "2019-08-31"),
        ("It was in the 1990s.", "1990s", "1990-01-01", "1999-12-31"),
        ("It was in the '90s.", "'90s", "1990-01-01", "1999-12-31"),
        ("It was in the nineties.", "nineties", "1990-01-01", "1999-12-31"),
        ("It was in the early 1990s.", "early 1990s", "1990-01-01", "1999-12-31"),
        ("It rose this fiscal year.", "this fiscal year", "2031-01-01", "2031-05-14"),
        ("It ended at the end of last year.", "end of last year", "2030-01-01", "2030-12-31"),
        ("It will end by the end of the year.", "the end of the year", "2031-01-01", "2031-12-31"),
        ("It ended late last year.", "late last year", "2030-01-01", "2030-12-31"),
        ("It ended the week before last.", "the week before last", "2031-04-28", "2031-05-04"),
        ("It fell three nights ago.", "three nights ago", "2031-05-11", ""),
        ("It fell the other day.", "the other day", "", ""),
        ("A week ago, shells fell.", "A week ago", "2031-05-05", "2031-05-11"),
        ("It fell two years ago.", "two years ago", "2029-01-01", "2029-12-31"),
        ("It fell a year ago today.", "a year ago", "2030-01-01", "2030-12-31"),
        ("It fell on Friday last week.", "Friday last week", "2031-05-09", ""),
        ("It fell last week on Friday.", "Friday", "2031-05-09", ""),
        ("It fell late Tuesday.", "Tuesday", "2031-05-13", ""),
        ("It fell on Wednesday.", "Wednesday", "2031-05-14", ""),
        ("It fell over the weekend.", "over the weekend", "2031-05-10", "2031-05-11"),
        ("It fell at the weekend.", "at the weekend", "2031-05-10", "2031-05-11"),
        ("It fell at 0300 GMT on Monday.", "Monday", "2031-05-12", ""),
        ("It fell on May 12 at around 5.30pm.", "May 12", "2031-05-12", ""),
        ("It fell on the night of May 12.", "May 12", "2031-05-12", ""),
        ("It fell on the night of May 12-13.", "May 12-13", "2031-05-12", "2031-05-13"),
        ("It fell on the night of 12/13 May.", "12/13 May", "2031-05-12", "2031-05-13"),
        ("It fell Tuesday (May 13).", "Tuesday (May 13)", "2031-05-13", ""),
        ("It fell on Tuesday, May 13.", "Tuesday, May 13", "2031-05-13", ""),
        ("Shelling went on for the second straight day.", "day", "", ""),
        ("Shelling went on for a third day running.", "day", "", ""),
        ("The 7 October attacks were recalled.", "7 October", "2030-10-07", ""),
        ("The 9/11 attacks were recalled.", "9/11", "", ""),
        ("By 3 March 2020 they had left.", "3 March 2020", "2020-03-03", ""),
        ("Last summer it burned.", "Last summer", "", ""),
        ("He was born on 3/4/85.", "3/4/85", "1985-03-04", "1985-04-03"),
        ("The resolution 2031 passed in 2029.", "2029", "2029-01-01", "2029-12-31"),
        ("Six died yesterday morning.", "yesterday morning", "2031-05-13", ""),
        ("Six died on 12th inst.", "12th inst", "", ""),
        ("ON 12 MAY, GUERRILLAS ATTACKED A POST.", "12 MAY", "2031-05-12", ""),
        ("ON MONDAY NIGHT GUERRILLAS ATTACKED.", "MONDAY NIGHT", "2031-05-12", ""),
        ("THE ATTACK TOOK PLACE LAST NIGHT.", "LAST NIGHT", "2031-05-13", ""),
    ],
)
def test_day(text: str, words: str, start: str, end: str) -> None:
    at = text.index(words)
    document = Document("made-up", text, "doc-0", "0", blocks=(Block(0, len(text), "body"),))
    sentences = split_document(document)
    get_parser().parse(sentences)
    found = []
    for m in find_dates(document, sentences):
        if m.start < at + len(words) and at < m.end:
            span = resolve(m.expr, PUBLISHED)
            found.append((str(span.start), str(span.end)) if span and span.start else None)
    if start:
        assert (start, end or start) in found
    else:
        assert not any(found)
