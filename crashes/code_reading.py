"""Read columns of published texts as codes, and count the texts that no list knows."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.code_text import normalise_code_text
from crashes.codes import CodeList, CodeVersion, TextKey
from crashes.text_column import TextColumn

Unknown = Counter[tuple[str, str]]  # (column of the data, text) -> rows


def read_codes(
    codes: CodeList,
    columns: Sequence[tuple[str, TextColumn]],
    in_second_edition: npt.NDArray[np.bool_],
    unknown: Unknown,
) -> "pd.Series[str]":
    """Return the code of each row, missing where the text is empty or unknown.

    Parameters
    ----------
    codes
        The code list of the item.
    columns
        Name and texts of the columns of the item, main class first.
    in_second_edition
        For each row, whether the crash happened on or after 2023-07-01.
    unknown
        Receives the texts that no code list knows: an unknown text is never read as 其他.

    Examples
    --------
    >>> from crashes.codes import code_list
    >>> weather, unknown = TextColumn.of(["晴", "冰雹", ""]), Counter()
    >>> read_codes(code_list("weather_code"), [("天候名稱", weather)], np.ones(3, bool), unknown)
    0      8
    1    NaN
    2    NaN
    dtype: str
    >>> unknown
    Counter({('天候名稱', '冰雹'): 1})
    """
    combined, kinds = _combinations([column for _, column in columns], in_second_edition)
    counts = np.bincount(combined, minlength=len(kinds))
    found: list[str | None] = []
    for (edition, texts), count in zip(kinds, counts, strict=True):
        version = CodeVersion.FROM_2023_07 if edition else CodeVersion.UNTIL_2023_06
        key = tuple(normalise_code_text(text) for text in texts)
        code = codes.codes_by_text[version].get(key)
        found.append(code)
        if code is None and any(key) and count:
            for column, value in _what_is_unknown(codes, [name for name, _ in columns], texts):
                unknown[column, value] += int(count)
    return pd.Series(pd.array(found, dtype="str").take(combined))


def _combinations(
    columns: Sequence[TextColumn], in_second_edition: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], list[tuple[bool, tuple[str, ...]]]]:
    """Return each row's number of its combination of edition and texts, and all combinations."""
    combined = in_second_edition.astype(np.int64)
    for column in columns:
        combined = combined * max(len(column.texts), 1) + column.rows
    numbers, different = pd.factorize(combined)
    texts = []
    for column in reversed(columns):
        different, rows = np.divmod(different, max(len(column.texts), 1))
        texts.append(column.texts[rows])
    combinations = zip(*reversed(texts), strict=True)
    return numbers, list(zip(different.astype(bool).tolist(), combinations, strict=True))


def _what_is_unknown(
    codes: CodeList, names: Sequence[str], texts: Sequence[str]
) -> list[tuple[str, str]]:
    """Say which cell of an item is unknown: the main class, the text, or the two together."""
    key: TextKey = tuple(normalise_code_text(text) for text in texts)
    mains, subs = codes.known_texts
    if len(key) == 1:
        return [(names[0], texts[0])]
    found = []
    if key[0] not in mains and key[0]:
        found.append((names[0], texts[0]))
    if key[-1] not in subs and key[-1]:
        found.append((names[-1], texts[-1]))
    return found or [(names[-1], f"{texts[0]} > {texts[-1]}")]
