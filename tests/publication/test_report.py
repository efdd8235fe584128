"""The report: same bytes, every number a link, nothing loaded, readable as strict markup, whatever the tables hold."""

import os
import re
import subprocess
import sys
from datetime import date

import pytest
from lxml import etree, html

from ceasefire.publication import report
from ceasefire.publication.render import environment
from ceasefire.publication.views.accounts import incidents
from ceasefire.publication.views.report_data import gather
from ceasefire.vocabulary.tables import TABLES, schema

from .page import bare_numbers, parse
from .world import incident_row, inputs, report_row, table

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{{7*7}}\u202eevil\u2066\x00\x0b end"


def test_same_inputs_give_same_bytes() -> None:
    assert report(inputs()) == report(inputs())


def test_bytes_do_not_depend_on_hash_seed_or_order_of_rows() -> None:
    code = (
        "from tests.publication.world import inputs; from ceasefire.publication import report; import hashlib; "
        "print(hashlib.sha256(report(inputs())).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    turned = {name: t.take(list(range(t.num_rows))[::-1]) for name, t in inputs().tables.items()}
    assert report(inputs(turned)) == report(inputs())


def test_page_is_well_formed_and_the_html_parser_sees_the_same_elements() -> None:
    page = report(inputs())
    strict = [e.tag for e in parse(page).iter(etree.Element)]
    lenient = [e.tag.lower() for e in html.document_fromstring(page).iter(etree.Element)]
    assert [t.lower() for t in strict] == lenient


def test_every_link_inside_the_page_has_its_anchor_and_ids_are_unique() -> None:
    root = parse(report(inputs()))
    ids = [e.get("id") for e in root.iter(etree.Element) if e.get("id")]
    assert len(ids) == len(set(ids))
    inner = [e.get("href")[1:] for e in root.iter("a", "{*}a") if e.get("href").startswith("#")]
    assert inner
    assert set(inner) <= set(ids)


def test_every_number_is_a_figure_with_lineage() -> None:
    root = parse(report(inputs()))
    assert bare_numbers(root) == []
    figures = root.xpath("//a[@class='fig']")
    assert len(figures) > 20
    assert root.xpath("//meta[@name='ceasefire-figures']/@content") == [str(len(figures))]


def test_reader_of_numbers_would_notice_a_bare_one() -> None:
    page = report(inputs()).replace(b"Who confirms whose entries</h3>", b"Who confirms whose 12 entries</h3>")
    assert bare_numbers(parse(page)) == ["Who confirms whose 12 entries"]


def test_summary_figure_leads_to_its_statements() -> None:
    root = parse(report(inputs()))
    tile = root.xpath("//div[dt='reports' or dt/bdi='reports']//a[@class='fig']")[0]
    entry = root.xpath(f"//div[@id='{tile.get('href')[1:]}']")[0]
    assert tile.text == "4"
    assert [a.get("href") for a in entry.xpath(".//p[@class='rests']/a")] == ["#s1"]
    assert root.xpath("//li[@id='s4']")


def test_incident_figure_leads_to_the_reports_printed_under_it() -> None:
    root = parse(report(inputs()))
    first = root.xpath("//details[.//code='inc-a']")[0]
    toll = first.xpath(".//span[@class='toll']/a")[0]
    assert toll.text == "2 to 9"
    reports = root.xpath(f"//ul[@id='{toll.get('href')[1:]}']/li")
    assert [li.get("id") for li in reports] == ["s1", "s2"]


@pytest.mark.parametrize("number", [3, 2.5, True])
def test_template_refuses_a_bare_number(number: float) -> None:
    with pytest.raises(TypeError, match="bare"):
        environment().from_string("{{ n }}").render(n=number)


def test_link_refuses_what_is_not_a_figure() -> None:
    from ceasefire.publication.lineage import Lineages

    with pytest.raises(TypeError, match="only a figure"):
        Lineages().link(3)  # type: ignore[arg-type]


def test_nothing_is_loaded_and_addresses_tell_their_target_nothing() -> None:
    root = parse(report(inputs()))
    for element in root.iter(etree.Element):
        assert element.get("src") is None
        assert element.tag not in ("link", "iframe", "object", "embed", "base", "form", "img")
        if (href := element.get("href")) and not href.startswith("#"):
            assert href.startswith("https://")
            assert element.get("rel") == "noreferrer"
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    style = re.search(rb"<style>(.*?)</style>", report(inputs()), re.S)
    assert style is not None
    assert b"url(" not in style.group(1)
    assert b"@import" not in style.group(1)


def test_policy_names_the_digests_of_the_style_and_script_in_the_page() -> None:
    import base64
    import hashlib

    page = report(inputs())
    for tag in (b"style", b"script"):
        found = re.search(b"<" + tag + b">(.*?)</" + tag + b">", page, re.S)
        assert found is not None
        assert base64.b64encode(hashlib.sha256(found.group(1)).digest()) in page


@pytest.mark.parametrize(
    "address", [ATTACK, "javascript:alert(1)", "https://me@bank.example/", "https://a.example/\u202e"]
)
def test_hostile_text_in_every_field_stays_text(address: str) -> None:
    from .world import every_table

    page = report(inputs(every_table(ATTACK, address), title=ATTACK, notes=(ATTACK,)))
    root = parse(page)
    assert len(root.xpath("//script")) == 1
    assert root.xpath("//img") == []
    assert not [a for e in root.iter(etree.Element) for a in e.attrib if a.lower().startswith("on")]
    assert all(e.get("href").startswith("#") for e in root.iter("a", "{*}a"))
    text = page.decode()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x0b]", text)
    assert "[U+202E]" in text
    assert "{{7*7}}" in text


def test_words_of_sources_are_isolated_from_our_own() -> None:
    arabic = report_row(0, summary="\u0642\u0635\u0641 \u0633\u0648\u0642")
    given = inputs().tables | {"reports": table("reports", [arabic])}
    root = parse(report(inputs(given)))
    said = root.xpath("//span[@class='said']")[0]
    assert said.text is None
    assert said[0].tag == "bdi"


def test_empty_record_gives_a_whole_page_without_figures() -> None:
    empty = {name: schema(name).empty_table() for name in TABLES}
    for given in ({}, empty):
        asked = inputs(given)
        asked = type(asked)(tables=asked.tables, options=asked.options)
        root = parse(report(asked))
        assert bare_numbers(root) == []
        assert root.xpath("//meta[@name='ceasefire-figures']/@content") == ["0"]
        assert root.xpath("//h2[@id='h-statements']")


def test_incident_without_known_reports_is_printed_without_a_number() -> None:
    given = inputs().tables | {"links": table("links", []), "reports": table("reports", [])}
    root = parse(report(inputs(given)))
    assert bare_numbers(root) == []
    assert len(root.xpath("//details[contains(@class, 'incident')]")) == 3


def test_gap_in_a_daily_list_has_no_bar_and_zero_has_a_dot() -> None:
    root = parse(report(inputs()))
    chart = root.xpath("//*[local-name()='svg'][contains(@class, 'series')]")[0]
    drawn = chart.xpath("./*/*[local-name()='a']")
    assert len(drawn) == 7
    assert len(chart.xpath(".//*[local-name()='circle']")) == 2
    assert len(chart.xpath(".//*[local-name()='rect'][contains(@class, 'bar')]")) == 5


def test_two_outlets_that_differ_are_drawn_as_a_range() -> None:
    from .world import tally_row

    rows = [tally_row(0, date(2017, 6, 1), "north", 4), tally_row(1, date(2017, 6, 1), "north", 6)]
    root = parse(report(inputs({"tallies": table("tallies", rows)})))
    tile = root.xpath("//div[contains(dt/bdi, 'listed by north')]//a[@class='fig']")[0]
    assert tile.text == "4 to 6"


def test_zone_whose_line_has_ended_is_dashed() -> None:
    root = parse(report(inputs()))
    chart = root.xpath("//*[local-name()='svg'][contains(@class, 'map')]")[0]
    zones = chart.xpath(".//*[local-name()='path'][contains(@class, 'zone ')]")
    assert sorted(z.get("class").split()[1] for z in zones) == ["ended", "valid"]


def test_duty_with_several_deadlines_is_one_row_of_the_picture() -> None:
    row = {"instrument": "memo", "provision": "M-8", "what": "report", "state": "overdue"}
    rows = [row | {"due": date(2017, 6, day)} for day in (4, 18)]
    root = parse(report(inputs({"duties": table("duties", rows)})))
    chart = root.xpath("//*[local-name()='svg'][contains(@class, 'deadlines')]")[0]
    assert len(chart.xpath(".//*[contains(@class, 'row-name')]")) == 1
    assert len(chart.xpath(".//*[contains(@class, 'duty')]")) == 2
    assert root.xpath("//table[contains(@class, 'duties')]//th[@scope='rowgroup']/@rowspan") == ["2"]


def test_long_clauses_of_one_instrument_stay_apart_before_their_lines() -> None:
    instrument = "arrangement-on-the-eastern-suburbs-2017-07-22"
    names = ["gh-2", "gh-2-reopening-of-the-crossing", "gh-3"]
    rows = [
        {"instrument": instrument, "provision": p, "what": p, "state": "due", "due": date(2017, 6, 4)} for p in names
    ]
    rows.append({"instrument": "memo", "provision": "M-8", "what": "report", "state": "due", "due": date(2017, 6, 4)})
    root = parse(report(inputs({"duties": table("duties", rows)})))
    chart = root.xpath("//*[local-name()='svg'][contains(@class, 'deadlines')]")[0]
    labels = ["".join(one.itertext()) for one in chart.xpath(".//*[contains(@class, 'row-name')]")]
    assert [one.rpartition(" ")[2] for one in labels] == [*names, "M-8"]
    assert all(len(one) <= 34 for one in labels)
    assert [one for one in labels if "…" not in one] == ["memo M-8"]
    titles = chart.xpath(".//*[local-name()='title']/text()")
    assert f"{instrument} gh-3: due 4 Jun 2017, due" in titles


def test_decision_of_a_rule_is_printed_with_its_dissent() -> None:
    row = {"incident_id": "inc-a", "rule": "joint", "axis": "legal", "state": "no_decision", "dissent": ["south"]}
    first = parse(report(inputs(inputs().tables | {"decisions": table("decisions", [row])})))
    [rule] = first.xpath("//details[.//code='inc-a']//ul[@class='standing']/li[.//ul]")
    assert "".join(rule.itertext()).split() == ["Rule", "joint", "on", "legal:", "no", "decision", "dissent:", "south"]


def test_the_key_of_the_ledger_chart_is_drawn_so_that_it_is_printed_without_backgrounds() -> None:
    root = parse(report(inputs()))
    drawn = [r.get("class") for r in root.xpath("//section[@id='ledgers']//figcaption//*[local-name()='rect']")]
    assert drawn == ["bar first", "bar second"]


def test_a_heading_is_not_parted_from_what_it_stands_over_in_print() -> None:
    style = report(inputs()).decode().partition("@media print")[2]
    assert re.search(r"h2, h3[^{]*\{ break-after: avoid; \}", style)
    assert ".lede { break-inside: avoid; break-after: avoid; }" in style


def test_a_toll_of_at_least_nobody_is_not_printed() -> None:
    rows = [report_row(0, killed_low=0, killed_high=None), report_row(1, killed_low=0, killed_high=0)]
    given = inputs().tables | {
        "reports": table("reports", rows),
        "incidents": table("incidents", [incident_row("inc-a", killed_low=0, killed_high=None)]),
    }
    said = "".join(parse(report(inputs(given))).itertext())
    assert "at least 0" not in said
    assert "killed: zero reported" in said


def test_units_in_the_annex_agree_with_their_numbers() -> None:
    entries = ["".join(e.itertext()) for e in parse(report(inputs())).xpath("//section[@id='figures']//div")]
    assert any(entry.startswith("4 reports") or "4 reports ·" in entry for entry in entries)
    assert not any("4 report ·" in entry for entry in entries)


def test_the_heading_counts_sources_as_the_table_of_incidents_does() -> None:
    made = inputs().tables
    made = {**made, "incidents": table("incidents", [incident_row("inc-a", sources=1)])}
    [one] = incidents(gather(inputs(made)))
    assert one.sources is not None
    assert (one.sources.value, one.sources.unit) == (1, "source")
