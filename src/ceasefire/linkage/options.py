"""What a caller may set, and what the matcher has learnt: both are plain, frozen and JSON-serialisable."""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any, Final

import msgspec

EDITION = 2
"""Of the form of `Parameters`: it counts up when a reader of an older form would misread a newer one."""


MOST_BITS: Final = 64.0
"""No number of bits is larger; learning stays below 13. Sums of all fields then stay far within 32 bits."""

_LIMITS: Final[dict[str, tuple[Any, float, float]]] = {
    "days_apart": (Integral, 0, 3_660),
    "reach_km": (Real, 1, 20_000),
    "threshold_bits": (Real, -MOST_BITS, MOST_BITS),
    "crowd": (Integral, 1, 1 << 31),
    "sample_reports": (Integral, 1, 1 << 31),
    "rounds": (Integral, 0, 10_000),
    "chunk_pairs": (Integral, 1, 1 << 31),
    "workers": (Integral, 0, 10_000),
    "run_reports": (Integral, 1, 1 << 31),
}
"""Kind of number, least and most of each option. Below a kilometre of reach the grid of `scoring.block` has more rows than its
keys hold, and above half the way round the earth there is nothing more to reach; the other upper ends are far beyond use."""


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far apart two reports may lie and still be compared, when they are joined, and what a run may cost.

    | option | unit, default | means | where the default is from |
    |---|---|---|---|
    | days_apart | days, 2 | between two stated windows | by hand; not measured |
    | reach_km | km, 40 | between two exact places; coarser ones reach 2.5 or 5 times as far | grid of a trial before this matcher |
    | threshold_bits | bits, None | evidence above which two accounts are joined; None: as learnt | |
    | crowd | reports, 600 | in one cell and day, beyond which only near-equal ones are compared | by hand; not measured |
    | sample_reports | reports, 12,000 | that `learn` looks at | by hand; not measured |
    | rounds | 25 | of learning, at the most | by hand; not measured |
    | unsure | probabilities, 0.3 and 0.7 | a pair between them is called unsure | by hand; a convention |
    | chunk_pairs | pairs, 131,072 | compared at a time, which bounds memory | by hand; four times as many before there were threads |
    | workers | threads, 0 | 0: one for each core | |
    | run_reports | reports, 400,000 | prepared at a time, in whole days, which bounds memory | by hand; 6.3 GiB at nine million reports |
    | words | True | write each kept pair's evidence in words | |

    Links hang on the first seven; the others change what a run costs alone. Raises ValueError, naming the option, for one that
    is out of its range (`_LIMITS`).
    """

    days_apart: int = 2
    reach_km: float = 40.0
    threshold_bits: float | None = None
    crowd: int = 600
    sample_reports: int = 12_000
    rounds: int = 25
    unsure: tuple[float, float] = (0.3, 0.7)
    chunk_pairs: int = 1 << 17
    workers: int = 0
    words: bool = True
    run_reports: int = 400_000

    def __post_init__(self) -> None:
        for name, (kind, least, most) in _LIMITS.items():
            value: Any = getattr(self, name)
            if value is None and name == "threshold_bits":
                continue
            if isinstance(value, bool) or not isinstance(value, kind) or not least <= value <= most:
                number = "a whole number" if kind is Integral else "a number"
                raise ValueError(f"options: {name} is {value!r}; it is to be {number} from {least:,} to {most:,}")
        if not isinstance(self.words, bool):
            raise ValueError(f"options: words is {self.words!r}; it is to be True or False")
        if not _two_probabilities(self.unsure):
            raise ValueError(f"options: unsure is {self.unsure!r}; it is to be two probabilities, the lower first")


def _two_probabilities(value: object) -> bool:
    if not isinstance(value, tuple) or not all(isinstance(end, Real) for end in value):
        return False
    return len(value) == 2 and 0 <= value[0] <= value[1] <= 1


USUAL = Options()


class Parameters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was learnt from one set of reports: pass it on and every shard of them is linked alike.

    | field | holds |
    |---|---|
    | edition | of this form |
    | prior_bits | log2-odds that a compared pair of two sources is one incident |
    | weights | by field, bits for each level (`scoring.fields`) of a pair of two sources |
    | within_prior_bits, within | the same for pairs of one source |
    | scale | by field, how far its bits are trusted beside the others, 1 in full |
    | refined | by field, bits to add for each pair of the values in `codes`, of two sources; cell 0 is "not listed"; no field, no bits |
    | codes | by column, the commonest values, the most common first |
    | common | by field, share of reports holding each word that is not rare, by its hash in hexadecimal |
    | threshold_bits | mean evidence above which accounts are joined |
    | calibration | slope and offset from bits to log2-odds |
    | reports, pairs, labels | reports and pairs learnt from, and judged pairs among these |
    """

    edition: int = EDITION
    prior_bits: float
    weights: dict[str, list[float]]
    within_prior_bits: float
    within: dict[str, list[float]]
    scale: dict[str, float]
    refined: dict[str, list[float]]
    codes: dict[str, list[str]]
    common: dict[str, dict[str, float]]
    threshold_bits: float
    calibration: tuple[float, float]
    reports: int = 0
    pairs: int = 0
    labels: int = 0

    def to_json(self) -> bytes:
        """Return the parameters as JSON with sorted keys; equal parameters give equal bytes."""
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def from_json(cls, data: bytes) -> Parameters:
        """Read what `to_json` wrote; raises msgspec.ValidationError for anything else."""
        return msgspec.json.decode(data, type=cls)
