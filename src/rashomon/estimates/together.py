"""Dead and wounded told together ("40 killed or wounded") beside rows that tell them apart."""

from __future__ import annotations

from dataclasses import replace

from rashomon.model import Estimate, Reason


def told_apart(estimates: list[Estimate]) -> list[Estimate]:
    """The rows without figures that others already hold, and without a best that would count people twice.

    Where both dead and wounded of the incident have a number, a figure of both together goes, unless it is larger than the two: then it
    stays, without a best, and says so. Where only one of them has a number, the figure of both together stays without a best.
    """
    whole = {e.harm: e for e in estimates if e.over == "all_sides" and e.harm in {"killed", "wounded"}}
    apart = {e.side for e in estimates if e.harm in {"killed", "wounded"} and e.best is not None}
    dead, hurt = _most(whole.get("killed")), _most(whole.get("wounded"))
    out = []
    for e in estimates:
        if e.harm != "casualties":
            out.append(e)
            continue
        both = dead is not None and hurt is not None
        if both and (e.words is not None or (e.best or e.high or e.low or 0) <= (dead or 0) + (hurt or 0)):
            continue
        if e.best is not None and (both or e.side in apart or (e.over != "side" and (dead is not None or hurt is not None))):
            more = f" and are more than the {dead} dead and {hurt} wounded" if both else ""
            note = Reason(
                "estimates.casualties.told_apart",
                f"no best: {e.best} holds dead and wounded, who are told apart in other rows{more}",
                e.claims,
            )
            e = replace(e, best=None, open=False, best_withheld="told_apart", reasons=(note, *e.reasons))
        out.append(e)
    return out


def _most(row: Estimate | None) -> int | None:
    """The number of a row that counts for it, or None where it has none."""
    if row is None:
        return None
    return row.best if row.best is not None else row.high
