"""Which mentions may meet: pairs of two documents with a key and days in common, or words that both print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from rashomon.incidents.blocking import blocking_keys
from rashomon.incidents.context import Context
from rashomon.incidents.profile import Profile, profile_of
from rashomon.incidents.when import window
from rashomon.model import IncidentMention

#: A report that prints no day of its own may speak of what happened so many days before: a last toll, a funeral, a reaction.
LOOKS_BACK = 12
#: The same where a person whom it happened to is named in both: trials and anniversaries come years later …
PERSON_LOOKS_BACK = 1100
#: … as do, for some months, inquiries into what happened at a small place …
SPOT_LOOKS_BACK = 120
#: … and the days of reports that print one may be so far apart, for one of them is misread or mistaken.
PERSON_DAYS_OFF = 7


def candidates(mentions: Sequence[IncidentMention], context: Context, only: Collection[int] | None = None) -> list[tuple[int, int]]:
    """Pairs of indices that may join: of two documents each, with a blocking key and days, or a passage, in common. With ``only`` those that
    one of these indices is in."""
    keys = [keys_of(profile_of(m)) for m in mentions]
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(keys):
        for key in own:
            blocks[key].append(i)
    if only is not None:
        held = {key for i in only for key in keys[i]}
        blocks = {key: block for key, block in blocks.items() if key in held}
    windows = [ordinals(m, LOOKS_BACK) for m in mentions]
    months = [ordinals(m, SPOT_LOOKS_BACK) for m in mentions]
    wide = [ordinals(m, PERSON_LOOKS_BACK, PERSON_DAYS_OFF) for m in mentions]
    pairs = {
        pair
        for key, block in blocks.items()
        for pair in _near(block, wide if key.startswith("p:") else months if key.startswith("q:") else windows, only)
        if mentions[pair[0]].document != mentions[pair[1]].document
    }
    at = {m.mention_id: i for i, m in enumerate(mentions)}
    pairs |= _among(context.shared, at)
    alike = ((at[a], at[b]) for a, b in context.answered if a in at and b in at and at[a] < at[b])
    pairs |= {(i, j) for i, j in alike if mentions[i].document != mentions[j].document and not set(keys[i]).isdisjoint(keys[j])}
    return sorted(pairs if only is None else (p for p in pairs if p[0] in only or p[1] in only))


def keys_of(profile: Profile) -> frozenset[str]:
    """The blocking keys of a mention, made once."""
    if profile.keys is None:
        profile.keys = frozenset(blocking_keys(profile.mention))
    return profile.keys


def _among(shared: Collection[tuple[str, str]], at: Mapping[str, int]) -> set[tuple[int, int]]:
    """Which of these pairs are among the mentions at hand: asked of the fewer, for mostly two are compared, and a ledger shares much."""
    if len(at) * len(at) < len(shared):
        return {(i, j) for a, i in at.items() for b, j in at.items() if i < j and ((a, b) in shared or (b, a) in shared)}
    return {(min(at[a], at[b]), max(at[a], at[b])) for a, b in shared if a in at and b in at and at[a] != at[b]}


def ordinals(mention: IncidentMention, back: int, off: int = 0) -> tuple[int, int] | None:
    """The likely days, ``back`` more of them where the report prints none of its own, and ``off`` days to either side."""
    days = window(mention.time)
    if days is None:
        return None
    return days[0].toordinal() - back * looks_back(mention) - off, days[1].toordinal() + off


def looks_back(mention: IncidentMention) -> bool:
    """Whether a mention may speak of what happened before its likely days: the main news of its document, which prints no day of its own."""
    return mention.main and mention.time is not None and mention.time.start is None


def _near(
    block: Sequence[int], windows: Sequence[tuple[int, int] | None], only: Collection[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Pairs of a block whose days are not known to be two or more apart. Such pairs do not reach the threshold by anything but a shared
    passage or an answer to both (a test holds the weights to that), and blocks of a month or a weekday are full of them."""
    if only is not None:
        yield from _near_to([i for i in block if i in only], block, windows)
        return
    undated = [i for i in block if windows[i] is None]
    dated = sorted((window, i) for i in block if (window := windows[i]) is not None)
    for n, i in enumerate(undated):
        for j in (*undated[n + 1 :], *(k for _, k in dated)):
            yield (i, j) if i < j else (j, i)
    open_: list[tuple[int, int]] = []  # (last day, mention) of those that began before
    for (first, last), j in dated:
        open_ = [(end, i) for end, i in open_ if end >= first - 1]
        for _, i in open_:
            yield (i, j) if i < j else (j, i)
        open_.append((last, j))


def _near_to(some: Sequence[int], block: Sequence[int], windows: Sequence[tuple[int, int] | None]) -> Iterator[tuple[int, int]]:
    """Those of the pairs of :func:`_near` that one of ``some`` is in."""
    for i in some:
        own = windows[i]
        for j in block:
            if i == j:
                continue
            other = windows[j]
            if own is not None and other is not None:
                (_, end), (begin, _) = (own, other) if (own, i) < (other, j) else (other, own)
                if end < begin - 1:
                    continue
            yield (i, j) if i < j else (j, i)
