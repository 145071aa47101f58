"""What stands beside the records when they are read: decisions, scenes, rules of the city."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from collision_diagrams.attached import Attached, parse_attached
from collision_diagrams.rule_files import RuleFile, faults_of
from collision_diagrams.rules import rules_in_force
from storage.documents import DocumentKind
from ui.store_access import data_version, the_store

P = ParamSpec("P")
R = TypeVar("R")


def attached_to_records() -> Attached:
    """Return the scenes and the confirmed readings of the store."""
    return _attached(data_version())


def rules_of_city() -> Mapping[str, str]:
    """Return the rule files that the city changed: name -> text.

    A file that this edition of the program cannot read any more is left out: the shipped one is
    used, and the page of the rules says so.
    """
    return _rules(data_version())


def under_city_rules(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function read and draw by the rules of the city."""

    @wraps(function)
    def ruled(*args: P.args, **kwargs: P.kwargs) -> R:
        with rules_in_force(rules_of_city()):
            return function(*args, **kwargs)

    return ruled


@st.cache_resource(max_entries=2, show_spinner=False)
def _attached(version: str) -> Attached:  # noqa: ARG001
    scenes, readings = (
        {one.key: one.text for one in the_store().documents(kind)}
        for kind in (DocumentKind.SCENE, DocumentKind.READING)
    )
    return parse_attached(scenes, readings)


@st.cache_resource(max_entries=2, show_spinner=False)
def _rules(version: str) -> dict[str, str]:  # noqa: ARG001
    kept = {one.key: one.text for one in the_store().documents(DocumentKind.RULES)}
    return {
        str(file): kept[file]
        for file in RuleFile
        if file in kept and not faults_of(file, kept[file])
    }
