"""Numbers and elements as they are written, the same on every run."""

from collections.abc import Mapping

from lxml import etree

NOTHING = 1e-14


def text_of(value: float) -> str:
    """Return a number with 15 significant digits, the shortest text that gives it back.

    Examples
    --------
    >>> text_of(3.2500000000000004), text_of(-0.0), text_of(2)
    ('3.25', '0', '2')
    """
    value = float(f"{value:.15g}")
    if abs(value) < NOTHING:
        return "0"
    text = repr(value)
    return text.removesuffix(".0")


def add(
    parent: etree._Element, tag: str, values: Mapping[str, str | float | None] | None = None
) -> etree._Element:
    """Add an element with attributes in their order; those without a value are left out."""
    element = etree.SubElement(parent, tag)
    for name, value in (values or {}).items():
        if value is not None:
            element.set(name, value if isinstance(value, str) else text_of(value))
    return element
