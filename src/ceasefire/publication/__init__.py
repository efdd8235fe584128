"""What leaves the record: the periodic report, exports, and the manifest that pins them.

Takes: tables, figures, ledger heads and options.
Gives: a self-contained HTML report, CSV, GeoJSON and Parquet exports, the body of a `publication` statement.
Promises: equal inputs give equal bytes; every number leads to its statements; coarse in place unless told otherwise.
Never: prints a number that is not a figure; loads anything; decides anything.
"""

from ceasefire.publication.coarse import publishable
from ceasefire.publication.export import export
from ceasefire.publication.inputs import Options, ReportInputs
from ceasefire.publication.manifest import check, manifest
from ceasefire.publication.report import report
from ceasefire.publication.summary import summary

__all__ = ["Options", "ReportInputs", "check", "export", "manifest", "publishable", "report", "summary"]
