from ceasefire.vocabulary.provision_names import asked_name, instrument_of, provision_name, split_name


def test_a_name_gives_back_the_instrument_and_the_provision_it_was_made_of() -> None:
    name = provision_name("memorandum-2017-05-04", "dea-2")
    assert name == "memorandum-2017-05-04/dea-2"
    assert split_name(name) == ("memorandum-2017-05-04", "dea-2")
    assert instrument_of(name) == "memorandum-2017-05-04"


def test_an_instrument_alone_names_no_provision() -> None:
    assert split_name("memorandum-2017-05-04") == ("memorandum-2017-05-04", "")


def test_a_person_may_leave_the_instrument_out() -> None:
    assert asked_name("dea-2") == (None, "dea-2")
    assert asked_name("memorandum-2017-05-04/dea-2") == ("memorandum-2017-05-04", "dea-2")


def test_an_instrument_whose_id_holds_a_slash_is_told_by_the_instruments_that_are_known() -> None:
    assert split_name("un/truce/fire/1", ["un", "un/truce"]) == ("un/truce", "fire/1")
    assert instrument_of("un/truce/fire", ["other"]) == "un"
