"""Say in plain words what a before/after comparison shows, and what it cannot show."""

from improvements.comparison_group import GroupCounts
from improvements.empirical_bayes import EmpiricalBayes
from improvements.model import DetectableReduction, SiteCrashes
from improvements.naive import NaiveComparison
from improvements.periods import ComparedPeriods
from improvements.reference_group import ReferenceGroup
from language import Message
from roadnet.model import Junction, Method

UNINFORMATIVE = 10.0  # an interval that allows ten times the crashes says nothing


def verdict_of(naive: NaiveComparison, bayes: EmpiricalBayes | None) -> Message:
    """Return one sentence: by Empirical Bayes where there is one, else by the naive interval."""
    if bayes is not None:
        return _verdict(
            bayes.after, bayes.expected_after, bayes.index.value, bayes.index_low, bayes.index_high
        )
    if naive.rate_ratio is None or naive.ratio_high is None:
        return Message(
            "There was no crash before, so nothing can be said about a change; {after} crashes "
            "were counted after.",
            {"after": naive.after},
        )
    return _verdict(
        naive.after, naive.expected_after, naive.rate_ratio, naive.ratio_low, naive.ratio_high
    )


def _verdict(after: int, expected: float, effect: float, low: float, high: float) -> Message:
    counted = {"after": after, "expected": expected}
    if high < 1:
        return Message(
            "Fewer crashes than expected: {after} instead of about {expected:.1f}. Chance alone "
            "hardly explains it; the reduction is {change:.0%} (95 % interval {least:.0%} to "
            "{most:.0%}).",
            counted | {"change": 1 - effect, "least": 1 - high, "most": 1 - low},
        )
    if low > 1:
        return Message(
            "More crashes than expected: {after} instead of about {expected:.1f}. Chance alone "
            "hardly explains it; the increase is {change:.0%} (95 % interval {least:.0%} to "
            "{most:.0%}).",
            counted | {"change": effect - 1, "least": low - 1, "most": high - 1},
        )
    if high > UNINFORMATIVE:
        return Message(
            "Too few crashes to say anything: {after} counted where about {expected:.1f} were "
            "expected.",
            counted,
        )
    return Message(
        "An effect is not shown: {after} crashes where about {expected:.1f} were expected. The "
        "numbers allow anything from a reduction of {most:.0%} to an increase of {increase:.0%}.",
        counted | {"most": 1 - low, "increase": high - 1},
    )


def explanation_of(
    periods: ComparedPeriods,
    naive: NaiveComparison,
    bayes: EmpiricalBayes | None,
    group: ReferenceGroup | None,
    detectable: DetectableReduction,
) -> tuple[Message, ...]:
    """Return the sentences behind the verdict, in reading order."""
    sentences = [_counted(naive, periods)]
    if naive.rate_ratio is not None and naive.ratio_high is not None:
        sentences.append(_naive_change(naive))
    if bayes is None:
        sentences.append(_naive_warning())
    else:
        sentences.append(_by_itself(naive, bayes))
        if group is not None:
            sentences.append(_trend(naive, group.counts))
    least = detectable.naive if bayes is None else detectable.empirical_bayes
    sentences.append(_detectable(least))
    return tuple(sentences)


def _counted(naive: NaiveComparison, periods: ComparedPeriods) -> Message:
    return Message(
        "{before} crashes in {before_months} months before, {after} in {after_months} months "
        "after.",
        {
            "before": naive.before,
            "before_months": periods.before_months,
            "after": naive.after,
            "after_months": periods.after_months,
        },
    )


def _naive_change(naive: NaiveComparison) -> Message:
    ratio, high = naive.rate_ratio or 0.0, naive.ratio_high or 0.0
    return Message(
        "Naive comparison: the crash rate changed by {change:+.0%} (95 % interval {low:+.0%} to "
        "{high:+.0%}).",
        {"change": ratio - 1, "low": naive.ratio_low - 1, "high": high - 1},
    )


def _naive_warning() -> Message:
    return Message(
        "This is the naive comparison only: a site chosen after a bad period has fewer crashes "
        "later even when nothing is done (regression to the mean), and a general trend is not "
        "taken out."
    )


def _by_itself(naive: NaiveComparison, bayes: EmpiricalBayes) -> Message:
    numbers = {
        "naive": naive.expected_after,
        "predicted": bayes.predicted_before,
        "expected": bayes.expected_after,
    }
    if bayes.expected_after < naive.expected_after:
        return Message(
            "Without the measure about {expected:.1f} crashes were to be expected, not "
            "{naive:.1f}: junctions like this one had {predicted:.1f} before, and a bad period is "
            "followed by a better one by itself (regression to the mean).",
            numbers,
        )
    return Message(
        "Without the measure about {expected:.1f} crashes were to be expected, against {naive:.1f} "
        "by the site's own count; junctions like this one had {predicted:.1f} before.",
        numbers,
    )


def _trend(naive: NaiveComparison, group: GroupCounts) -> Message:
    return Message(
        "In the reference group the crash rate changed by {trend:+.0%} over the same time "
        "({before} to {after} crashes); this is allowed for.",
        {
            "trend": group.ratio / naive.exposure_ratio - 1,
            "before": group.before,
            "after": group.after,
        },
    )


def _detectable(least: float | None) -> Message:
    if least is None:
        return Message(
            "With so few crashes not even the end of all crashes would have been likely to show: "
            "pool several sites or wait longer."
        )
    return Message(
        "With these numbers only a reduction of {least:.0%} or more had a good chance (80 %) of "
        "being shown; a smaller effect may exist unseen.",
        {"least": least},
    )


def cautions_of(
    found: SiteCrashes,
    junction: Junction | None,
    bayes: EmpiricalBayes | None,
    group: ReferenceGroup | None,
) -> tuple[Message, ...]:
    """Return what the user should keep in mind."""
    cautions = []
    if found.doubtful_before or found.doubtful_after:
        cautions.append(
            Message(
                "{before} crashes before and {after} after name this junction but their location "
                "is doubtful; they are not counted.",
                {"before": len(found.doubtful_before), "after": len(found.doubtful_after)},
            )
        )
    if bayes is None or group is None:
        return tuple(cautions)
    if group.is_unlike(bayes.before):
        cautions.append(
            Message(
                "With {before} crashes before this site is unlike the others (mean {mean:.1f}): it "
                "may be worse by its nature, and then Empirical Bayes takes away too much. The "
                "truth may lie between both methods.",
                {"before": bayes.before, "mean": group.mean_before},
            )
        )
    cautions.append(
        Message("Traffic is not corrected: the reference group knows only the number of roads.")
    )
    if junction is not None and junction.method is Method.PLACE_TEXT:
        cautions.append(
            Message(
                "Junctions are known from crash records only: those that never had a crash are "
                "missing from the reference group, so its mean is rather too high."
            )
        )
    return tuple(cautions)
