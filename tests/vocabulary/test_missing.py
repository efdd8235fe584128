from ceasefire.vocabulary.missing import MISSING, missing_words


def test_everything_that_can_be_missing_has_words_of_its_own():
    words = [missing_words(one) for one in MISSING]
    assert len({*words}) == len(words)
    assert all(" " in one for one in words)


def test_a_thing_that_this_version_does_not_know_is_shown_by_its_name():
    assert missing_words("colour_of_the_flag") == "colour of the flag"
