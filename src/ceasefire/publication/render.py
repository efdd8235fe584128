"""The page itself: templates that escape everything and refuse a bare number."""

import base64
import hashlib
import operator
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from ceasefire.publication import words
from ceasefire.publication.lineage import Lineages, range_links, short
from ceasefire.publication.views.map_drawing import shape_of
from ceasefire.publication.views.svg import tag
from ceasefire.vocabulary.duty_words import state_words
from ceasefire.vocabulary.scope import ScopeResult, result_words


def part(name: str) -> str:
    """Return a file of the page: a template, the style or the script."""
    return files("ceasefire.publication").joinpath("templates", name).read_text(encoding="utf-8")


def refuse_bare_numbers(value: object) -> str | None:
    """Return what a template may print: text, cleaned unless it is markup of ours. A bare number raises TypeError."""
    if value is None or isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return words.clean(value)
    raise TypeError(f"a template may print text only; {value!r} is a bare {type(value).__name__}, not a figure")


@cache
def environment() -> Environment:
    """Return the one template environment: autoescape on, unknown names refused, nothing read from outside."""
    env = Environment(
        loader=FunctionLoader(part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=refuse_bare_numbers,
        keep_trailing_newline=True,
    )
    env.filters.update(
        told=words.told,
        told_all=words.told_all,
        day=words.day,
        address=words.address,
        phrase=words.phrase,
        duty_state=state_words,
        result=result_words,
        ranges=range_links,
        short=short,
        size=words.size,
        unit=operator.attrgetter("noun"),
    )
    env.globals.update(days=words.days, sign=sign, signs=signs, file=words.file)
    return env


def sign(result: str) -> Markup:
    """Return the small mark of a scope result, the same as on the map."""
    return tag("svg", tag("use", href=f"#k-{result}"), class_="sign", aria_hidden="true")


def signs() -> Markup:
    """Return the marks of all scope results once, for `sign` to use."""
    shapes = (
        tag("symbol", shape_of(r, 7, 7, 5), id=f"k-{r}", viewBox="0 0 14 14", overflow="visible") for r in ScopeResult
    )
    return tag("svg", *shapes, class_="signs", aria_hidden="true", width=0, height=0)


def policy(style: str, script: str) -> str:
    """Return the content security policy: nothing may load, only this style and this script may run."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page(lineages: Lineages, context: Mapping[str, object], last: Callable[[], Mapping[str, object]]) -> str:
    """Return the page. The annex of figures is written last, so that every figure printed before has its entry.

    `last` gives what the annex prints beside these entries, and is asked when all of them are there.
    """
    style, script = part("style.css"), part("page.js")
    body = _render("body.html", fig=lineages.link, cite=lineages.cite, linked=lineages.linked, **context)
    entries = [(entry, lineages.is_printed(entry)) for entry in lineages.entries.values()]
    annex = _render("annex.html", entries=entries, **last(), **context)
    outer = {"style": Markup(style), "script": Markup(script), "policy": policy(style, script)}
    return _render("page.html", body=body, annex=annex, printed=str(lineages.printed), **outer, **context)


def _render(name: str, **context: object) -> Markup:
    return Markup(environment().get_template(name).render(**context))
