"""A column of a table as one array, which most functions of Arrow that look values up ask for."""

import pyarrow as pa


def one_array(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return a column as one array; one that is a single piece is not copied, as `combine_chunks` of a column would."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
