"""The nouns of the project: frozen, slotted dataclasses, standard library only, no input or output.

What each word means is said once, in ``docs/concepts/model.md``; every span in every noun is a pair of
offsets (Unicode code points, end exclusive) into ``Document.text``, and ``text[start:end] == quote`` always.
"""

from rashomon.model.changing import changed
from rashomon.model.claims import Claim, Cue, SetAside, Speaker, Victims
from rashomon.model.decisions import Anchor, Decision, DecisionState, decision_id, had_seen
from rashomon.model.documents import Block, Declared, Document, Published, SyndicationGroup
from rashomon.model.ids import content_id
from rashomon.model.incidents import (
    Attribution,
    Basis,
    Disagreement,
    Estimate,
    HistoryStep,
    Incident,
    IncidentMention,
    Link,
    MentionLink,
    NamedPlace,
    Reason,
    Value,
)
from rashomon.model.mentions import (
    ActorMention,
    CasualtyMention,
    DateMention,
    Figure,
    Mentions,
    PlaceMention,
    WeaponMention,
)
from rashomon.model.parse import Sentence, Token
from rashomon.model.places import Place
from rashomon.model.spans import Span
from rashomon.model.times import DateExpr, TimeSpan

__all__ = [
    "ActorMention",
    "Anchor",
    "Attribution",
    "Basis",
    "Block",
    "CasualtyMention",
    "Claim",
    "Cue",
    "DateExpr",
    "DateMention",
    "Decision",
    "DecisionState",
    "Declared",
    "Disagreement",
    "Document",
    "Estimate",
    "Figure",
    "HistoryStep",
    "Incident",
    "IncidentMention",
    "Link",
    "MentionLink",
    "Mentions",
    "NamedPlace",
    "Place",
    "PlaceMention",
    "Published",
    "Reason",
    "Sentence",
    "SetAside",
    "Span",
    "Speaker",
    "SyndicationGroup",
    "TimeSpan",
    "Token",
    "Value",
    "Victims",
    "WeaponMention",
    "changed",
    "content_id",
    "decision_id",
    "had_seen",
]
