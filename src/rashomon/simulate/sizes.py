"""How many die: heavy-tailed, so that most incidents kill few and some kill very many."""

from __future__ import annotations

from random import Random


def deaths(rng: Random, alpha: float, least: int, most: int) -> int:
    """A draw of a discrete power law p(n) ~ n ** -alpha from ``least`` on, none above ``most``.

    Sizes of wars (Richardson 1948, *Variation of the frequency of fatal quarrels with magnitude*, JASA 43), of attacks (Clauset, Young & Gleditsch
    2007, *On the frequency of severe terrorist events*, J. Conflict Resolution 51: alpha about 2.4) and of incidents of insurgencies (Bohorquez et al. 2009, *Common ecology
    quantifies human insurgency*, Nature 462: about 2.5) fall off so. Drawn by rounding a continuous power law (Clauset, Shalizi & Newman 2009,
    *Power-law distributions in empirical data*, SIAM Review 51, appendix D); what is above ``most`` is drawn again.
    """
    while True:
        n = int((least - 0.5) * (1 - rng.random()) ** (-1 / (alpha - 1)) + 0.5)
        if n <= most:
            return max(n, least)
