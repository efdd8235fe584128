"""Pages: the article without the furniture, and the day, language and publisher that the page's own tags give."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any, Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.addresses import web_address
from ceasefire.reading.documents.decoding import decoded
from ceasefire.reading.documents.html_tables import PARTED, with_rows, with_tabs
from ceasefire.reading.documents.model import Found
from ceasefire.vocabulary.wording import plural

MAX_HTML: Final = 8 * 1024 * 1024
MAX_NODES: Final = 200_000
MAX_DEPTH: Final = 220
_DATES: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "citation_publication_date",
    "article.published",
)
_BLOCKS: Final = frozenset(
    ("p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "table", "ul", "ol")
) | {"blockquote", "title"}
"""Elements that stand on lines of their own."""
_CUT: Final = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "nav", "form", "button", "select")
)
"""Elements whose text is none of the page's."""
_SENTENCE: Final = 6
"""Words of a line with a full stop from which it is a sentence and no label."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T|\s*$)")


def read_html(raw: bytes, name: str, *, charset: str | None = None, address: str | None = None) -> Found:
    """Return the text of a page; scripts are cut, never run. Raises IntakeError when the page holds no text."""
    if len(raw) > MAX_HTML:
        raise IntakeError(name, f"a page of {len(raw):,} bytes; at most {MAX_HTML:,} are read")
    named = _CHARSET.search(raw[:4_096])
    tree = _tree(decoded(raw, name, charset=charset or (named[1].decode("ascii") if named else None)), name)
    whole = plain_text(tree)
    text = _main_text(tree) or whole
    if not text.strip():
        raise IntakeError(name, "the page holds no text")
    date = page_date(tree)
    return Found(
        text=text,
        kind="html",
        date=date,
        date_basis="page" if date else "none",
        language=_language(tree),
        publisher=_meta(tree, "og:site_name", "application-name", "dc.publisher", "publisher"),
        address=address or _address(tree),
        notes=_outside(whole, text),
    )


def _outside(whole: str, text: str) -> tuple[str, ...]:
    """Return in words which sentences of a page stand outside its article: in its boxes, foot and margin."""
    read = " ".join(re.findall(r"\w+", text))
    lines = [line for line in whole.split("\n") if len(line.split()) >= _SENTENCE]
    said = [line for line in lines if line.rstrip().endswith((".", "!", "?"))]
    left = [line for line in said if " ".join(re.findall(r"\w+", line)) not in read]
    if not left:
        return ()
    return (f"{plural(len(left), 'passage')} outside the article not read, first: {left[0][:80]}",)


def fragment_text(html: str) -> str:
    """Return the text of a piece of HTML, as feeds and mail carry it."""
    return plain_text(_fragment(html))


def mail_text(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of an HTML mail without the passages that it marks as quoted, and these."""
    tree = _fragment(html)
    nodes = tree.xpath("//blockquote[not(ancestor::blockquote)]|//*[@id='divRplyFwdMsg']/following-sibling::*")
    quoted = tuple(text for node in nodes if (text := plain_text(node).strip()))
    for node in nodes:
        if node.getparent() is not None:
            node.drop_tree()
    return plain_text(tree), quoted


def _fragment(html: str) -> Any:
    if len(html) > MAX_HTML:
        raise IntakeError("fragment", f"a page of {len(html):,} characters; at most {MAX_HTML:,} are read")
    return _tree(html, "fragment")


def _tree(html: str, name: str) -> Any:
    from lxml import html as lxml_html

    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", html.replace("\x00", "").replace(PARTED, ""), count=1)
    if re.search(r"<!ENTITY", text[:20_000], re.I):
        raise IntakeError(name, "it declares entities of its own, which no page needs")
    if not text.strip():
        raise IntakeError(name, "it is empty")
    parser = lxml_html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    tree = lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    _bounded(tree, name)
    with_rows(tree)
    return tree


def _bounded(tree: Any, name: str) -> None:
    depth, count = 0, 0
    from lxml import etree

    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH or count > MAX_NODES:
            raise IntakeError(name, f"a page of more than {MAX_NODES:,} elements or {MAX_DEPTH} levels")


def _main_text(tree: Any) -> str:
    import copy
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    import trafilatura

    found = trafilatura.extract(
        copy.deepcopy(tree), include_comments=False, include_tables=True, fast=True, output_format="txt"
    )
    return with_tabs(found) if isinstance(found, str) and len(found.strip()) >= 40 else ""


def plain_text(tree: Any) -> str:
    """Return all text outside scripts, styles and menus, one block a line."""
    parts: list[str] = []
    skipping = 0
    from lxml import etree

    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        begins = event == "start"
        skipping += (tag in _CUT) * (1 if begins else -1)
        if tag in _BLOCKS:
            parts.append("\n")
        words = node.text if begins else node.tail
        if words and not skipping:
            parts.append(re.sub(r"\s+", " ", words))
    return with_tabs(re.sub(r" *\n\s*", "\n", "".join(parts)).strip())


def page_date(tree: Any) -> dt.date | None:
    """Return the day of publication that the page's own tags name; never one from its address, copyright or text."""
    for value in (*_linked_data(tree), _meta(tree, *_DATES)):
        found = as_day(value)
        if found:
            return found
    for node in tree.xpath(
        "//time[@datetime][@pubdate or @itemprop='datePublished']/@datetime|//*[@itemprop='datePublished']/@content"
    ):
        found = as_day(str(node))
        if found:
            return found
    return None


def as_day(value: str | None) -> dt.date | None:
    """Return the day a tag names in ISO 8601, as it stands there; None for any other form."""
    match = _ISO.match(value or "") or _COMPACT.match(value or "")
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _linked_data(tree: Any) -> list[str]:
    found: list[str] = []
    for node in tree.xpath("//script[@type='application/ld+json']")[:8]:
        try:
            data = json.loads((node.text or "")[:200_000])
        except (ValueError, RecursionError):
            continue
        top = data.get("@graph", [data]) if isinstance(data, dict) else data
        for item in top[:20] if isinstance(top, list) else ():
            if isinstance(item, dict) and isinstance(item.get("datePublished"), str):
                found.append(item["datePublished"])
    return found


def _meta(tree: Any, *names: str) -> str | None:
    held: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]")[:400]:
        key = node.get("property") or node.get("name") or node.get("itemprop") or ""
        held.setdefault(key.lower(), node.get("content", "").strip()[:400])
    return next((held[name] for name in names if held.get(name)), None)


def _language(tree: Any) -> str | None:
    told = tree.xpath("string(/html/@lang)") or _meta(tree, "og:locale", "content-language") or ""
    match = re.match(r"([a-zA-Z]{2,3})(?:[-_]|$)", str(told))
    return match[1].lower() if match else None


def _address(tree: Any) -> str | None:
    told = str(tree.xpath("string(//link[@rel='canonical']/@href)") or _meta(tree, "og:url") or "")
    return web_address(told)
