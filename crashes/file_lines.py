"""Split the bytes of a crash file into regular lines, read fast, and odd lines, read with care.

A regular line has as many cells as the header, begins with a digit, and holds no quotation mark, no
NUL, no stray carriage return, nothing that is not UTF-8, and no giant cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LINE_FEED, CARRIAGE_RETURN, COMMA, QUOTE, NUL = b'\n\r,"\0'
ZERO, NINE = b"09"
MAX_REGULAR_BYTES = 1_000  # of a line: no cell of it is too long; a police row has about 600

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class OddLine:
    """A line that has to be looked at."""

    file_row: int  # 1 = the first line after the header
    content: bytes
    ended: bool  # False: the file ends here without an end of line


@dataclass(frozen=True, slots=True)
class FileLines:
    """The lines of a file after its header."""

    regular: bytes  # the regular lines, whole
    regular_rows: Positions  # their place in the file, 1 = the first line after the header
    odd: tuple[OddLine, ...]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.regular_rows) + len(self.odd)


def split_lines(body: bytes, cell_count: int) -> FileLines:
    r"""Return the lines of `body`, each with its place.

    Examples
    --------
    >>> lines = split_lines(b'2025,a\n\n2025,"b"\n2025\n2026,c', 2)
    >>> lines.regular, lines.regular_rows.tolist()
    (b'2025,a\n', [1])
    >>> [(line.file_row, line.content) for line in lines.odd]
    [(2, b''), (3, b'2025,"b"'), (4, b'2025'), (5, b'2026,c')]
    """
    if not body:
        return FileLines(b"", np.empty(0, dtype=np.int64), ())
    characters = np.frombuffer(body, dtype=np.uint8)
    ended = body.endswith(b"\n")
    stops = np.flatnonzero(characters == LINE_FEED)
    if not ended:
        stops = np.append(stops, len(body))
    starts = np.concatenate([[0], stops[:-1] + 1])
    regular = _are_regular(characters, starts, stops, cell_count, body)
    if not ended:
        regular[-1] = False
    odd = np.flatnonzero(~regular)
    return FileLines(
        regular=b"".join(_slices(body, starts, stops, regular)),
        regular_rows=np.flatnonzero(regular) + 1,
        odd=tuple(
            OddLine(
                file_row=int(line) + 1,
                content=body[starts[line] : stops[line]].removesuffix(b"\r"),
                ended=bool(ended or line < len(stops) - 1),
            )
            for line in odd
        ),
    )


def _are_regular(
    characters: npt.NDArray[np.uint8],
    starts: Positions,
    stops: Positions,
    cell_count: int,
    body: bytes,
) -> npt.NDArray[np.bool_]:
    first = characters[np.minimum(starts, len(characters) - 1)]
    regular = (first >= ZERO) & (first <= NINE) & (stops - starts <= MAX_REGULAR_BYTES)
    regular &= _count_in(np.flatnonzero(characters == COMMA), starts, stops) == cell_count - 1
    for forbidden in (QUOTE, NUL):
        if bytes([forbidden]) in body:
            regular &= _count_in(np.flatnonzero(characters == forbidden), starts, stops) == 0
    if b"\r" in body:
        returns = _count_in(np.flatnonzero(characters == CARRIAGE_RETURN), starts, stops)
        at_end = characters[np.maximum(stops - 1, 0)] == CARRIAGE_RETURN
        regular &= returns == at_end
    regular[_undecodable(body, starts, stops)] = False
    return regular


def _count_in(positions: Positions, starts: Positions, stops: Positions) -> Positions:
    """Return how many of the sorted `positions` lie in each line."""
    return np.searchsorted(positions, stops) - np.searchsorted(positions, starts)


def _undecodable(body: bytes, starts: Positions, stops: Positions) -> list[int]:
    """Return the lines that hold bytes which are not UTF-8."""
    if _is_utf8(body):
        return []
    edges = zip(starts.tolist(), stops.tolist(), strict=True)
    return [line for line, (start, stop) in enumerate(edges) if not _is_utf8(body[start:stop])]


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _slices(
    body: bytes, starts: Positions, stops: Positions, regular: npt.NDArray[np.bool_]
) -> Iterator[bytes]:
    """Yield the stretches of neighbouring regular lines."""
    if regular.all():
        yield body
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[0], regular.astype(np.int8), [0]])))
    for first, after in edges.reshape(-1, 2):
        yield body[starts[first] : stops[after - 1] + 1]
