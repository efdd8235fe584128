"""Whom a coded holder or creditor means: its ids, and the same in words, whole."""

from collections.abc import Iterable

from ceasefire.agreements.language.fields import Bound


def holder_ids(bound: Bound | str | None) -> list[str]:
    """Return the ids of the parties, classes and supporting forces that a coded holder names, sorted; joiners have none."""
    if not isinstance(bound, Bound):
        return []
    return sorted({*bound.actors, *bound.classes, *bound.supporting, *bound.joined_classes})


def holder_words(bound: Bound | str | None) -> str:
    """Return a coded holder in words; empty where the text names none."""
    if not isinstance(bound, Bound):
        return "everyone" if bound == "anyone" else ""
    groups = [listed(bound.actors)] if bound.actors else []
    groups += [f"every member of {listed(bound.classes, 'or')}"] if bound.classes else []
    if bound.joined:
        only = f" (of these: {listed(bound.joined_classes, 'or')})" if bound.joined_classes else ""
        groups.append(f"whoever joined or joins {listed(bound.joined, 'or')}{only}, from that day on")
    if bound.supporting:
        groups.append(f"as forces supporting them, in our reading, {listed(bound.supporting)}")
    but = f" but {listed(bound.but, 'and')}" if bound.but else ""
    groups += [f"everyone{but}"] if bound.everyone else []
    words = f" [in the text: {bound.words}]" if bound.words else ""
    left = f" (but not {listed(bound.but, 'or')})" if bound.but and not bound.everyone else ""
    return "; ".join(groups) + left + words


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return items as a person lists them: a, b and c."""
    found = list(items)
    return f"{', '.join(found[:-1])} {last} {found[-1]}" if len(found) > 1 else "".join(found)
