"""An instrument whose id holds a slash, counted under its own name wherever incidents in scope are counted."""

from datetime import date

from ceasefire import Record
from ceasefire.api.demo import _by_instrument
from ceasefire.api.publish import PublishOptions, inputs
from ceasefire.publication.views.report_data import gather
from ceasefire.publication.views.scope_by_instrument import by_instrument
from tests.small_truce import IN_FEBRUARY, TRUCE, own_home, record, report, said

__all__ = ["own_home", "record"]
OWN = TRUCE.replace("id: truce", "id: truce/annex", 1).replace("{joined: [truce]}", "{actors: [north]}")


def test_an_id_with_a_slash_is_counted_apart_in_figures_news_report_and_demo(record: Record) -> None:
    annex = said("agreement", id="truce/annex", title="Annex", reading=record.store.put_blob(OWN.encode()))
    record.file_drafts("desk", [annex, report("R9", IN_FEBRUARY)])
    clauses = {one for row in record.table("scope").to_pylist() for one in row["clauses"] or []}
    assert clauses == {"truce/fire", "truce/annex/fire"}
    figures = {row["label"] for row in record.table("figures").to_pylist()}
    assert {"in scope of truce", "in scope of truce/annex"} <= figures
    news = record.today("2020-01-01", on=date(2020, 3, 1))["incidents"]["new"]["in_scope"]
    assert {one["instrument"] for one in news} == {"truce", "truce/annex"}
    [(_, printed, _)] = _by_instrument(record)
    assert {row[0] for row in printed} == {"truce", "truce/annex"}
    rows = by_instrument(gather(inputs(record, PublishOptions(exact=True))))
    assert {one.instrument: one.title for one in rows} == {"truce": "Truce", "truce/annex": "Annex"}
