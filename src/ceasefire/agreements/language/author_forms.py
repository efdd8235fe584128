"""The JSON Schema of the language, for editors: made from the models, so that no field stands twice.

Only this module loads pydantic, which takes longer than most questions to a record.
"""

import ast
import inspect
import operator
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, reduce
from types import GenericAlias, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    create_model,
    model_validator,
)

from ceasefire.agreements.language.duty_fields import Deadline, EachMeeting, Undated, deadline_form
from ceasefire.agreements.language.fields import Checked, Model, Moment
from ceasefire.agreements.language.model import Instrument

_LIMITS: Final = ("ge", "gt", "le", "lt", "min_length", "max_length")
_DEADLINES: Final = {"moment": Moment, "each_meeting": EachMeeting, "undated": Undated}
_NAME: Final = {kind: name for name, kind in _DEADLINES.items()}
_CONFIG: Final = ConfigDict(extra="forbid", frozen=True)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of one agreement file, for editors (YAML language servers read it too)."""
    schema = _form(Instrument).model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Ceasefire agreement"
    return schema


@lru_cache(maxsize=128)
def _form(part: type[Model]) -> type[BaseModel]:
    """Return the form of a model: the same fields, limits, rules and words."""
    hints, words = get_type_hints(part, include_extras=True), _words(part)
    fields: dict[str, Any] = {}
    tag = part.__struct_config__.tag
    if tag is not None:
        fields[str(part.__struct_config__.tag_field)] = (Literal[tag], ...)
    for one in msgspec.structs.fields(part):
        default = ... if one.default is msgspec.NODEFAULT else one.default
        alias = one.encode_name if one.encode_name != one.name else None
        fields[one.name] = (_kind(hints[one.name]), Field(default, alias=alias, description=words.get(one.name)))
    rules: dict[str, Any] = (
        {"fits": model_validator(mode="after")(_rules(part))} if hasattr(part, "__post_init__") else {}
    )
    return create_model(part.__name__, __config__=_CONFIG, __doc__=part.__doc__, __validators__=rules, **fields)


def _rules(part: type[Model]) -> Any:
    def fits(form: BaseModel) -> BaseModel:
        part.__post_init__(form)  # type: ignore[attr-defined]  # its rules look at fields, which the form has too
        return form

    return fits


def _kind(hint: Any) -> Any:
    """Return the type of a form's field: models become forms, limits those of pydantic."""
    if hint is Deadline:
        return _by_form(_DEADLINES, lambda value: _NAME[deadline_form(value)])
    if isinstance(hint, type) and issubclass(hint, Model):
        return _form(hint)
    if get_origin(hint) is Annotated:
        kind, *marks = get_args(hint)
        return Annotated[(_kind(kind), *map(_mark, marks))]
    if get_origin(hint) is tuple:
        return GenericAlias(tuple, (_kind(get_args(hint)[0]), ...))
    if get_origin(hint) in (Union, UnionType):
        return _union(get_args(hint))
    return hint


def _mark(mark: Any) -> Any:
    if isinstance(mark, Checked):
        return AfterValidator(mark.rule)
    limits = {name: getattr(mark, name) for name in _LIMITS if getattr(mark, name) is not None}
    # the expressions of JSON Schema, and those of pydantic, know no \Z; their $ is the end of the text
    return Field(pattern=mark.pattern and mark.pattern.replace(r"\Z", "$"), **limits)


def _union(members: tuple[Any, ...]) -> Any:
    models = tuple(one for one in members if isinstance(one, type) and issubclass(one, Model))
    words = [one for one in members if get_origin(one) is Literal]
    if models and words:
        return _by_form({"fields": models[0], "word": words[0]}, lambda v: "word" if isinstance(v, str) else "fields")
    if len(models) > 1:
        return Annotated[_either(map(_form, models)), Field(discriminator=models[0].__struct_config__.tag_field)]
    return _either(map(_kind, members))


def _either(members: Iterable[Any]) -> Any:
    return reduce(operator.or_, members)


def _by_form(members: Mapping[str, Any], which: Callable[[Any], str]) -> Any:
    """Return a choice between members that no tag tells apart: by the name that `which` gives."""
    tagged = [Annotated[_kind(one), Tag(name)] for name, one in members.items()]
    return Annotated[_either(tagged), Discriminator(which)]


def _words(part: type[Model]) -> dict[str, str]:
    """Return what stands below each field of a model, or of one that it is made from: its description."""
    bases = [one for one in reversed(part.__mro__) if issubclass(one, Model) and one is not Model]
    return {name: words for one in bases for name, words in _own_words(one).items()}


def _own_words(part: type[Model]) -> dict[str, str]:
    found: dict[str, str] = {}
    for before, after in zip(body := _bodies(part.__module__)[part.__name__], body[1:], strict=False):
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and isinstance(after, ast.Expr):
            value = after.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found[before.target.id] = inspect.cleandoc(value.value)
    return found


@lru_cache(maxsize=8)
def _bodies(module: str) -> dict[str, list[ast.stmt]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {one.name: one.body for one in tree.body if isinstance(one, ast.ClassDef)}
