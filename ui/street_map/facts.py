"""What the map says of a thing that was clicked: values, where they come from, and days, in words.

Each fact is a label and a value in the language of the page.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from language import chosen_language
from language import translate as _
from roadnet.markings.paint import Assumption, Paint
from roadnet.markings.signs import sign_look
from roadnet.markings.size_wording import size_name
from roadnet.model import (
    Condition,
    Control,
    Direction,
    Measured,
    Method,
    Mode,
    PointAsset,
    PointKind,
    Profile,
    Stated,
    Surface,
    Turn,
)
from roadnet.model.record import StreetRecord
from roadnet.sheet.wording import COLOURS
from ui.street_map.value_words import BETWEEN, word_of, words_of
from ui.street_map.words import class_name

Facts = Iterator[tuple[str, str]]


def strip_facts(known: Mapping[str, Any]) -> Facts:
    """Yield what is known of a strip, a junction or an island as a feature tells it."""
    if known.get("name"):
        yield _("Name"), str(known["name"])
    if known.get("class"):
        yield _("Kind of road"), class_name(str(known["class"]))
    if known.get("direction"):
        yield _("Direction of traffic"), word_of(Direction(known["direction"]))
    yield from _width_facts(known)
    yield from _traffic_facts(known)
    if known.get("control"):
        yield _("Control"), word_of(Control(known["control"]))
    if known.get("arms"):
        yield _("Arms"), str(known["arms"])
    if known.get("source"):
        yield _("Source"), str(known["source"])


def _width_facts(known: Mapping[str, Any]) -> Facts:
    if known.get("width_m") is not None:
        yield _("Width"), metres(known["width_m"], known.get("width_sigma_m"))
    if known.get("width_method"):
        yield _("Width from"), word_of(Method(known["width_method"]))


def _traffic_facts(known: Mapping[str, Any]) -> Facts:
    """Yield who uses a strip, and what it is made of."""
    if known.get("turns"):
        yield _("Arrows"), words_of([Turn(turn) for turn in known["turns"]])
    if known.get("allowed"):
        order = list(Mode)
        modes = sorted((Mode(mode) for mode in known["allowed"]), key=order.index)
        yield _("For"), words_of(modes)
    if known.get("surface") and known["surface"] != Surface.UNKNOWN:
        yield _("Made of"), word_of(Surface(known["surface"]))


def point_facts(asset: PointAsset) -> Facts:
    """Yield what is known of a thing at a point."""
    if asset.kind is PointKind.SIGN and asset.code:
        yield _("Sign"), f"{asset.code} {sign_look(asset.code).name(chosen_language())}".strip()
    if asset.value:
        yield _("Value"), asset.value
    for lens in asset.lenses:
        values = [lens.colour, lens.shape, *([lens.turn] if lens.turn else [])]
        yield _("Lens"), words_of(values)
    if asset.size is not None:
        yield _("Size"), measured(asset.size)
    if asset.bottom_height is not None:
        yield _("Height of the lower edge"), measured(asset.bottom_height)
    yield from stated_facts(asset.stated)


def paint_facts(paint: Paint) -> Facts:
    """Yield what is known of a marking."""
    yield _("Rule"), paint.code
    yield _("Text of the rule since"), paint.valid_from.isoformat()
    yield _("Colour"), COLOURS[paint.colour].in_language()
    if paint.condition is not Condition.UNKNOWN:
        yield _("Condition"), word_of(paint.condition)
    if paint.assumed:
        yield _("Assumed"), BETWEEN.in_language().join(map(_assumption, paint.assumed))
    else:
        yield _("Assumed"), _("nothing")


def _assumption(name: str) -> str:
    if name in set(Assumption):
        return word_of(Assumption(name))
    return size_name(name).in_language()


def stated_facts(stated: Stated) -> Facts:
    """Yield method, standard error and source of a record."""
    yield _("Method"), word_of(stated.method)
    if stated.sigma_m is not None:
        yield _("Standard error"), metres(stated.sigma_m)
    if stated.source:
        yield _("Source"), stated.source


def record_facts(record: StreetRecord | None) -> Facts:
    """Yield the days of a record, and who recorded it when."""
    if record is None:
        return
    yield _("On the street since"), day_text(record.valid_from)
    if record.valid_to:
        yield _("Until"), day_text(record.valid_to)
    if record.recorded_at:
        yield _("Recorded on"), f"{record.recorded_at.astimezone():%Y-%m-%d}"
    yield _("Recorded by"), record.author
    if record.is_edit:
        yield _("Corrected"), _("yes: kept when the area is brought in again")


def metres(value: float, sigma_m: float | None = None) -> str:
    """Return a length in words.

    Examples
    --------
    >>> metres(3.25, 0.02), metres(3.25)
    ('3.25 m ± 0.02 m', '3.25 m')
    """
    return f"{value:.2f} m" + (f" ± {sigma_m:.2f} m" if sigma_m else "")


def measured(one: Measured) -> str:
    """Return a number with its standard error and where it comes from."""
    return f"{metres(one.value, one.sigma_m)} ({word_of(one.method)})"


def profile_text(profile: Profile) -> str:
    """Return a width with its standard error and where it comes from."""
    if profile.is_constant:
        width = metres(profile.pieces[0].a, profile.sigma_m)
    else:
        width = _("from {width} on, varying", width=metres(profile.pieces[0].a, profile.sigma_m))
    return f"{width} ({word_of(profile.method)})"


def day_text(day: date | None) -> str:
    """Return a day; a word where it is not known."""
    return day.isoformat() if day else _("not known")
