"""Bundles of names: joined by rank, a clash said, equal by their digest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.known_names.bundle import Layer, Names, joined, package_names
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from ceasefire.reading.mentions.names import find_names, tokens


def name(word: str, kind: str = "group", *aliases: str, within: str = "") -> KnownName:
    return KnownName(name=word, kind=kind, within=within, spellings=(word, *aliases))


def layer(origin: str, *known: KnownName) -> Layer:
    return Layer(origin=origin, known=known)


def met(text: str, names: Names) -> list[tuple[str, str]]:
    return [(n.entry.name, n.entry.kind) for n in find_names(text, tokens(text), names)]


def test_the_names_of_a_record_go_before_those_of_a_folder_and_those_before_the_package() -> None:
    names = joined(
        layer("record", name("Northern Guard", "party", "NG")),
        layer("folder", name("National Gendarmerie", "forces", "NG", "gendarmes")),
    )
    assert met("The NG left Orbeke", names) == [("Northern Guard", "party")]
    assert met("Two gendarmes left", names) == [("National Gendarmerie", "forces")]
    assert [str(c) for c in names.clashes] == [
        "'NG' is read as Northern Guard (party, record), not as National Gendarmerie (forces, folder)"
    ]


def test_one_body_in_two_layers_is_no_clash_and_keeps_all_its_spellings() -> None:
    names = joined(
        layer("record", name("Northern Guard", "party")), layer("folder", name("Northern Guard", "group", "NG"))
    )
    assert names.clashes == ()
    assert met("the NG and the Northern Guard", names) == [("Northern Guard", "group"), ("Northern Guard", "party")]


def test_one_body_under_its_long_and_its_short_name_is_no_clash() -> None:
    names = joined(layer("record", name("Agence France-Presse", "outlet", "AFP")))
    assert names.clashes == ()
    assert met("AFP said", names) == [("Agence France-Presse", "outlet")]


def test_a_state_that_is_a_party_stays_the_country_and_its_capital_a_place() -> None:
    party = name("Republic of Kenya", "party", "Kenya", "Kenyan", "Nairobi", "Kenyan forces")
    names = joined(layer("record", party))
    assert met("Kenya and Kenyan forces left Nairobi", names) == [
        ("Kenya", "country"),
        ("Republic of Kenya", "party"),
        ("Nairobi", "city"),
    ]
    assert names.clashes == ()


def test_a_group_called_as_a_town_of_a_lower_layer_is_a_clash_and_the_town_a_place() -> None:
    names = joined(layer("record", name("Falcons", "party", "Vienna")))
    assert met("They met in Vienna", names) == [("Vienna", "city")]
    assert [c.spelling for c in names.clashes] == ["Vienna"]


def test_a_place_of_the_record_goes_before_another_of_that_name() -> None:
    names = joined(layer("record", name("Vienna", "area", within="Freeland")))
    assert met("They met in Vienna", names) == [("Vienna", "area")]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Северная гвардия", "Бойцы Северная гвардия ушли"),
        ("الحرس الشمالي", "قال الحرس الشمالي إن"),
        ("北方卫队", "the 北方卫队 left"),
        ("Sana’a Guard", "the Sana'a Guard left"),
        ("les Gardes-Forêt", "by les Gardes-Forêt on Monday"),
    ],
)
def test_a_name_is_found_in_any_script(word: str, text: str) -> None:
    assert met(text, joined(layer("folder", name(word)))) == [(word, "group")]


def test_common_nouns_name_a_body_only_where_the_names_given_say_so() -> None:
    text = "government forces left, and Government forces came back"
    assert met(text, package_names()) == []
    alias = joined(layer("record", name("Army of Freeland", "party", "government forces")))
    assert met(text, alias) == [("Army of Freeland", "party")] * 2


def test_bundles_of_the_same_names_are_equal_and_others_are_not() -> None:
    one, same = (joined(layer("folder", name("Northern Guard"))) for _ in range(2))
    assert one == same
    assert hash(one) == hash(same)
    assert one != package_names()
    assert joined() == package_names()


WORDS = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=3, max_size=9)


@given(st.lists(WORDS, min_size=1, max_size=6, unique=True))
def test_each_name_given_alone_in_a_text_is_found(words: list[str]) -> None:
    names = joined(layer("folder", *(name(word) for word in words)))
    for word in words:
        assert met(word, names) != []
