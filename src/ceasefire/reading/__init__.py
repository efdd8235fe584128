"""Reading: news, bulletins and field reports become claims that point at their words.

Takes: the text of an article or report, and the day it was written where that is known.
Gives: claims with exact quote, span, slots, speaker and rule; checks of the text against itself; what was rejected and what was left.
Promises: a value that cannot be found in the text does not leave this room; the same text gives the same claims.
Never: guesses a date without a reference day, averages rival figures, or decides what is true.
"""

from ceasefire.reading.gate.validator import validate
from ceasefire.reading.model import Claim, ClaimType, Reading, Rejected
from ceasefire.reading.reader import TextTooLong, read
from ceasefire.reading.schema import to_schema

__all__ = ["Claim", "ClaimType", "Reading", "Rejected", "TextTooLong", "read", "to_schema", "validate"]
