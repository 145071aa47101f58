"""Dataclasses of the model as JSON and back, read off their own type hints.

Fields that have their default are left out, so that a later field with a default does not spoil
what was written before it. Members of a union of classes carry their class name as `is`.
"""

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from errors import DaoanError

T = TypeVar("T")
CLASS_KEY = "is"
MOMENTS = (datetime, date, time)  # a datetime is a date too: it comes first


class ModelJsonError(DaoanError, ValueError):
    """A record cannot be read: it was written by a newer program, or it is damaged."""


def to_json(value: Any) -> str:
    """Return a dataclass as JSON; the same value gives the same text.

    Examples
    --------
    >>> from roadnet.model import Measured, Method
    >>> to_json(Measured(3.25, Method.OSM))
    '{"value":3.25,"method":"osm"}'
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, kind: type[T]) -> T:
    """Return the dataclass that `to_json` wrote.

    Raises
    ------
    ModelJsonError
        The text is no such record.

    Examples
    --------
    >>> from roadnet.model import Measured
    >>> from_json('{"value":3.25,"method":"osm"}', Measured).is_assumed
    False
    """
    try:
        made: T = _reader(cast(Any, kind))(json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise ModelJsonError("A record of the map cannot be read: {what}.", what=error) from error
    return made


def _plain(value: Any, *, in_union: bool = False) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        written = {CLASS_KEY: type(value).__name__} if in_union else {}
        for field in dataclasses.fields(value):
            content = getattr(value, field.name)
            if not _is_default(field, content):
                hint = _hints(type(value))[field.name]
                written[field.name] = _plain_field(content, hint)
        return written
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, MOMENTS):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    return value


def _plain_field(content: Any, hint: Any) -> Any:
    """Write a field whose hint says whether classes have to be told apart."""
    members = _classes_of_union(hint)
    if members and dataclasses.is_dataclass(content):
        return _plain(content, in_union=True)
    if isinstance(content, tuple) and get_origin(hint) is tuple:
        element = get_args(hint)[0]
        return [_plain_field(one, element) for one in content]
    return _plain(content)


def _is_default(field: "dataclasses.Field[Any]", content: Any) -> bool:
    if field.default is not dataclasses.MISSING:
        return bool(content == field.default and type(content) is type(field.default))
    if field.default_factory is not dataclasses.MISSING:
        return bool(content == field.default_factory())
    return False


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _classes_of_union(hint: Any) -> tuple[Any, ...]:
    """Return the dataclasses of a union with two or more of them."""
    if get_origin(hint) not in {Union, types.UnionType}:
        return ()
    members = tuple(one for one in get_args(hint) if dataclasses.is_dataclass(one))
    return members if len(members) > 1 else ()


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return the function that makes a value of a hint out of plain JSON."""
    hint = getattr(hint, "__supertype__", hint)  # a NewType
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _union_reader(hint)
    if origin in {tuple, list, frozenset}:
        return _sequence_reader(origin, get_args(hint))
    if origin is dict:
        return dict
    if isinstance(hint, type):
        if dataclasses.is_dataclass(hint):
            return lambda plain: _make(hint, plain)
        if issubclass(hint, Enum):
            return hint
        if issubclass(hint, MOMENTS):
            return hint.fromisoformat
        if hint is float:
            return float
    return lambda plain: plain


def _sequence_reader(origin: Any, arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if origin is tuple and arguments[-1] is not Ellipsis:
        readers = [_reader(one) for one in arguments]
        return lambda plain: tuple(read(one) for read, one in zip(readers, plain, strict=True))
    read = _reader(arguments[0])
    return lambda plain: origin(read(one) for one in plain)


def _union_reader(hint: Any) -> Callable[[Any], Any]:
    members = [one for one in get_args(hint) if one is not type(None)]
    named = {one.__name__: one for one in _classes_of_union(hint)}
    if named:
        return lambda plain: None if plain is None else _make(named[plain[CLASS_KEY]], plain)
    read = _reader(members[0])
    return lambda plain: None if plain is None else read(plain)


def _make(kind: Any, plain: dict[str, Any]) -> Any:
    hints = _hints(kind)
    unknown = set(plain) - set(hints) - {CLASS_KEY}
    if unknown:
        raise ValueError(f"{kind.__name__} has no {sorted(unknown)}")
    return kind(
        **{name: _reader(hints[name])(value) for name, value in plain.items() if name in hints}
    )
