"""What the scope test says of incidents on the legal axis, in columns."""

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.findings.standing_rows import SCOPE_TEST, rows_of_columns
from ceasefire.vocabulary.codes import Legal
from ceasefire.vocabulary.scope import ScopeResult, result_words

COLUMNS = ("result", "clauses", "why")
_SCOPE_TO_LEGAL = {
    ScopeResult.IN_SCOPE: Legal.IN_SCOPE_NOT_RULED,
    ScopeResult.EXEMPTION_ASSERTED: Legal.IN_SCOPE_NOT_RULED,
    ScopeResult.OUT_OF_SCOPE: Legal.OUT_OF_SCOPE,
}
"""What the scope test says on the legal axis; undetermined says nothing there, and no row is made."""


def speaks(tested: pa.Table) -> pa.ChunkedArray:
    """Return for each row of `scope` whether the test says something on the legal axis."""
    return pc.is_in(tested["result"], pa.array([str(result) for result in _SCOPE_TO_LEGAL]))


def scope_rows(tested: pa.Table) -> pa.Table:
    """Return a row of standing, without its incident, for each row of `scope` that speaks.

    The reason is the test's own, else the clauses hit, else the result in words.
    """
    results = tested["result"].combine_chunks().dictionary_encode()
    told = [ScopeResult(result) for result in results.dictionary.to_pylist()]
    words = pa.array([result_words(result) for result in told], pa.string())
    asserted = ["an exemption is asserted; " if r == ScopeResult.EXEMPTION_ASSERTED else "" for r in told]
    clauses = pc.binary_join(tested["clauses"].combine_chunks(), ", ")
    why = pc.coalesce(_nonempty(tested["why"].combine_chunks()), _nonempty(clauses), words.take(results.indices))
    return rows_of_columns(
        len(tested),
        body=SCOPE_TEST,
        body_kind="scope_test",
        axis="legal",
        value=pa.array([str(_SCOPE_TO_LEGAL[result]) for result in told], pa.string()).take(results.indices),
        why=pc.binary_join_element_wise(pa.array(asserted, pa.string()).take(results.indices), why, ""),
        entry="scope",
    )


def _nonempty(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, ""), None, texts)
