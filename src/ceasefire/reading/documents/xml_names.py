"""Names of XML elements without their namespaces."""

from __future__ import annotations

from typing import Any


def local_name(node: Any) -> str:
    """Return the name of an element without its namespace; "" for a comment or a processing instruction."""
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
