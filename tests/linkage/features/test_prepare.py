"""Reports prepared in two parts and joined are what they are when prepared at once."""

import numpy as np
import pyarrow as pa

from ceasefire.linkage.features.comparable import features_of
from ceasefire.linkage.features.prepare import joined, prepare
from ceasefire.linkage.features.strings import Words
from ceasefire.linkage.learning.sampling import COMMON_SHARE
from tests.linkage.worlds import world


def test_reports_prepared_in_parts_are_those_prepared_at_once() -> None:
    table = world(3, 60)[0]
    part = np.random.default_rng(3).random(len(table)) < 0.4
    rows = np.concatenate([np.flatnonzero(part), np.flatnonzero(~part)])
    one, other = (prepare(table.filter(pa.array(mask))) for mask in (part, ~part))
    both, whole = joined(one, other), prepare(table)
    assert both.ids.equals(whole.ids)
    assert rows[both.order].tolist() == whole.order.tolist()
    assert both.named == whole.named
    for name in whole.__dataclass_fields__.keys() - {"ids", "named", "order"}:
        found, expected = getattr(both, name), getattr(whole, name)
        if isinstance(expected, Words):
            found, expected = found.whole(), expected.whole()
        np.testing.assert_array_equal(found, expected, name)
    common = {"text": {f"{int(code):016x}": 2 * COMMON_SHARE for code in whole.text.table[::3]}}
    codes = {name: values[:3] for name, values in whole.named.items()}
    ours, theirs = features_of(both, codes, common), features_of(whole, codes, common)
    for name in theirs.__dataclass_fields__.keys() - {"code"}:
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name), name)
    for name, column in theirs.code.items():
        np.testing.assert_array_equal(ours.code[name], column, name)
