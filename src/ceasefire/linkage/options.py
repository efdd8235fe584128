"""What a caller may set, and what the matcher has learnt: both are plain, frozen and JSON-serialisable."""

from __future__ import annotations

import msgspec

EDITION = 1


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far apart two reports may lie and still be compared, and when they are joined.

    `days_apart`: days between two told windows; `reach_km`: kilometres between two precisely told places (coarser ones
    reach as far as their precision); `threshold_bits`: evidence above which two accounts are joined (None: as learnt);
    `crowd`: reports in one cell and day beyond which only near-equal ones are compared; `sample_reports`: how many
    reports `learn` looks at; `unsure`: pair probabilities within this band are called unsure; `chunk_pairs`: pairs
    compared at a time, which bounds memory; `workers`: threads (0: one per core); `run_reports`: reports
    prepared at a time, in whole days; `words`: write each kept pair's
    evidence in words.
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

    `prior_bits`: log2 odds that a compared pair is one incident; `weights`: bits for each level of each field;
    `scale`: how far a field's bits are trusted beside the others; `refined`: bits to add for
    pairs of the commonest values, which `codes` lists; `common`: per field, share of reports holding a word (by its
    hash), for words that are not rare;
    `calibration`: slope and offset from bits to log-odds; `labels`: judged pairs used.
    """

    edition: int = EDITION
    prior_bits: float
    weights: dict[str, list[float]]
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
