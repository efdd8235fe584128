"""Office files, which are zip archives of XML: which kind one is, and its members within bounds."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any, Final

from ceasefire.intake.model import IntakeError

MAX_MEMBERS: Final = 4_000
MAX_XML: Final = 48 * 1024 * 1024
"""Largest member that is unpacked, in bytes; what a member says of its own size is not believed."""
_SHEET = "it is a spreadsheet; its rows are filed, not read: ceasefire file {name}"
_KINDS: Final = (
    ("word/document.xml", "docx", ""),
    ("xl/workbook.xml", "", _SHEET),
    ("xl/workbook.bin", "", _SHEET),
    ("ppt/presentation.xml", "", "it is a presentation; save its text as .docx, PDF or plain text"),
)
_OPEN: Final = {
    "application/vnd.oasis.opendocument.text": ("odt", ""),
    "application/vnd.oasis.opendocument.spreadsheet": ("", _SHEET),
    "application/vnd.oasis.opendocument.presentation": (
        "",
        "it is a presentation; save its text as .docx, PDF or plain text",
    ),
    "application/epub+zip": ("", "it is an e-book; save its text as plain text or HTML"),
}
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Package:
    """An opened archive; only members that are named are unpacked, each up to its bound."""

    def __init__(self, raw: bytes, name: str) -> None:
        self._name = name
        try:
            self._file = zipfile.ZipFile(BytesIO(raw))
            self.members = self._file.namelist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
            raise IntakeError(name, f"the archive is broken ({str(error)[:100]})") from None
        if len(self.members) > MAX_MEMBERS:
            raise IntakeError(
                name, f"an archive of {len(self.members):,} members; at most {MAX_MEMBERS:,} are looked at"
            )

    def content(self, member: str, most: int = MAX_XML) -> bytes:
        """Return the bytes of a member; raises IntakeError where they are broken, locked or more than `most`."""
        try:
            with self._file.open(member) as opened:
                found = opened.read(most + 1)
        except RuntimeError:
            raise IntakeError(self._name, "it needs a password") from None
        except Exception as error:
            # zipfile and its unpackers raise many kinds on broken members
            raise IntakeError(self._name, f"{member} in it is broken ({type(error).__name__})") from None
        if len(found) > most:
            raise IntakeError(self._name, f"{member} in it unpacks to more than {most:,} bytes")
        return found

    def xml(self, member: str) -> Any:
        """Return the root of a member; entities and document types are refused, nothing outside is opened."""
        from lxml import etree

        raw = self.content(member)
        head = raw[:4_096]
        wide = head.decode("utf-16", "replace").encode() if head[:2] in (b"\xff\xfe", b"\xfe\xff") else b""
        if _DECLARED.search(head) or _DECLARED.search(wide):
            raise IntakeError(
                self._name, f"{member} in it declares a document type or entities, which no office file needs"
            )
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(raw, parser=parser)
        except etree.XMLSyntaxError as error:
            raise IntakeError(self._name, f"{member} in it {_fault(str(error))}") from None


def _fault(said: str) -> str:
    """Return in words what a parser says of a member; none of its advice, which no reader can follow."""
    if "XML_PARSE_HUGE" in said or "xcessive depth" in said:
        return "is not well-formed for a document: nested too deeply, or one text in it too long"
    return f"is not well-formed ({said[:100]})"


def kind_of(package: Package, name: str) -> str:
    """Return docx or odt; raises IntakeError with the reason and the way out for any other archive."""
    found = next(((kind, reason) for member, kind, reason in _KINDS if member in package.members), None)
    if found is None and "mimetype" in package.members:
        found = _OPEN.get(package.content("mimetype", 200).decode("ascii", "replace").strip())
    if found is None:
        raise IntakeError(
            name, "it is a zip archive and cannot be read as a document; unpack it and name the documents in it"
        )
    if found[1]:
        raise IntakeError(name, found[1].format(name=name))
    return found[0]
