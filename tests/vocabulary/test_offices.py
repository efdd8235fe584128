"""What an office is called: the shortest words that mean no other ledger."""

from ceasefire.vocabulary.offices import office_labels, words_of


def test_an_office_is_called_by_its_name_where_one_ledger_has_it() -> None:
    one, other = "ceasefire/r/p/a", "ceasefire/r/p/b"
    assert office_labels([one, other, one]) == {one: "a", other: "b"}
    assert words_of(f"{one}, {other}, elsewhere", office_labels([one, other])) == "a, b, elsewhere"


def test_shared_names_take_the_party_and_then_the_whole_origin() -> None:
    here, party, record = "ceasefire/r/p/a", "ceasefire/r/q/a", "ceasefire/s/q/a"
    assert office_labels([here, party]) == {here: "a (p)", party: "a (q)"}
    assert office_labels([here, party, record]) == {here: "a (p)", party: party, record: record}


def test_what_is_no_origin_takes_no_office_s_name() -> None:
    here = "ceasefire/r/p/a"
    for odd in ("a", "a (p)", "ceasefire/r/p/q/a", "", "ceasefire/r/p/a b", "ceasefire/r//a"):
        found = office_labels([here, odd])
        assert found[here] == "a"
        assert found[odd] == f"{odd} (not an origin)"
