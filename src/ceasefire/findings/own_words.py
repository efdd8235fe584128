"""Whose word a signed entry is, and which of one body's words on one subject stand.

Within one ledger the later entry stands, by its place there: what an entry says of its own time moves nothing. Two
offices that speak for one body and differ are rival, for nothing tells which of two ledgers spoke last. What another
says that the body holds is told: it stands beside, and replaces only what the same ledger told before.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ceasefire.parties.authority import Authority, Voice
from ceasefire.vocabulary.stand_words import told_by_ledger

Row = dict[str, Any]
OWN: Final = ("counted", "rival")
"""States of a body's own word that stands."""


class Word(NamedTuple):
    """What became of one entry: its state, the rule that refused it, why in words, and the voice that it has."""

    state: str
    rule: str | None
    why: str | None
    voice: Voice


def voice_of(row: Row, authority: Authority) -> Voice:
    """Return for whom the entry behind a row speaks: by its ledger, its place there and the charter that it cites."""
    return authority.voice(row["ledger"], row["seq"], row["cites"] or ())


def signed(row: Row, of: str, authority: Authority, refused: Callable[[Row, Voice], str | None]) -> Word:
    """Return what one entry is as it was signed, whatever came after it: counted, refused, or told.

    `refused` gives the reason for which an own word of the body does not count.
    """
    voice = voice_of(row, authority)
    if not voice.speaks_for(of):
        return Word("told", None, why_told(row, voice), voice)
    rule, _, why = (refused(row, voice) or "").partition(": ")
    return Word("refused", rule, why, voice) if rule else Word("counted", None, None, voice)


def taken_back(row: Row, of: str, own: bool, authority: Authority) -> bool:
    """Whether a later entry of the same ledger says that it supersedes this one.

    A body's own word is taken back by its own word alone: an office that has ended takes nothing back.
    """
    if not row["superseded"] or not own:
        return bool(row["superseded"])
    return authority.voice(row["ledger"], row["superseded_seq"], row["superseded_cites"] or ()).speaks_for(of)


def why_told(row: Row, voice: Voice) -> str:
    """Return in words that an entry is another's word, and why it is not the body's own."""
    why = voice.why or f"it speaks for {voice.body}"
    return f"{told_by_ledger(row['ledger'])}: {why}"


def stand_of_each(
    rows: Sequence[Row],
    words: Sequence[Word],
    authority: Authority,
    subject: Callable[[Row], Hashable],
    content: Callable[[Row], Hashable],
) -> list[Word]:
    """Return the words with those marked that a later entry of the same ledger replaces, and those that are rival.

    `subject` is what an entry speaks of (with the body whose word it is), `content` what it says of it. Superseded and
    refused entries replace nothing; told ones only what their own ledger told before.
    """
    found = [_marked(row, one, authority) for row, one in zip(rows, words, strict=True)]
    groups: dict[Hashable, list[int]] = {}
    for i, (row, one) in enumerate(zip(rows, found, strict=True)):
        if one.state in ("counted", "told"):
            groups.setdefault((subject(row), one.state), []).append(i)
    for members in groups.values():
        last = _last_of_each(members, rows)
        rival = found[members[0]].state == "counted" and len({content(rows[i]) for i in last.values()}) > 1
        for i in members:
            if i != last[rows[i]["ledger"]]:
                found[i] = found[i]._replace(state="superseded", why="a later entry of the same ledger stands")
            elif rival:
                others = " and ".join(sorted(ledger for ledger in last if ledger != rows[i]["ledger"]))
                found[i] = found[i]._replace(state="rival", why=f"{others}, which speaks for the same body, differs")
    return found


def _marked(row: Row, one: Word, authority: Authority) -> Word:
    own = one.state != "told"
    if one.state != "refused" and taken_back(row, row["of"], own, authority):
        return one._replace(state="superseded", why="a later entry of its ledger supersedes it")
    return one


def _last_of_each(members: Sequence[int], rows: Sequence[Row]) -> Mapping[str, int]:
    """Return the last entry of each ledger by its place there."""
    found: dict[str, int] = {}
    for i in sorted(members, key=lambda i: (rows[i]["seq"], i)):
        found[rows[i]["ledger"]] = i
    return found
