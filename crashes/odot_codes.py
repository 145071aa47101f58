"""How codes of the Oregon crash files become ours: `data/sources/odot.yaml`, and how it is read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from crashes.code_reading import Unknown

PATH = Path(__file__).parent.parent / "data" / "sources" / "odot.yaml"
KEPT = "odot-"  # before a code of theirs that has no counterpart


@dataclass(frozen=True, slots=True)
class CodeMapping:
    """How one column is read."""

    column: str
    codes: Mapping[str, str]  # theirs -> ours
    missing: frozenset[str] = frozenset()  # theirs that mean "not recorded"
    kept: bool = False  # whether others are kept, marked as theirs

    def read(self, texts: "pd.Series[str]", unknown: Unknown) -> "pd.Series[Any]":
        """Return our codes, missing where there is none; count the texts nobody knows.

        Examples
        --------
        >>> weather = CodeMapping("Weather", {"1": "8"}, frozenset({"0"}))
        >>> unknown: Unknown = Counter()
        >>> weather.read(pd.Series(["1", "0", "", "77"]), unknown).tolist(), dict(unknown)
        (['8', None, None, None], {('Weather', '77'): 1})
        """
        read: dict[str, str | None] = {}
        for text, count in Counter(texts.tolist()).items():
            read[text] = self.code_of(text)
            if read[text] is None and text and text not in self.missing:
                unknown[self.column, text] += count
        return pd.Series([read[text] for text in texts.tolist()], index=texts.index, dtype=object)

    def code_of(self, text: str) -> str | None:
        """Return our code for one of theirs."""
        if text in self.codes:
            return self.codes[text]
        if not text or text in self.missing or not self.kept:
            return None
        return KEPT + text


@cache
def odot_mapping() -> dict[str, Any]:
    """Return the data file of the source as it is written."""
    described: dict[str, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return described


def mapping_of(described: Mapping[str, Any]) -> CodeMapping:
    """Return a code mapping as a data file describes it."""
    return CodeMapping(
        column=described["column"],
        codes={str(theirs): str(ours) for theirs, ours in described["codes"].items()},
        missing=frozenset(described.get("missing", ())),
        kept=bool(described.get("kept", False)),
    )
