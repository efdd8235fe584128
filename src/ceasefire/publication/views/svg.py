"""A few lines that write SVG: escaped, with coordinates to a tenth of a pixel so that equal input gives equal bytes."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from ceasefire.publication.words import clean


def tag(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return one element; `_` in an attribute's name stands for `-`, a trailing `_` is dropped, None leaves it out."""
    parts = [
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inside = Markup("").join(children)
    opening = f"<{name}{''.join(parts)}"
    return Markup(f"{opening}>{inside}</{name}>") if children else Markup(f"{opening}/>")


def _value(value: str | float) -> str:
    return str(escape(clean(value))) if isinstance(value, str) else tenth(value)


def tenth(value: float) -> str:
    """Return a coordinate with at most one decimal and no minus zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def words(text: str) -> Markup:
    """Return text as SVG character data."""
    return escape(clean(text))


def path_of(rings: Iterable[Iterable[tuple[float, float]]]) -> str:
    """Return closed rings of screen points as path data."""
    return "".join("M" + "L".join(f"{tenth(x)},{tenth(y)}" for x, y in ring) + "Z" for ring in rings)


def picture(width: float, height: float, *children: str, name: str, title: str, desc: str) -> Markup:
    """Return a whole picture with the title and description that a screen reader speaks."""
    head = (tag("title", words(title), id=f"{name}-t"), tag("desc", words(desc), id=f"{name}-d"))
    return tag(
        "svg",
        *head,
        *children,
        viewBox=f"0 0 {tenth(width)} {tenth(height)}",
        role="img",
        aria_labelledby=f"{name}-t {name}-d",
        class_=f"picture {name}",
    )
