"""Frames: what a sentence tells of, who does what in it, and whether it is told as fact.

Takes: one folded sentence, as `mentions/sentence.py` has it, and the words of `lexicon/en/frames/*.toml`.
Gives: mentions of frames with clause, voice, subject, object, agent, prepositions, speaker and reality, as offsets.
Promises: every span lies within the sentence; any text is analysed without an error, in time that grows with its length.
Never: infers who did it from anything but a subject, an agent or a verb of blame; takes a weapon for a doer.
"""

from ceasefire.reading.frames.analysis import Analysis, Mention, analyse
from ceasefire.reading.frames.cues import Reality
from ceasefire.reading.frames.doer import doer_near, doers
from ceasefire.reading.frames.doer_names import may_be_accused
from ceasefire.reading.frames.verb_groups import Voice

__all__ = ["Analysis", "Mention", "Reality", "Voice", "analyse", "doer_near", "doers", "may_be_accused"]
