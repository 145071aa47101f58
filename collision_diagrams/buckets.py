"""Group crashes that look alike: same approaches and exits, same construction, same kinds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collision_diagrams.model import CrashFacts, PartyPath, Resolution
from crashes.model import Severity

BucketKey = tuple[str, ...]
SEVERITY_ORDER = {Severity.A1: 0, Severity.A2: 1, Severity.A3: 2}


@dataclass(frozen=True, slots=True)
class Case:
    """A crash that can be plotted, with its serial number on the sheet."""

    serial: int
    facts: CrashFacts
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Bucket:
    """Crashes that look alike; the one that is drawn first stands first."""

    key: BucketKey
    cases: tuple[Case, ...]

    def count(self, severity: Severity) -> int:
        """Return how many crashes of a class it holds."""
        return sum(case.facts.severity is severity for case in self.cases)

    @property
    def worst(self) -> Case:
        """The most severe crash, the first of them."""
        return min(self.cases, key=lambda case: (SEVERITY_ORDER[case.facts.severity], case.serial))


Sides = Callable[[PartyPath], tuple[str, str]]  # what a party came from and left to is called


def eighths(path: PartyPath) -> tuple[str, str]:
    """Return the eighths of the compass of a path, so that nearly equal sides go together."""
    return _eighth(path.from_deg), _eighth(path.to_deg)


def bucket_key(case: Case, sides: Sides = eighths) -> BucketKey:
    """Return what crashes must share to look alike."""
    kinds = {party.party_no: party.kind for party in case.facts.parties}
    paths = {path.party_no: path for path in case.resolution.paths}
    said: list[str] = [case.resolution.diagram_type, str(case.resolution.lateral)]
    for number in case.resolution.parties:
        path = paths.get(number)
        said.append(kinds[number])
        said += sides(path) if path else ()
    alone = len(case.resolution.parties) == 1
    return (*said, str(case.facts.type_code) if alone else "")  # what was struck


def _eighth(side_deg: float) -> str:
    """Return the eighth of the compass a side lies in."""
    return str(round(side_deg / 45.0) % 8)


def buckets(cases: Sequence[Case], sides: Sides = eighths) -> tuple[Bucket, ...]:
    """Return the groups: those with deaths first, then injuries, then the larger ones.

    Within a group the severe crashes stand first, then the latest.

    Parameters
    ----------
    cases
        Crashes that are plotted.
    sides
        Which approaches and exits are the same: eighths of the compass, or arms of a plan.
    """
    groups: dict[BucketKey, list[Case]] = {}
    for case in cases:
        groups.setdefault(bucket_key(case, sides), []).append(case)
    found = [
        Bucket(
            key,
            tuple(
                sorted(
                    group,
                    key=lambda case: (SEVERITY_ORDER[case.facts.severity], -case.serial),
                )
            ),
        )
        for key, group in groups.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                -one.count(Severity.A1),
                -one.count(Severity.A2),
                -len(one.cases),
                one.key,
            ),
        )
    )
