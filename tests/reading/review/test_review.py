"""Going through a document: accept, mend, refuse, add, undo, go back; what is filed and what the protocol keeps."""

import datetime as dt
import hashlib
from collections.abc import Iterator

import msgspec
import pytest

from ceasefire.api.reading import Read, drafts, read_document, review_of
from ceasefire.reading.documents.opening import Document
from ceasefire.reading.model import ClaimType, Count, DateRange
from ceasefire.reading.review.dialogue import Dialogue
from ceasefire.reading.review.entries import EntryError
from ceasefire.reading.review.forms import TYPES, form_of
from ceasefire.reading.review.outcome import counted, kept, protocol
from ceasefire.reading.review.screens import Screen, around, screen_of
from ceasefire.reading.review.session import Session, Verdict

TEXT = (
    "Two civilians were killed and five injured when shells hit the market of Orvan on 9 May 2031, residents said.\n"
    "The second round of the Astana talks was held in Astana on 10 May 2031.\n"
    "The elders of Tarn keep 31 candles and 7 lamps.\n"
)
DAY = dt.date(2031, 5, 15)


def read_of(text: str = TEXT) -> Read:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return read_document(Document(name="a.txt", text=text, date=DAY, date_basis="argument", kind="text", sha256=digest))


def session(text: str = TEXT) -> Session:
    one = read_of(text)
    return review_of(one, drafts([one])[0])


class Talk:
    """A dialogue with a person who has these answers ready; what was shown and said is kept."""

    def __init__(self, *keys: str, text: str = TEXT) -> None:
        self.session = session(text)
        self.screens: list[Screen] = []
        self.said: list[str] = []
        self.asked: list[str] = []
        given: Iterator[str] = iter(keys)

        def ask(prompt: str, one_key: bool) -> str | None:
            self.asked.append(prompt)
            return next(given, None)

        Dialogue(self.session, ask=ask, show=self.screens.append, tell=self.said.append).run()
        self.left = list(given)

    @property
    def verdicts(self) -> list[Verdict]:
        return [item.verdict for item in self.session.items]

    @property
    def bodies(self) -> list[dict[str, object]]:
        return [dict(draft.body) for draft in kept(self.session.everything)]


# --- claims ----------------------------------------------------------------------------------------------------------


def test_the_words_are_lit_in_their_sentence_with_the_slots_beside_and_nobody_accused_said_so() -> None:
    screen = screen_of(session(), 0)
    assert [words for words, lit in screen.text if lit] == [TEXT.split("\n")[0]]
    slots = dict(screen.slots)
    assert (slots["killed"], slots["injured"], slots["day"], slots["place"]) == ("2", "5", "2031-05-09", "Orvan")
    assert (slots["accused by the text"], slots["denied by"]) == ("-", "-")
    assert "put as" in slots
    assert screen.notes[0] == "files 1 report"


def test_accept_refuse_and_leave_undecided() -> None:
    talk = Talk("a", "r", "not that round", "n")
    assert talk.verdicts[:2] == [Verdict.ACCEPTED, Verdict.REFUSED]
    assert [b["killed"] for b in talk.bodies] == [{"low": 2, "high": 2}]
    [refused] = [e for e in protocol(talk.session.everything, "desk") if e["verdict"] == "refused"]
    assert (refused["reason"], refused["by"]) == ("not that round", "desk")


def test_the_end_of_input_accepts_nothing_unseen_wherever_it_comes() -> None:
    for keys in ((), ("m",), ("m", "killed = at least 2"), ("m", "killed = at least 2", ""), ("r",), ("+",), ("+", "")):
        talk = Talk(*keys)
        assert set(talk.verdicts) == {Verdict.UNDECIDED}
        assert talk.bodies == []


def test_enter_and_a_wrong_key_decide_nothing_and_are_asked_again() -> None:
    talk = Talk("", "x", "q")
    assert set(talk.verdicts) == {Verdict.UNDECIDED}
    assert [line.split(";")[0] for line in talk.said[:2]] == [talk.said[0], "no such key"]
    assert [s.number for s in talk.screens] == [1, 1, 1]


MEND = ("m", "killed = at least 2", "place", "Tarn", "", "the hospital says more")


def test_a_mend_is_echoed_and_files_what_was_mended_with_the_reason() -> None:
    talk = Talk(*MEND, "q")
    assert talk.verdicts[0] is Verdict.MENDED
    [body] = talk.bodies
    assert (body["killed"], body["where"]) == ({"low": 2}, {"name": "Tarn"})
    assert str(body["note"]).endswith("Mended in review: the hospital says more.")
    assert {"killed: at least 2", "place: Tarn", "to be filed (1 report):"} <= set(talk.said)
    [entry] = [e for e in protocol(talk.session.everything) if e["verdict"] == "mended"]
    assert (entry["proposed"]["killed"], entry["filed"]["killed"]) == ("2", "at least 2")


@pytest.mark.parametrize("after", [("b", "a"), ("b", "n"), ("n", "b", "b", "a")])
def test_a_mend_survives_going_back(after: tuple[str, ...]) -> None:
    talk = Talk(*MEND, *after, "q")
    assert talk.verdicts[0] is Verdict.MENDED
    assert talk.bodies[0]["killed"] == {"low": 2}
    again = [s for s in talk.screens if s.number == 1][-1]
    assert (again.state, dict(again.slots)["killed"]) == ("mended", "at least 2")


def test_undo_puts_a_proposal_back_as_it_was_read() -> None:
    talk = Talk(*MEND, "b", "u", "a", "q")
    assert talk.verdicts[0] is Verdict.ACCEPTED
    assert talk.bodies[0]["killed"] == {"low": 2, "high": 2}
    assert Talk("u", "q").said[-1] == "nothing to undo here"


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("place = Atlantis", "not named in the text"),
        ("who says so = Napoleon", "not named in the text"),
        ("accused by the text = the navy", "not named in the text"),
        ("killed = 9", "9 is not in the quote"),
        ("day = 3 May 2031", "cannot be derived"),
        ("killed = some", "at least 40"),
        ("put as = wished", "choose from"),
        ("words = Three men", "nowhere"),
    ],
)
def test_what_the_text_does_not_bear_out_is_not_taken_and_why_is_said(entry: str, why: str) -> None:
    talk = Talk("m", entry, "!", "q")
    assert talk.verdicts[0] is Verdict.UNDECIDED
    assert any(line.startswith("not taken: ") and why in line for line in talk.said)


def test_a_slot_is_emptied_kept_named_by_number_and_an_unknown_one_said() -> None:
    talk = Talk("m", "colour", "6", "", "5", "-", "", "", "q")
    assert any(line.startswith("no such slot") for line in talk.said)
    assert "injured" not in talk.bodies[0] or talk.bodies[0].get("injured") is None or "killed" not in talk.bodies[0]


def test_giving_up_and_changing_nothing_decide_nothing() -> None:
    for keys in (("m", "killed = at least 2", "!"), ("m", ""), ("r", "!"), ("+", "!"), ("m", "place", "!")):
        talk = Talk(*keys, "q")
        assert set(talk.verdicts) == {Verdict.UNDECIDED}
        assert talk.said[-1] in ("given up; nothing was changed", "nothing was changed")


def test_every_question_has_help() -> None:
    talk = Talk("?", "m", "?", "killed", "?", "!", "+", "?", "", "?", "2", "?", "!", "q")
    assert talk.left == []
    assert any("at least 40" in line for line in talk.said)


# --- adding ----------------------------------------------------------------------------------------------------------

ADD = (
    "+",
    "31 ... candles",
    "2",
    "incidents",
    "31",
    "",
    "Tarn",
    "",
    "",
    "The elders",
    "y",
    "in the list of the elders",
)


def to_passage(talk_text: str = TEXT) -> list[str]:
    return ["n"] * len(session(talk_text).items)


def test_a_number_that_was_left_becomes_a_claim_by_a_form_and_is_filed() -> None:
    talk = Talk(*to_passage(), *ADD, "q")
    [item] = talk.session.added
    assert (item.claim.quote, item.claim.value, item.claim.place) == (
        "31 candles",
        Count(low=31, high=31),
        "Tarn",
    )
    [body] = talk.bodies
    assert (body["count"], body["said_by"], body["unit"]) == ({"low": 31, "high": 31}, "The elders", "incident")
    assert body["note"] == "Added in review: in the list of the elders."
    [entry] = [e for e in protocol(talk.session.everything, "desk") if e["verdict"] == "added"]
    assert (entry.get("proposed"), entry["by"]) == (None, "desk")
    assert entry["filed"]["value"] == "31"
    assert counted(talk.session.everything).startswith("0 accepted, 0 mended, 1 added")


def test_the_passage_shows_its_numbers_and_what_was_added_there_and_undo_drops_it() -> None:
    talk = Talk(*to_passage(), *ADD, "u", "q")
    screen = talk.screens[-2]
    assert {words for words, lit in screen.text if lit} == {"31", "7"}
    assert any(note.startswith("added here: count or toll") for note in screen.notes)
    assert talk.session.added == []
    assert talk.bodies == []


def test_what_was_added_is_changed_in_its_place_and_keeps_its_reason() -> None:
    talk = Talk(*to_passage(), *ADD, "c", "place = -", "number", "7", "31", "", "y", "", "q")
    [item] = talk.session.added
    assert (item.claim.quote, item.claim.value, item.claim.place) == ("31 candles", Count(low=31, high=31), None)
    assert "not taken: value: 7 is not in the quote" in talk.said
    [body] = talk.bodies
    assert body["note"] == "Added in review: in the list of the elders."
    told = Talk(*to_passage(), *ADD, "c", "place = -", "", "y", "no place is told", "q")
    assert told.bodies[0]["note"] == "Added in review: no place is told."


def test_a_change_that_is_given_up_leaves_what_was_added_and_nothing_added_is_said() -> None:
    talk = Talk(*to_passage(), *ADD, "c", "place = -", "!", "q")
    assert talk.session.added[0].claim.place == "Tarn"
    assert Talk("c", "q").said == ["nothing was added here; + adds a claim"]
    with pytest.raises(LookupError):
        session().change("0", session().blank(ClaimType.MEETING, 0, 20))


def test_a_count_without_a_number_is_not_added() -> None:
    talk = Talk(*to_passage(), "+", "", "2", "incidents", "-", *[""] * 5, "y", "!", "q")
    assert "not added yet: number must be told; m fills it" in talk.said
    assert talk.session.added == []


def test_a_claim_is_added_beside_another_and_two_on_the_same_words_are_both_filed() -> None:
    first = ("+", "", "2", "incidents", "31", "", "", "", "", "", "y", "")
    second = ("+", "", "2", "incidents", "7", "", "", "", "", "", "y", "")
    talk = Talk(*to_passage(), *first, *second, *second, "q")
    assert [body["count"] for body in talk.bodies] == [{"low": 31, "high": 31}, {"low": 7, "high": 7}]
    assert len({body["label"] for body in talk.bodies}) == 2


def test_the_only_day_place_and_number_of_the_words_are_offered() -> None:
    words = "The elders of Tarn keep 31 candles in Lesk on 9 May 2031."
    one = session(words)
    made = one.offered(one.blank(ClaimType.FIGURE, 0, len(words)), one.passages[0].numbers)
    assert (made.place, made.value, made.period) == (
        "Lesk",
        Count(low=31, high=31),
        DateRange(start=dt.date(2031, 5, 9), end=dt.date(2031, 5, 9)),
    )
    two = session(words.replace("on 9 May", "from 9 to 13 May and on 15 May"))
    assert two.offered(two.blank(ClaimType.MEETING, 0, len(two.text))).date is None


def test_words_are_marked_by_their_ends_and_what_is_unclear_is_said() -> None:
    one = session()
    start, end = one.marked("31 ... candles", (0, 10))
    assert TEXT[start:end] == "31 candles"
    assert one.marked("ASTANA  talks", (0, 5)) == (TEXT.index("Astana"), TEXT.index("Astana") + 12)
    for told in ("candle", "nothing such", "31 ... nothing", "...", "", "of"):
        with pytest.raises(EntryError):
            one.marked(told, (0, 5))


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_has_a_form_of_fields_that_claims_have(kind: ClaimType) -> None:
    claim = session().blank(kind, 0, 20)
    assert {slot.field for slot in form_of(kind)} <= set(claim.__struct_fields__)


def test_a_property_of_the_process_is_mended_in_its_value() -> None:
    text = "Two rounds of the Astana talks have been held. The first round of the Astana talks was held on January 23, 2017.\n"
    one = session(text)
    [at] = [n for n, item in enumerate(one.items) if item.title.endswith("rounds held")]
    claim = one.entered(one.items[at].claim, one.items[at].form[0], "first")
    one.mend(at, claim, "as told")
    assert [d.body["value"] for d in one.items[at].filed] == ["first"]


def test_a_count_of_a_bulletin_is_mended_too() -> None:
    text = "The Russian side registered 3 cases of firing in Hama (2) and Idlib (1). The Turkish side registered no violations."
    one = session(text)
    item = one.items[1]
    assert [slot.field for slot in item.form] == ["value", "place", "period", "attribution"]
    one.mend(1, one.entered(item.claim, item.form[1], "Idlib"), "")
    assert one.items[1].filed[0].body["place"] == "Idlib"


def test_the_session_is_driven_without_a_dialogue() -> None:
    one = session()
    one.accept(0)
    one.refuse(1, "")
    assert [i.verdict for i in one.items[:2]] == [Verdict.ACCEPTED, Verdict.REFUSED]
    assert one.items[1].reason == "no reason given"
    one.take_back(1)
    assert one.items[1].verdict is Verdict.UNDECIDED
    added = one.add(msgspec.structs.replace(one.blank(ClaimType.MEETING, 0, 20), kind="talks"), place="here")
    assert one.added_at("here") == [added]
    assert one.drop("here") == added
    assert one.drop("here") is None


def test_words_around_in_a_long_paragraph_are_whole_sentences_or_words() -> None:
    text = "The elders met in Orvan. " * 20 + "Two men died. " + "They keep 17 lamps. " * 20
    before, lit, after = around(text, text.index("Two"), text.index("Two") + 13)
    assert before[0].startswith("The elders met")
    assert lit == ("Two men died.", True)
    assert after[0].endswith("lamps.")
    words = "lamps " * 100
    first, _, last = around(words, 300, 305)
    assert (first[0].split()[0], last[0].split()[-1]) == ("lamps", "lamps")


def test_words_around_reach_to_the_edges_of_the_paragraph() -> None:
    text = "Before.\nOne two three.\nAfter."
    assert around(text, 12, 15) == (("One ", False), ("two", True), (" three.", False))
