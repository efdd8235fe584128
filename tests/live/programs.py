"""Programs of filings and questions: plain data that Hypothesis draws, and that shrinks where one fails."""

from typing import Final, NamedTuple

from hypothesis import strategies as st

from ceasefire.derive import GRAPH
from tests.live.statements import DIM_REPORT, KINDS, ODD, REPORT_BODY, Body

# --- what a program consists of


class Say(NamedTuple):
    """A statement of the office numbered `by` (0 and 1 here, 2 and 3 elsewhere); it corrects the n-th of its kind."""

    by: int
    kind: str
    body: Body
    corrects: int | None = None
    with_file: bool = True


class Bulk(NamedTuple):
    """Rows of one kind in one batch."""

    by: int
    kind: str
    rows: list[Body]
    with_file: bool = True


class Odd(NamedTuple):
    """A statement that this program would not file."""

    by: int
    kind: str
    body: Body


class Join(NamedTuple):
    """A ledger from elsewhere comes in, as far as it has grown, with its files or without."""

    ledger: int
    with_files: bool = True


class Forge(NamedTuple):
    """Somebody puts copies of signed statements (of a ledger here or elsewhere) into a ledger of his own."""

    elsewhere: bool
    nth: int
    twice: bool = False


class Files(NamedTuple):
    """Every file that was held back arrives."""


class Pin(NamedTuple):
    """The reader pins the n-th charter; None: none any more."""

    nth: int | None


class Ask(NamedTuple):
    """Some tables are asked for: of the record open all along, of another that lags, or of one opened for this."""

    who: str
    tables: tuple[int, ...]


Step = Say | Bulk | Odd | Join | Forge | Files | Pin | Ask
Program = list[Step]
WHO: Final = ("open", "lagging", "new", "readonly")


# --- how programs are drawn

BY: Final = st.sampled_from((0, 0, 0, 1, 1, 2, 2, 3))
CORRECTS: Final = st.sampled_from((None, None, None, None, 0, 1, 2, -1, -2))
KIND: Final = st.sampled_from(
    ("report",) * 9
    + ("judgement",) * 5
    + ("position",) * 5
    + ("tally", "remedy", "reply", "duty_report") * 2
    + tuple(kind for kind in KINDS if kind not in ("report", "judgement", "position", "tally", "remedy"))
)
MOSTLY: Final = st.sampled_from((True, True, True, False))
ROWS: Final = st.lists(REPORT_BODY | DIM_REPORT, min_size=1, max_size=4)
SAYS: Final = KIND.flatmap(lambda kind: st.builds(Say, BY, st.just(kind), KINDS[kind], CORRECTS, MOSTLY))
DRAWN: Final[dict[str, tuple[int, st.SearchStrategy[Step]]]] = {
    "say": (14, SAYS),
    "reports in bulk": (2, st.builds(Bulk, BY, st.just("report"), ROWS, MOSTLY)),
    "tallies in bulk": (
        1,
        st.builds(Bulk, BY, st.just("tally"), st.lists(KINDS["tally"], min_size=1, max_size=2), MOSTLY),
    ),
    "join": (3, st.builds(Join, st.integers(2, 3), MOSTLY)),
    "odd": (1, st.builds(lambda odd, by: Odd(by, *odd), ODD, BY)),
    "forge": (1, st.builds(Forge, st.booleans(), st.integers(0, 7), st.booleans())),
    "files": (1, st.just(Files())),
    "pin": (1, st.builds(Pin, st.sampled_from((0, 0, 1, None)))),
    "ask": (
        4,
        st.builds(
            Ask,
            st.sampled_from(WHO),
            st.lists(st.integers(0, len(GRAPH.names) - 1), min_size=1, max_size=3).map(tuple),
        ),
    ),
}
"""Each kind of step, with how often it is drawn."""
STEPS: Final = st.sampled_from([name for name, (often, _) in DRAWN.items() for _ in range(often)]).flatmap(
    lambda name: DRAWN[name][1]
)
BEGUN: Final = st.sampled_from(("nothing", "law", "reports", "charter"))
SHORT: Final = st.lists(STEPS, min_size=4, max_size=10)
LONG: Final = st.lists(STEPS, min_size=6, max_size=20)
