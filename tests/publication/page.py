"""Reading a report the way a strict reader would: as XML, element by element."""

import re

from lxml import etree

QUIET_TAGS = {"style", "script", "title", "desc", "time", "code", "bdi"}
QUIET_CLASSES = {"fig", "cite", "const", "number", "axis", "panel-name", "row-name", "zone-name", "place-name", "entry"}


def parse(page: bytes) -> etree._Element:
    """Return the root of a page; raises XMLSyntaxError where a tag is not closed or an attribute not quoted."""
    text = page.decode("utf-8").removeprefix("<!DOCTYPE html>\n")
    text = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1\3", text, flags=re.S)
    return etree.fromstring(text.encode("utf-8"), parser=etree.XMLParser(huge_tree=True, resolve_entities=False))


def bare_numbers(root: etree._Element) -> list[str]:
    """Return texts with digits that are no figure, no day, no id, no scale and no words of a source."""
    found = []
    for element in root.iter(etree.Element):
        for owner, text in ((element, element.text), (element.getparent(), element.tail)):
            if text and re.search(r"\d", text) and owner is not None and not _quiet(owner):
                found.append(text.strip())
    return found


def _quiet(element: etree._Element | None) -> bool:
    while element is not None:
        if element.tag in QUIET_TAGS or QUIET_CLASSES & set((element.get("class") or "").split()):
            return True
        element = element.getparent()
    return False
