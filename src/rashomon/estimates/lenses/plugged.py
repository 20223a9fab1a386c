"""A lens that another package brought: checked when it is loaded and each time it answers, so that its mistakes bear its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from rashomon.errors import PluginError, RashomonError
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.lenses.base import Lens
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Estimate
from rashomon.plugins import Plugin


class PluggedLens(Lens):
    """Wraps what an entry point gave: a :class:`Lens`, a subclass of it, or a plain function ``view(weighed, evidence) -> View``."""

    def __init__(self, plugin: Plugin) -> None:
        self.name, self.origin = plugin.name, plugin.origin
        made = plugin.value
        if isinstance(made, type) and issubclass(made, Lens):
            try:
                made = made()
            except Exception as err:
                self._broke(err)
        self._inner = made if isinstance(made, Lens) else None
        self._view = made.view if isinstance(made, Lens) else made
        if not callable(self._view):
            raise PluginError(
                f"the policy {self.name!r} of {self.origin} is a {type(made).__name__}; an entry point gives a Lens or a function view(weighed, evidence)"
            )
        self.source = self._inner.source if self._inner else ""
        self.about = self._inner.about if self._inner else (getattr(made, "__doc__", None) or "").strip().split("\n")[0]

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """The plug-in's view, if it can be one."""
        try:
            view = self._view(weighed, evidence)  # type: ignore[operator]
        except RashomonError:
            raise
        except Exception as err:
            self._broke(err, evidence)
        if not isinstance(view, View):
            self._wrong(f"gave a {type(view).__name__} instead of a View", evidence)
        self._check(view.low, view.best, view.high, view.withheld, evidence)
        return view

    def estimates(self, weighed: Mapping[str, Sequence[Weighed]], evidence: Evidence) -> list[Estimate]:
        """The plug-in's own rows where it makes them, under the name it was installed by."""
        if self._inner is None or type(self._inner).estimates is Lens.estimates:
            return super().estimates(weighed, evidence)
        try:
            made = list(self._inner.estimates(weighed, evidence))
        except RashomonError:
            raise
        except Exception as err:
            self._broke(err, evidence)
        for e in made:
            if not isinstance(e, Estimate):
                self._wrong(f"gave a {type(e).__name__} instead of an Estimate", evidence)
            self._check(e.low, e.best, e.high, e.best_withheld, evidence)
            if e.policy != self.name:
                self._wrong(f"gave an estimate of policy {e.policy!r}; write the name it is installed by", evidence)
        return made

    def _check(self, low: int | None, best: int | None, high: int | None, withheld: str | None, evidence: Evidence) -> None:
        known = [v for v in (low, best, high) if v is not None]
        if any(type(v) is not int or v < 0 for v in known) or known != sorted(known):
            self._wrong(f"gave low {low}, best {best}, high {high}; they are whole numbers with low <= best <= high, or None", evidence)
        if best is None and not withheld:
            self._wrong("gave no best without a word why (withheld)", evidence)

    def _broke(self, err: Exception, evidence: Evidence | None = None) -> NoReturn:
        where = f" on incident {evidence.incident.incident_id}" if evidence is not None else ""
        raise PluginError(
            f"the policy {self.name!r} of {self.origin} broke{where}: {type(err).__name__}: {err}; mend the plug-in or choose another --policy"
        ) from err

    def _wrong(self, what: str, evidence: Evidence) -> NoReturn:
        raise PluginError(f"the policy {self.name!r} of {self.origin} {what} (incident {evidence.incident.incident_id})")
