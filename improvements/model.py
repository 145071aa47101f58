"""What an evaluation of a measure holds: every number of every method, and what it means."""

from dataclasses import dataclass

from crashes.model import Severity
from hotspots.site import Site
from improvements.comparison_group import GroupComparison
from improvements.empirical_bayes import EmpiricalBayes
from improvements.naive import NaiveComparison
from improvements.periods import ComparedPeriods, EvaluationPlan
from improvements.reference_group import ReferenceGroup
from language import Message
from roadnet.model import Junction


@dataclass(frozen=True, slots=True)
class SiteCrashes:
    """Keys of the crashes of a site; the doubtful ones only name its junction."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    during_works: tuple[str, ...]
    doubtful_before: tuple[str, ...]
    doubtful_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DetectableReduction:
    """Smallest true reduction with an 80 % chance to be shown (one-sided 5 %); None: none."""

    naive: float | None
    empirical_bayes: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The before/after evaluation of one site."""

    site: Site
    plan: EvaluationPlan
    periods: ComparedPeriods
    county: str
    severities: tuple[Severity, ...]  # classes complete on both sides, the only ones counted
    junction: Junction | None  # of the site
    crashes: SiteCrashes
    naive: NaiveComparison
    reference: ReferenceGroup | None  # None without a junction at the site
    group_comparison: GroupComparison | None
    empirical_bayes: EmpiricalBayes | None
    no_empirical_bayes: Message | None  # why there is none
    detectable: DetectableReduction
    verdict: Message  # one sentence in plain words
    explanation: tuple[Message, ...]
    cautions: tuple[Message, ...]
