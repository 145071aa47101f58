"""A column of texts in which most are repeated: each different text is kept and read once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Indices = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class TextColumn:
    """The different texts of a column and, for each row, which one it holds."""

    texts: Texts  # each different text once
    rows: Indices  # position in `texts`, one for each row

    @classmethod
    def of(cls, cells: Iterable[str]) -> "TextColumn":
        """Return the column that holds `cells`.

        Examples
        --------
        >>> column = TextColumn.of(["晴", "雨", "晴"])
        >>> list(column.texts), column.rows.tolist()
        (['晴', '雨'], [0, 1, 0])
        """
        rows, texts = pd.factorize(np.array(list(cells), dtype=object))
        return cls(np.asarray(texts, dtype=object), rows.astype(np.int64))

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, rows: npt.NDArray[Any]) -> "TextColumn":
        """Return the column with these rows (positions or a mask)."""
        return TextColumn(self.texts, self.rows[rows])

    def cells(self) -> Texts:
        """Return the text of every row."""
        return self.texts[self.rows]

    def counts(self) -> Indices:
        """Return how many rows hold each of the texts."""
        return np.bincount(self.rows, minlength=len(self.texts))

    def read(self, reader: Callable[[str], Any], dtype: npt.DTypeLike = object) -> npt.NDArray[Any]:
        """Return what `reader` makes of each row's text; it is called once for each text."""
        values = np.empty(len(self.texts), dtype=dtype)
        for number in np.flatnonzero(self.counts()):  # one by one: a value may be a sequence
            values[number] = reader(self.texts[number])
        return values[self.rows]


def joined(columns: Sequence[TextColumn]) -> TextColumn:
    """Return the rows of all `columns` one after the other.

    Examples
    --------
    >>> list(joined([TextColumn.of("ab"), TextColumn.of("bc")]).cells())
    ['a', 'b', 'b', 'c']
    """
    if len(columns) == 1:
        return columns[0]
    starts = np.cumsum([0] + [len(column.texts) for column in columns[:-1]])
    new_rows, texts = pd.factorize(np.concatenate([column.texts for column in columns]))
    rows = [new_rows[column.rows + start] for column, start in zip(columns, starts, strict=True)]
    return TextColumn(np.asarray(texts, dtype=object), np.concatenate(rows).astype(np.int64))
