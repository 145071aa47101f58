"""The numbers of an evaluation: each method in a column, with its interval drawn."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from improvements.empirical_bayes import EmpiricalBayes
from improvements.model import Evaluation
from improvements.naive import NaiveComparison
from language import translate as _
from ui.plain_text import as_text

LEAST_P = 0.001
MAX_RATIO = 2.0  # right end of the scale: twice as many crashes as expected


def show_methods(evaluation: Evaluation) -> None:
    """Show both methods side by side."""
    naive, bayes = st.columns(2, gap="medium")
    with naive.container(border=True, height="stretch"):
        st.markdown(f"**{_('Naive comparison')}**")
        st.caption(_("Before against after and nothing else: a bad year alone looks like success."))
        draw_interval(
            evaluation.naive.rate_ratio, evaluation.naive.ratio_low, evaluation.naive.ratio_high
        )
        show_rows(naive_rows(evaluation.naive))
    with bayes.container(border=True, height="stretch"):
        st.markdown(f"**{_('Empirical Bayes')}**")
        st.caption(_("Against what junctions like this one let expect without the measure."))
        found = evaluation.empirical_bayes
        if found is None:
            reason = evaluation.no_empirical_bayes
            st.info(as_text(reason.in_language()) if reason else "–")
        else:
            draw_interval(found.index.value, found.index_low, found.index_high)
            show_rows(bayes_rows(found))


def naive_rows(naive: NaiveComparison) -> list[tuple[str, str]]:
    """Return the numbers of the naive method, named."""
    return [
        (_("Crashes before"), str(naive.before)),
        (_("Crashes after"), str(naive.after)),
        (_("Expected after, by the site's own count"), f"{naive.expected_after:.1f}"),
        (_("Change"), percent(naive.change)),
        (_("95 % interval"), interval(naive.ratio_low, naive.ratio_high)),
        (_("p (two-sided)"), p_value(naive.p_two_sided)),
    ]


def bayes_rows(bayes: EmpiricalBayes) -> list[tuple[str, str]]:
    """Return the numbers of Empirical Bayes, named."""
    return [
        (_("Crashes before"), str(bayes.before)),
        (_("Crashes after"), str(bayes.after)),
        (_("Usual before, junctions like it"), f"{bayes.predicted_before:.1f}"),
        (_("Weight of the usual number"), f"{bayes.weight:.2f}"),
        (_("Long-run number before"), f"{bayes.expected_before:.1f}"),
        (_("Expected after without the measure"), f"{bayes.expected_after:.1f}"),
        (_("Change"), percent(bayes.change)),
        (_("95 % interval"), interval(bayes.index_low, bayes.index_high)),
        (_("p (two-sided)"), p_value(bayes.p_two_sided)),
    ]


def show_rows(rows: Sequence[tuple[str, str]]) -> None:
    """Show named numbers as a plain list."""
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    st.html(f'<dl class="daoan-numbers">{lines}</dl>')


def draw_interval(ratio: float | None, low: float, high: float | None) -> None:
    """Draw the crashes as a share of those expected: the interval as a bar, 100 % as a line."""
    if ratio is None:
        return
    start, end = (min(value, MAX_RATIO) / MAX_RATIO for value in (low, high or MAX_RATIO))
    at = min(ratio, MAX_RATIO) / MAX_RATIO
    said = escape(_("Crashes as a share of those expected: {share}", share=f"{ratio:.0%}"))
    st.html(
        f'<div class="daoan-interval" role="img" aria-label="{said}" title="{said}">'
        f'<div class="bar" style="left:{start:.1%};width:{end - start:.1%}"></div>'
        f'<div class="same"></div><div class="at" style="left:{at:.1%}"></div>'
        f'<span style="left:0">0 %</span><span style="left:50%">100 %</span>'
        f'<span style="left:100%">{100 * MAX_RATIO:.0f} %</span></div>'
    )


def figures_table(evaluation: Evaluation) -> pd.DataFrame:
    """Return all numbers as a table: method, name, value."""
    rows = [(_("Naive comparison"), *row) for row in naive_rows(evaluation.naive)]
    if evaluation.empirical_bayes:
        rows += [(_("Empirical Bayes"), *row) for row in bayes_rows(evaluation.empirical_bayes)]
    return pd.DataFrame(rows, columns=[_("Method"), _("Item"), _("Value")])


def percent(change: float | None) -> str:
    """Return a change in percent with its sign, a dash for none.

    Examples
    --------
    >>> percent(-0.5), percent(0.07), percent(None)
    ('−50%', '+7%', '–')
    """
    return "–" if change is None else f"{change:+.0%}".replace("-", "−")


def p_value(p: float) -> str:
    """Return a p value; one that three digits would print as nothing is said to be less.

    Examples
    --------
    >>> p_value(0.0144), p_value(0.0001)
    ('0.014', '< 0.001')
    """
    return "< 0.001" if p < LEAST_P else f"{p:.3f}"


def interval(low: float, high: float | None) -> str:
    """Return an interval of ratios as one of changes."""
    upper = "∞" if high is None else percent(high - 1)
    return _("{low} to {high}", low=percent(low - 1), high=upper)
