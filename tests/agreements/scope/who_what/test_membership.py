def test_one_accusation_of_somebody_not_bound_does_not_answer_for_a_source_that_cannot_tell() -> None:
    from ceasefire.agreements.context import Context
    from ceasefire.agreements.scope.who_what.membership import who
    from ceasefire.agreements.scope.who_what.names import Names
    from ceasefire.agreements.three_valued import State, no
    from ceasefire.parties import Directory

    class Nobody:
        """Members of a bound group that has none."""

        def party(self, party: str, second: int) -> object:
            return no(f"{party} is not bound")

    rows = [
        {"party_id": "coalition", "name": "Coalition", "aliases": [], "classes": [], "part_of": [], "answers_for": []}
    ]
    context = Context(instruments={}, parties=Directory.build(rows))
    alone = who(context, Nobody(), Names(actors=("Coalition",)), 0)  # type: ignore[arg-type]
    both = who(context, Nobody(), Names(actors=("Coalition", "unidentified")), 0)  # type: ignore[arg-type]
    assert (alone.state, both.state) == (State.NO, State.UNDETERMINED)


def test_a_report_that_names_somebody_else_leaves_open_who_it_was() -> None:
    from ceasefire.agreements.scope.who_what.membership import who
    from ceasefire.agreements.scope.who_what.names import Names

    from ceasefire.agreements.context import Context
    from ceasefire.agreements.three_valued import State, yes
    from ceasefire.parties import Directory

    class Everybody:
        """Members of a bound group that has all."""

        def party(self, party: str, second: int) -> object:
            return yes(f"{party} is bound")

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
