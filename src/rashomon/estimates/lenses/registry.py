"""All policies by name: those that ship, and those that other packages bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from rashomon import plugins
from rashomon.errors import PluginError, RashomonError
from rashomon.estimates.lenses.acled import AcledStyle
from rashomon.estimates.lenses.base import Lens
from rashomon.estimates.lenses.ibc import IbcStyle
from rashomon.estimates.lenses.own import Current, MinMax
from rashomon.estimates.lenses.plugged import PluggedLens
from rashomon.estimates.lenses.ucdp import UcdpStyle

_SHIPPED: dict[str, Lens] = {lens.name: lens for lens in (Current(), MinMax(), UcdpStyle(), AcledStyle(), IbcStyle())}


class Policies(Mapping[str, Lens]):
    """Name to lens. Looking up a plug-in imports it: a broken one raises PluginError, and so does one that bears a shipped name."""

    def __getitem__(self, name: str) -> Lens:
        """The lens of this name. Raises KeyError where there is none."""
        there = plugins.installed(plugins.POLICIES)
        if name in _SHIPPED:
            if name in there:
                raise PluginError(
                    f"{plugins.origin(there[name][0])} brings a policy called {name!r}, which ships with the program; rename its entry point or uninstall it"
                )
            return _SHIPPED[name]
        if name not in there:
            raise KeyError(name)
        return _plugged(name)

    def __iter__(self) -> Iterator[str]:
        """Shipped names first, as they are documented; then plug-ins by name."""
        yield from _SHIPPED
        yield from (n for n in plugins.installed(plugins.POLICIES) if n not in _SHIPPED)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def _plugged(name: str) -> PluggedLens:
    return PluggedLens(plugins.load(plugins.POLICIES, name))


POLICIES = Policies()


def lens_named(name: str) -> Lens:
    """The lens of this name. Raises RashomonError with all there are where nobody knows it, PluginError where it is a broken plug-in."""
    try:
        return POLICIES[name]
    except KeyError:
        raise RashomonError(f"no policy {name!r}; known: {', '.join(POLICIES)}") from None
