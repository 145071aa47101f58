"""The sizes a marking is drawn with: measured ones win over those of its rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from roadnet.markings.rules import RuleVersion, UnknownRuleError
from roadnet.model import Measured


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes by name, in metres (or degrees), each with whether it is assumed.

    Examples
    --------
    >>> from datetime import date
    >>> from roadnet.markings.rules import marking_rule
    >>> from roadnet.model import Measured, Method
    >>> version = marking_rule("TW-170").in_force(date(2020, 1, 1))
    >>> ruled = Sizes(version)
    >>> ruled["width"], ruled.assumed_among(["width"])
    (0.4, ('width',))
    >>> measured = Sizes(version, {"width": Measured(0.3, Method.SURVEYED)})
    >>> measured["width"], measured.assumed_among(["width"])
    (0.3, ())
    """

    version: RuleVersion
    stated: Mapping[str, Measured] = field(default_factory=dict)

    def __getitem__(self, name: str) -> float:
        """Return a size; UnknownRuleError where neither the rule nor the street has it."""
        if name in self.stated:
            return self.stated[name].value
        if name not in self.version.sizes:
            raise UnknownRuleError("{code} has no size {size}.", code=self.version.code, size=name)
        return self.version.drawn(name)

    def __contains__(self, name: str) -> bool:
        """Whether a size is stated, or drawn by the rule."""
        if name in self.stated:
            return True
        size = self.version.sizes.get(name)
        return size is not None and size.value is not None

    def get(self, name: str, default: float) -> float:
        """Return a size, or the default where neither the rule nor the street has it."""
        if name not in self:
            return default
        return self[name]

    def assumed_among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those names whose sizes are no facts of this street, sorted."""
        return tuple(sorted({name for name in names if self._is_assumed(name)}))

    def _is_assumed(self, name: str) -> bool:
        if name in self.stated:
            return self.stated[name].is_assumed
        size = self.version.sizes.get(name)
        return size is not None and (size.is_assumed or size.is_chosen)
