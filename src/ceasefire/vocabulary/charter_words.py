"""How far a charter version has come, in words, wherever a person reads it."""

from collections.abc import Sequence


def came_words(
    proposed_by: str | None, accepted: Sequence[str], declined: Sequence[str] = (), waiting: Sequence[str] = ()
) -> str:
    """Return `proposed by X; accepted by A, B; not yet by C`, by names as they are printed; without a proposer none is told."""
    words = [f"proposed by {proposed_by}"] if proposed_by else []
    words.append(f"accepted by {', '.join(accepted) or 'nobody'}")
    words += [f"{head} {', '.join(of)}" for head, of in (("declined by", declined), ("not yet by", waiting)) if of]
    return "; ".join(words)
