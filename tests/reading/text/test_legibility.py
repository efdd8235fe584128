# ruff: noqa: E501 - sentences that are read stay on one line
"""Whether a text looks like words."""

import datetime as dt

import pytest

from ceasefire.reading import read
from ceasefire.reading.coverage import why_unread
from ceasefire.reading.text.legibility import HARDLY, share_of_words

NOISE = "Tl1e m1ss!on r3c0rd~d |||l s3v&nt33n v10|at!ons ;;; 1n 0rv@n <<o>> n 9 M@y ~~ ,,. rrtgh bcdfghj kl qwrt zxcv 77x9q wwrr~ tt§§ p¶¶q"


def test_noise_is_told_from_words() -> None:
    assert share_of_words(NOISE) < HARDLY
    assert "look like words" in (why_unread(read(NOISE, date=dt.date(2031, 5, 15)), counts=False) or "")


@pytest.mark.parametrize(
    "text",
    [
        "The U.N. said that 3 of 12 T-72s, 122-mm guns and B-21s (and 1,200 men) of the 5th brigade crossed at 09:45 on 9 May 2031: O'Neill's al-Bab post saw it all.",
        "UNIFIL OHCHR SOHR ceasefire log: 9/5/2031 09:14 Orvan 3 4 5 | 10/5/2031 09:20 Veldara 3 4 5 | 11/5/2031 Tarn 0 0 1",
        "سجلت لجنة الرقابة ثلاثة خروقات لوقف إطلاق النار في محافظة إدلب خلال يوم واحد وقالت إن جنديين قتلا في القصف على المدينة أمس",
        "Bombardement d'Orvan : l'armée n'a pas répondu, a-t-on appris mardi auprès de la mission qui compte 12 observateurs dans la région du Nord.",
        "Wstrzymanie ognia zostało złamane trzy razy, a szczęśliwie nikt nie zginął; chrząszcz i źdźbło trawy nie ucierpiały podczas ostrzału w maju.",
    ],
)  # fmt: skip
def test_words_of_reports_look_like_words(text: str) -> None:
    assert share_of_words(text) > 0.8
