"""Lines that belong to the page and not to the article."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.gated import gated

_MENU = re.compile(
    r"(?:share(?: this| in|\b:)|follow us|sign (?:in|up)|log in|subscribe|newsletter|read more|read also|see also|"
    r"you (?:might|may) also like|related (?:articles|stories|news|topics)|most (?:read|viewed|popular)|comments?\b|"
    r"user settings|employees online|keywords?:|tags?:|topics?:|copyright|all rights reserved|\u00a9|home\b ?[>/|]|"
    r"print\b|e-?mail\b|advertisement|cookies?\b|privacy policy|terms of (?:use|service)|photo:|image:|source:? getty|"
    r"click here|download (?:the )?(?:app|pdf)|skip to|back to top|tweet\b|facebook|twitter|whatsapp|telegram|"
    r"page \d{1,3}(?: of \d{1,3})?$|www\.|https?://|this page|add comment|leave a (?:reply|comment)|view all"
    r"|next article|"
    r"previous article|\(?photo by|media contact|contact us|about us|for media enquiries|enlarge)",
    re.I,
)
_TICKER = re.compile(r"\b(?:USD|EUR|RUB|CNY|GBP|KZT|TRY)\b ?[\d.,]+|[+-]?\d{1,2} ?\u00b0 ?C?\b")
_PHONE = re.compile(r"^\+?\d[\d ()-]{8,20}\b")
_STAMP = re.compile(r"^\d{1,2} \w+ \d{4},? \d{1,2}:\d{2}(?: \d+)?$")
_CRUMBS = re.compile(r"^\w[\w ]{0,20}(?: +[/>|\u203a\u00bb] +\w[\w ]{0,20}){1,5}$")


_CAPTION = gated(
    r"^\(?(?:L-R|L to R|From left|File photo|FILE)\b(?! ?(?:no\b|\d))|\((?:Photo|Picture|Image|File photo|Source)s?:? ?(?:by"
    r"|courtesy|credit)?[^)]{0,60}\)\.?$"
    r"|\[(?:Photo|File|Getty|Reuters|AFP|AP)[^\]]{0,60}\]$",
    re.I,
)


def is_furniture(line: str) -> bool:
    """Say whether a line is of the page: menus, share lines, tickers, weather, phone numbers, breadcrumbs and link lists.

    Only short lines are looked at: a sentence of the article is never taken for furniture by its subject.
    """
    bare = line.strip()
    if _CAPTION.search(bare) and len(bare) < 600:
        return True
    if len(bare) > 160:
        return False
    if len(bare) < 3 or _TICKER.search(bare) or _PHONE.match(bare) or _STAMP.match(bare) or _CRUMBS.match(bare):
        return True
    return bool(_MENU.match(bare)) and not (len(bare) > 80 and bare.endswith("."))
