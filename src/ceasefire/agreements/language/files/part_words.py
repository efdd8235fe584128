"""The parts of the language as messages call them: a name, what one looks like, and what a bare word or date is made into."""

import re
from datetime import date
from typing import Final

from ceasefire.agreements.language.fields import Model

_PARTS: Final = {
    "Instrument": ("an agreement", "{id: ..., title: ...}"),
    "Provision": ("a provision", "{id: dea-1, says: ..., modality: must, bound: unspecified, confidence: R}"),
    "Source": ("a source", "{publisher: TASS}"),
    "Moment": ("a moment", "{date: 2017-05-18}"),
    "EachMeeting": ("a deadline at each meeting", "{each_meeting: astana}"),
    "Undated": ("a deadline without a date", '{undated: "in about a month"}'),
    "Term": ("a term", "{months: 6}"),
    "Extension": ("an extension", "{mode: by_act, needs: consensus}"),
    "Precedence": ("a precedence", "{over: other-agreement, text_ref: para. 5}"),
    "Bound": ("a holder", "{actors: [russia]}"),
    "Everywhere": ("a whole country", "{outline: syria}"),
    "Belt": ("a belt", "{along: idlib, width_km: 15}"),
    "LineSide": ("a side of a line", "{of: withdrawal-line, side: north}"),
    "Place": ("a place", "{zones: [idlib]}"),
    "Window": ("a window", "{starts: {date: 2017-05-06}}"),
    "Object": ("an object", "{kinds: [civilians]}"),
    "Reads": ("what a rival reading puts in place of ours", "{term: {days: 60}}"),
    "Rival": ("a rival reading", "{about: deadline, says: ten days, source: {publisher: TASS}}"),
    "ByTarget": ("an exception by target", "{kind: target, actors: [isil]}"),
    "ByArea": ("an exception by area", "{kind: area, zones: [idlib]}"),
    "ByAct": ("an exception by act", "{kind: act, acts: [fire/*]}"),
    "SelfDefence": ("an exception of self-defence", "{kind: self_defence}"),
    "NotifiedExercise": ("an exception of a notified exercise", "{kind: notified_exercise}"),
    "Every": ("the length of a period", "{weeks: 1}"),
    "ProcedureClock": ("a clock", "{within_hours: 72, of: the incident}"),
    "Phase": ("a phase", "{what: the first third, percent: 33, deadline: {date: 2017-05-18}}"),
    "ShownBy": ("an act that shows a duty met", "{act: map_approval}"),
    "Power": ("a power", "{to: suspend}"),
    "Offensive": ("a reading of offensive", "{reading: presumed}"),
    "Untranslatable": ("untranslatable words", '{words: "in good faith", why: "no test is coded for it"}'),
    "Case": ("a case", "{id: c-1, provision: dea-1, on: 2017-05-19, state: overdue}"),
    "GivenPlace": ("a place of a case", "{name: Idlib}"),
    "GivenIncident": ("an incident of a case", "{date: 2017-05-19, event_type: shelling}"),
    "GivenAct": ("an act of a case", "{act: extension, date: 2017-05-19}"),
    "GivenAccount": ("an account of a case", "{says: met, by: TASS, date: 2017-05-19}"),
    "GivenStart": ("what starts a clock in a case", '{id: c-1, date: 2017-05-19, at: "09:00"}'),
    "GivenMeeting": ("a meeting of a case", "{id: astana-5, date: 2017-07-04}"),
}
_OF_A_DATE: Final = {
    "Moment": "{{date: {0}}}",
    "Term": "{{until: {{date: {0}}}}}",
    "Window": "{{starts: {{date: {0}}}}}",
    "GivenIncident": "{{date: {0}}}",
}
_OF_A_WORD: Final = {
    "Bound": "{{actors: [{0}]}}",
    "Place": "{{zones: [{0}]}}",
    "Moment": '{{undated: "{0}"}}',
    "Everywhere": "{{outline: {0}}}",
    "Belt": "{{along: {0}, width_km: 5}}",
    "LineSide": "{{of: {0}, side: north}}",
    "Source": '{{text: "{0}"}}',
    "Object": '{{words: "{0}"}}',
    "ShownBy": "{{act: {0}}}",
    "Power": "{{to: {0}}}",
    "Offensive": "{{reading: {0}}}",
    "GivenPlace": '{{name: "{0}"}}',
}
"""How a bare word would be written as a part, where one can tell; `Moment` means a deadline here."""
_OF_A_LENGTH: Final = {"Term": ("days", "months"), "Every": ("days", "weeks", "months")}
"""Parts that are a length, and the units that they know."""
_OF_A_LIST: Final = {"Bound": "{{actors: [{0}]}}", "Place": "{{zones: [{0}]}}"}
_MOST: Final = 60
"""Characters of a value that a message repeats."""


def name_of(part: type[Model]) -> str:
    """Return what a message calls a part: a provision."""
    return _PARTS[part.__name__][0]


def example_of(part: type[Model]) -> str:
    """Return what a part looks like in a file: {date: 2017-05-18}."""
    return _PARTS[part.__name__][1]


def example_named(name: str) -> str | None:
    """Return what the part of a name in code looks like in a file; None where it is no group of fields."""
    return _PARTS[name][1] if name in _PARTS else None


def instead_of(value: object, part: type[Model], *, deadline: bool = False) -> str:
    """Return how something that is no group of fields would be written as a part, else what the part looks like."""
    kind = part.__name__
    if isinstance(value, str):
        return _of_text(value, kind, deadline) or example_of(part)
    if isinstance(value, list) and kind in _OF_A_LIST and all(isinstance(one, str) for one in value):
        return _OF_A_LIST[kind].format(", ".join(value))
    return example_of(part)


def _of_text(value: str, kind: str, deadline: bool) -> str:
    if is_date(value) and kind in _OF_A_DATE:
        return _OF_A_DATE[kind].format(value)
    length = re.fullmatch(r"(\d{1,5}) (day|week|month)s?", value)
    if length and f"{length[2]}s" in _OF_A_LENGTH.get(kind, ()):
        return f"{{{length[2]}s: {length[1]}}}"
    told = kind in _OF_A_WORD and (deadline or kind != "Moment") and len(value) <= _MOST
    return _OF_A_WORD[kind].format(value.replace('"', "'")) if told else ""


def shown(value: object) -> str:
    """Return a value as a message repeats it: short, and in quotes."""
    text = str(value)
    return repr(text if len(text) <= _MOST else f"{text[:_MOST]}...")


def is_date(text: str) -> bool:
    """Say whether a text is a day of the calendar, written 2017-05-04."""
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
