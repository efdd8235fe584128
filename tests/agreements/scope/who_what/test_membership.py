import pytest

from tests.agreements.scope.test_hits import COUNT_ONLY, hit
from tests.agreements.worlds import context, incident

BOUND = "bound: {actors: [north], joined: [truce], joined_classes: [groups]}"
STATES = "bound: {actors: [north, south]}"
REBELS, LABEL = "radical Islamists", "terrorists (as labelled)"


@pytest.mark.parametrize(
    ("bound", "actors", "answer"),
    [
        (STATES, [REBELS], "no"),
        (STATES, [LABEL], "no"),
        (STATES, ["Outlaws and other armed groups"], "no"),
        (STATES, [REBELS, LABEL, "Outlaws"], "no"),
        ("bound: {classes: [state]}", [REBELS], "no"),
        (STATES, ["loyalist militants"], "undetermined"),
        (STATES, [REBELS, "unidentified"], "undetermined"),
        (STATES, ["North", REBELS], "undetermined"),
        (STATES, ["North or radical Islamists"], "undetermined"),
        (STATES, ["North and radical Islamists"], "yes"),
        (BOUND, [REBELS], "undetermined"),
        ("bound: {actors: [north, red]}", [REBELS], "undetermined"),
        ("bound: {actors: [north], classes: [groups]}", [REBELS], "undetermined"),
        ("bound: {actors: [north], supporting: [red]}", [REBELS], "undetermined"),
        ("bound: {actors: [north], supporting: [south]}", [REBELS], "no"),
    ],
)
def test_a_label_of_those_who_are_no_state_is_surely_not_bound_where_only_states_are(
    bound: str, actors: list[str], answer: str
) -> None:
    assert hit(incident(actors_alleged=actors), context((BOUND, bound)))["who"] == answer


@pytest.mark.parametrize(
    ("actors", "words"),
    [
        ([], "who: who did it is not told"),
        (["unidentified"], "who: who did it is told only as 'unidentified', by which nobody on file is named"),
        (["South and somebody"], "who: not all whom 'South and somebody' may mean are named by a name on file"),
        (["South or North"], "who: one of north, south"),
        (
            ["Blue Brigade and Rebels"],
            "who: those who joined truce are known by count only, so whether 'Blue Brigade and Rebels' is among them is not told",
        ),
    ],
)
def test_what_is_open_about_who_is_told_in_the_words_of_the_report(actors: list[str], words: str) -> None:
    counted = [{**one, "joined": []} if one["members_known"] else one for one in COUNT_ONLY]
    assert words in hit(incident(actors_alleged=actors), context(accessions=counted))["why"].split("; ")


def test_one_accusation_of_somebody_not_bound_does_not_answer_for_a_source_that_cannot_tell() -> None:
    from ceasefire.agreements.context import Context
    from ceasefire.agreements.scope.who_what.membership import who
    from ceasefire.agreements.scope.who_what.names import Names
    from ceasefire.agreements.three_valued import State, no, undetermined
    from ceasefire.parties import Directory, Naming

    unknown = undetermined("nobody knows", "actor")

    class Nobody:
        """Members of a bound group that has none."""

        states_alone = False

        def text(self, text: str, naming: Naming, second: int) -> object:
            return unknown if naming.unknown else no(f"{text} is not bound")

    rows = [
        {"party_id": "coalition", "name": "Coalition", "aliases": [], "classes": [], "part_of": [], "answers_for": []}
    ]
    context = Context(instruments={}, parties=Directory.build(rows))
    alone = who(context, Nobody(), Names(actors=("Coalition",)), 0)  # type: ignore[arg-type]
    both = who(context, Nobody(), Names(actors=("Coalition", "unidentified")), 0)  # type: ignore[arg-type]
    assert (alone.state, both.state) == (State.NO, State.UNDETERMINED)


def test_a_report_that_names_somebody_else_leaves_open_who_it_was() -> None:
    from ceasefire.agreements.context import Context
    from ceasefire.agreements.scope.who_what.membership import who
    from ceasefire.agreements.scope.who_what.names import Names
    from ceasefire.agreements.three_valued import State, yes
    from ceasefire.parties import Directory, Naming

    class Everybody:
        """Members of a bound group that has all."""

        states_alone = False

        def text(self, text: str, naming: Naming, second: int) -> object:
            return yes(f"{text} is bound")

    rows = [{"party_id": "north", "name": "North", "aliases": [], "classes": [], "part_of": [], "answers_for": []}]
    context = Context(instruments={}, parties=Directory.build(rows))
    told = {
        texts: who(context, Everybody(), Names(actors=texts), 0).state  # type: ignore[arg-type]
        for texts in (
            ("North",),
            ("North", "unidentified"),
            ("Band of the hills", "North"),
            ("North", "terrorist groups"),
        )
    }
    assert list(told.values()) == [State.YES, State.YES, State.UNDETERMINED, State.UNDETERMINED]
