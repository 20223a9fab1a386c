"""The constructions in the order they run: the sure ones first, because a group of people is joined only once.

Each is a function of a :class:`~rashomon.mentions.casualties.clause.Clause`, named in the first words of its docstring as the key
``frames`` of ``harm.yml`` and the rule of a mention name it.
"""

from __future__ import annotations

from collections.abc import Callable

from rashomon.mentions.casualties.beside import inverted, possessed, suffered
from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.made_dead import made_dead
from rashomon.mentions.casualties.nouns import adjectives, counted_own, label, of_noun
from rashomon.mentions.casualties.object import active, among, loss
from rashomon.mentions.casualties.revised import revised
from rashomon.mentions.casualties.subject import passive
from rashomon.mentions.casualties.toll import toll
from rashomon.mentions.casualties.treated import own_lives

ORDER: tuple[Callable[[Clause], None], ...] = (
    among,
    label,
    toll,
    of_noun,
    made_dead,
    adjectives,
    passive,
    active,
    suffered,
    possessed,
    counted_own,
    loss,
    inverted,
    own_lives,
    revised,
)
