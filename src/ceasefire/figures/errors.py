"""Figures that cannot be made, and why: one tree of errors."""


class FigureError(ValueError):
    """A figure that cannot be made: the tree is UnlikeUnitsError, UnlikeScopesError, UnlikeLedgersError, CountedTwiceError, NoLineageError."""


class UnlikeUnitsError(FigureError):
    """Two figures count different things, or the figure is of a kind that is never added."""


class UnlikeScopesError(FigureError):
    """Two figures count over different ground; say the joint scope in `total` if they may be added."""


class UnlikeLedgersError(FigureError):
    """Two figures come from different ledgers, where one incident may stand in both."""


class CountedTwiceError(FigureError):
    """Two figures of one scope rest on the same statement."""


class NoLineageError(FigureError):
    """A number without the statements it rests on."""
