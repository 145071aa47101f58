"""Arithmetic with chains of cubics: cut, move, add, and count along another scale."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from roadnet.model import ProfilePiece

Cubic = tuple[float, float, float, float]  # a + b·x + c·x² + d·x³
ZERO: Cubic = (0.0, 0.0, 0.0, 0.0)
SAME_PLACE_M = 1e-9
SAME_COEFFICIENT = 1e-6
SAME_VALUE_M = 1e-6
SAME_BY_COEFFICIENTS_M = 1e-3


def moved(cubic: Cubic, by: float) -> Cubic:
    """Return the cubic that has at x the value the given one has at x + by.

    Examples
    --------
    >>> moved((1.0, 2.0, 3.0, 0.0), 1.0)
    (6.0, 8.0, 3.0, 0.0)
    """
    a, b, c, d = cubic
    return (
        a + by * (b + by * (c + by * d)),
        b + by * (2 * c + by * 3 * d),
        c + 3 * by * d,
        d,
    )


def of_piece(piece: ProfilePiece) -> Cubic:
    """Return the coefficients of a piece."""
    return piece.a, piece.b, piece.c, piece.d


def between(pieces: Sequence[ProfilePiece], start_m: float, end_m: float) -> list[ProfilePiece]:
    """Return the chain between two places, counted from the first of them.

    Before the first piece the first piece holds, as in a `Profile`.

    Examples
    --------
    >>> ramp = [ProfilePiece(0.0, 3.0), ProfilePiece(10.0, 3.0, 0.1)]
    >>> between(ramp, 5.0, 20.0)
    [ProfilePiece(start_m=0.0, a=3.0, b=0.0, c=0.0, d=0.0), \
ProfilePiece(start_m=5.0, a=3.0, b=0.1, c=0.0, d=0.0)]
    """
    starts = [piece.start_m for piece in pieces]
    first = max(bisect_right(starts, start_m + SAME_PLACE_M) - 1, 0)
    found = [ProfilePiece(0.0, *moved(of_piece(pieces[first]), start_m - starts[first]))]
    found += [
        ProfilePiece(piece.start_m - start_m, *of_piece(piece))
        for piece in pieces[first + 1 :]
        if piece.start_m < end_m - SAME_PLACE_M
    ]
    return found


def at_starts(pieces: Sequence[ProfilePiece], starts: Sequence[float]) -> list[Cubic]:
    """Return the cubics of a chain as counted from each of the given places."""
    own = [piece.start_m for piece in pieces]
    found = []
    for start in starts:
        piece = pieces[max(bisect_right(own, start + SAME_PLACE_M) - 1, 0)]
        found.append(moved(of_piece(piece), start - piece.start_m))
    return found


def value_at(pieces: Sequence[ProfilePiece], place: float) -> float:
    """Return the value of a chain at a place."""
    return at_starts(pieces, [place])[0][0]


def union_of_starts(chains: Iterable[Sequence[ProfilePiece]]) -> list[float]:
    """Return the places where any of several chains begins a new piece, 0 included."""
    starts = sorted({piece.start_m for chain in chains for piece in chain} | {0.0})
    kept: list[float] = []
    for start in starts:
        if start >= 0 and (not kept or start - kept[-1] > SAME_PLACE_M):
            kept.append(start)
    return kept


def combined(
    one: Sequence[ProfilePiece], other: Sequence[ProfilePiece], sign: float
) -> list[ProfilePiece]:
    """Return one chain plus `sign` times another.

    Examples
    --------
    >>> combined([ProfilePiece(0.0, 3.0)], [ProfilePiece(0.0, 1.0, 0.5)], -1.0)
    [ProfilePiece(start_m=0.0, a=2.0, b=-0.5, c=0.0, d=0.0)]
    """
    starts = union_of_starts((one, other))
    sums = zip(at_starts(one, starts), at_starts(other, starts), strict=True)
    return [
        ProfilePiece(start, *(x + sign * y for x, y in zip(first, second, strict=True)))
        for start, (first, second) in zip(starts, sums, strict=True)
    ]


def stretched(piece: ProfilePiece, start_m: float, ratio: float) -> ProfilePiece:
    """Return a piece counted along a scale that is `ratio` times as long, from a new start."""
    return ProfilePiece(start_m, piece.a, piece.b / ratio, piece.c / ratio**2, piece.d / ratio**3)


def without_repetition(pieces: Sequence[ProfilePiece], end_m: float) -> list[ProfilePiece]:
    """Return a chain without the pieces that only go on as the one before them.

    Cubics are one where they differ by nothing that can be seen (1 µm) along the later piece, or
    by at most a millimetre where their coefficients, counted from 0, agree: then those who check
    files call the later one redundant.

    Parameters
    ----------
    pieces
        The chain.
    end_m
        Where it ends.

    Examples
    --------
    >>> without_repetition([ProfilePiece(0.0, 3.0, 0.1), ProfilePiece(10.0, 4.0, 0.1)], 20.0)
    [ProfilePiece(start_m=0.0, a=3.0, b=0.1, c=0.0, d=0.0)]
    """
    kept = list(pieces[:1])
    ends = [piece.start_m for piece in pieces[2:]]
    for piece, end in zip(pieces[1:], [*ends, end_m], strict=False):
        last = kept[-1]
        places = [
            piece.start_m + share * (end - piece.start_m) for share in (0.0, 0.25, 0.5, 0.75, 1)
        ]
        gap = max(abs(last.at(place) - piece.at(place)) for place in places)
        if gap > (SAME_BY_COEFFICIENTS_M if _agree(last, piece) else SAME_VALUE_M):
            kept.append(piece)
    return kept


def _agree(one: ProfilePiece, other: ProfilePiece) -> bool:
    """Whether the coefficients of two cubics are the same when both are counted from 0."""
    first, second = moved(of_piece(one), -one.start_m), moved(of_piece(other), -other.start_m)
    return max(abs(a - b) for a, b in zip(first, second, strict=True)) < SAME_COEFFICIENT
