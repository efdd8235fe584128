"""What a caller may set, and what the matcher has learnt: both are plain, frozen and JSON-serialisable."""

from __future__ import annotations

import msgspec

EDITION = 2
"""Of the form of `Parameters`: it counts up when a reader of an older form would misread a newer one."""


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

    Links hang on the first seven; the others change what a run costs alone.
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
