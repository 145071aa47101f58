"""The rows of the measuring table, and how a number is printed so that nobody mistakes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from crashes.scene.model import (
    Anchor,
    Measurement,
    MeasurementKind,
    Role,
    Scene,
    ValueOrigin,
)
from crashes.scene.wording import anchor_name
from language import Language, Message


@dataclass(frozen=True, slots=True)
class TableRow:
    """One point of the measuring table; empty cells were not measured."""

    number: int
    target: Anchor
    point: str
    along: str
    offset: str
    distances: str
    remark: str


def table_rows(scene: Scene, language: Language) -> tuple[TableRow, ...]:
    """Return the measuring table: one row for each measured point, in the order of measuring.

    Examples
    --------
    >>> from crashes.scene.model import ReferencePoint
    >>> number = Measurement("m", MeasurementKind.ALONG, Anchor("r2"), 12.3)
    >>> poles = (ReferencePoint("r", (0.0, 0.0)), ReferencePoint("r2", (0.0, 0.0)))
    >>> scene = Scene("c", "EPSG:3826", (0, 0), references=poles, measurements=(number,))
    >>> row = table_rows(scene, Language.EN)[0]
    >>> row.number, row.point, row.along, row.offset
    (1, 'Reference point 2', '12.30', '')
    """
    groups: dict[Anchor, list[Measurement]] = {}
    for one in scene.measurements:
        groups.setdefault(one.target, []).append(one)
    return tuple(
        _row(scene, number, target, group, language)
        for number, (target, group) in enumerate(groups.items(), start=1)
    )


def printed_value(measurement: Measurement) -> str:
    """Return a value as it is printed: plain when measured, ≈ when read off the drawing.

    A value that the drawing does not follow stands in parentheses.

    Examples
    --------
    >>> from dataclasses import replace
    >>> one = Measurement("m", MeasurementKind.ALONG, Anchor("a"), 3.2)
    >>> printed_value(one)
    '3.20'
    >>> printed_value(replace(one, origin=ValueOrigin.DRAWN))
    '≈3.20'
    >>> printed_value(replace(one, role=Role.LABEL_ONLY))
    '(3.20)'
    """
    sign = "≈" if measurement.origin is ValueOrigin.DRAWN else ""
    value = f"{sign}{measurement.value_m:.2f}"
    return f"({value})" if measurement.role is Role.LABEL_ONLY else value


def _row(
    scene: Scene, number: int, target: Anchor, group: Sequence[Measurement], language: Language
) -> TableRow:
    def values(kind: MeasurementKind) -> str:
        return " / ".join(printed_value(one) for one in group if one.kind is kind)

    between = "；" if language is Language.ZH_TW else "; "
    distances = between.join(
        f"{anchor_name(scene, one.start).in_language(language)} {printed_value(one)}"
        for one in group
        if one.kind is MeasurementKind.DISTANCE and one.start
    )
    remarks = [one.note for one in group if one.note]
    if any(one.role is Role.LABEL_ONLY for one in group):
        remarks.append(Message("stated only").in_language(language))
    if any(one.origin is ValueOrigin.DRAWN for one in group):
        remarks.append(Message("read off the drawing").in_language(language))
    return TableRow(
        number,
        target,
        anchor_name(scene, target).in_language(language),
        values(MeasurementKind.ALONG),
        values(MeasurementKind.OFFSET),
        distances,
        between.join(remarks),
    )
