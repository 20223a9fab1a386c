"""What other installed packages add to the program: Python entry points, found by group and loaded by name. How to write one: ``docs/how-to/policies.md``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from rashomon.errors import PluginError

#: Entry points of this group are policies: ways to make low, best and high of claims.
POLICIES = "rashomon.policies"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A loaded entry point: what it gave, and ``origin``, the package and version it came with."""

    name: str
    origin: str
    value: object


@cache
def installed(group: str) -> dict[str, tuple[EntryPoint, ...]]:
    """Entry points of a group by name, as installed when first asked. More than one under a name is a quarrel that :func:`load` tells of."""
    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=group):
        found.setdefault(point.name, []).append(point)
    return {name: tuple(sorted(found[name], key=lambda p: (origin(p), p.value))) for name in sorted(found)}


def origin(point: EntryPoint) -> str:
    """``package 1.0``, for people; the import path where the package is not known."""
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else point.value


def load(group: str, name: str) -> Plugin:
    """Imports the entry point. Raises KeyError where there is none, PluginError where there are several or it does not import."""
    points = installed(group)[name]
    if len(points) > 1:
        raise PluginError(
            f"two plug-ins are called {name!r} in {group}: {' and '.join(origin(p) for p in points)}; uninstall one, or rename its entry point"
        )
    point = points[0]
    try:
        return Plugin(name, origin(point), point.load())
    except Exception as err:
        raise PluginError(
            f"the plug-in {name!r} of {origin(point)} ({point.value}) cannot be loaded: {type(err).__name__}: {err}; mend or uninstall it"
        ) from err
