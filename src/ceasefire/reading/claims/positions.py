"""Positions: who denies, rejects, blames or accuses, and in which words."""

from __future__ import annotations

from ceasefire.reading.frames import may_be_accused
from ceasefire.reading.mentions.denial import denying
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import Attribution, Stance
from ceasefire.reading.model import Basis, Claim, ClaimType, Modality


def read_positions(sentence: Sentence) -> list[Claim]:
    """Find the denials and accusations of a sentence; the speaker is always named in it."""
    claims = []
    for speech in sentence.attributions:
        denies = denying(sentence, speech)
        if (speech.stance is Stance.SAY and not denies) or _is_unclear(speech):
            continue
        stance = Stance.DENY if denies else speech.stance
        source = sentence.thread.source if speech.pronoun and sentence.thread.source else sentence.raw(speech.source)
        claims.append(
            sentence.draft(
                ClaimType.POSITION,
                0,
                len(sentence.text),
                f"positions/{stance}",
                kind=str(stance),
                attribution=source,
                basis=Basis.CARRIED if speech.pronoun else Basis.SENTENCE,
                blamed=_accused(speech.target),
                modality=Modality.DENIED if denies else Modality.ALLEGED,
            )
        )
    return claims


def _accused(target: str | None) -> str | None:
    """Return who is accused; None where that is nobody, or the act itself ("condemned an attack that killed four")."""
    return target if target and may_be_accused(target) else None


def _is_unclear(speech: Attribution) -> bool:
    """Return whether the speaker is a pronoun behind other words: "an accusation it" rejected."""
    before, _, last = speech.source.lower().rpartition(" ")
    return bool(before) and last in ("it", "they", "he", "she")
