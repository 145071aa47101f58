"""Share out the ground: every piece of it goes to one claim, and neighbours share their edges.

All claims of a layer are laid over each other on a grid of a millimetre; every face of the result
goes to the claim of the highest priority that covers it. Polygons made this way cannot overlap and
have every vertex in common with their neighbours, so that rounding or projecting their coordinates
keeps them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.ribbon import GRID_M, polygons_only

Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]
NOBODY = -1
SLIVER_AREA_M2 = 0.05  # smaller pieces go to a neighbour
GAP_AREA_M2 = 0.3  # smaller holes between claims are filled
NEIGHBOUR = 0.5  # of the longest edge: who shares less with a face only touches it
HELD = 0.45  # of its outline: a thin face that lies along more of its owner's ground stays
THIN_M = 0.04  # thinner pieces and holes too


@dataclass(frozen=True, slots=True)
class Claim:
    """A surface that somebody wants; of two claims to a place the smaller priority wins."""

    surface: BaseGeometry
    priority: tuple[float | str, ...]


def share_out(
    claims: Sequence[Claim], cuts: Sequence[BaseGeometry] = ()
) -> list[list[shapely.Polygon]]:
    """Return the polygons each claim gets, largest first; none where others take all.

    Parameters
    ----------
    claims
        Claims of one layer, in any order; equal priorities go by position.
    cuts
        Lines at which ground is cut before thin pieces of it are given away.
    """
    shares: list[list[shapely.Polygon]] = [[] for _ in claims]
    if not claims:
        return shares
    surfaces = np.array([claim.surface for claim in claims])
    faces = _faces(surfaces, cuts)
    owners = _without_slivers(faces, *_owners(faces, surfaces, _ranks(claims)))
    for owner in np.unique(owners[owners != NOBODY]):
        merged = shapely.coverage_union_all(faces[owners == owner])
        parts = list(shapely.get_parts(merged))
        parts.sort(key=lambda part: (-part.area, part.bounds))
        shares[int(owner)] = [shapely.normalize(part) for part in parts]
    return shares


def _ranks(claims: Sequence[Claim]) -> Ints:
    order = sorted(range(len(claims)), key=lambda index: (claims[index].priority, index))
    ranks = np.empty(len(claims), dtype=np.int64)
    ranks[order] = np.arange(len(claims))
    return ranks


def _faces(surfaces: Shapes, cuts: Sequence[BaseGeometry]) -> Shapes:
    """Return the faces that the outlines of all surfaces make with the cuts, on the grid."""
    lines = shapely.get_parts(shapely.boundary(surfaces))
    noded = shapely.union_all([*lines, *cuts], grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    return np.asarray(faces[shapely.area(faces) > 0])


def _owners(faces: Shapes, surfaces: Shapes, ranks: Ints) -> tuple[Ints, Ints]:
    """Return who gets each face and who comes next; NOBODY where no claim covers it."""
    inside = shapely.point_on_surface(faces)
    face, claim = shapely.STRtree(surfaces).query(inside, predicate="intersects")
    order = np.lexsort((ranks[claim], face))
    face, claim = face[order], claim[order]
    starts = np.flatnonzero(np.diff(face, prepend=NOBODY))
    owners, nexts = np.full((2, len(faces)), NOBODY, dtype=np.int64)
    owners[face[starts]] = claim[starts]
    again = starts[np.diff(starts, append=len(face)) > 1] + 1
    nexts[face[again]] = claim[again]
    return owners, nexts


def _without_slivers(faces: Shapes, owners: Ints, nexts: Ints) -> Ints:
    """Give thin faces, small pieces and small gaps to a neighbour."""
    thin = [np.array([face]) for face in np.flatnonzero(_is_thin(faces))]
    owners = _handed_over(faces, owners, thin, nexts)
    pieces, members = _pieces(faces, owners)
    owned = np.array([owners[group[0]] != NOBODY for group in members])
    small = shapely.area(pieces) < np.where(owned, SLIVER_AREA_M2, GAP_AREA_M2)
    small |= _is_thin(pieces)
    groups = [members[index] for index in np.flatnonzero(small)]
    return _handed_over(faces, owners, groups, nexts)


def _is_thin(shapes: Shapes) -> NDArray[np.bool_]:
    return np.asarray(2 * shapely.area(shapes) < THIN_M * shapely.length(shapes))


def _handed_over(faces: Shapes, owners: Ints, groups: Sequence[Ints], nexts: Ints) -> Ints:
    """Return the owners after each group of faces went to a neighbour.

    It goes to the next one who claims it, if that is a neighbour, else along its longest edge.
    Faces of the groups themselves inherit nothing; a group without an heir stays as it is.
    """
    owners = owners.copy()
    if not groups:
        return owners
    group_of = np.full(len(faces), NOBODY)
    for index, group in enumerate(groups):
        group_of[group] = index
    heirs = np.flatnonzero((group_of == NOBODY) & (owners != NOBODY))
    given = np.flatnonzero(group_of != NOBODY)
    one, other = shapely.STRtree(faces[heirs]).query(faces[given], predicate="intersects")
    common = shapely.length(
        shapely.intersection(
            shapely.boundary(faces[given[one]]), shapely.boundary(faces[heirs[other]])
        )
    )
    lengths: dict[int, dict[int, float]] = {}
    for face, heir, length in zip(given[one], heirs[other], common, strict=True):
        own = lengths.setdefault(int(group_of[face]), {})
        own[int(owners[heir])] = own.get(int(owners[heir]), 0.0) + float(length)
    for index, found in lengths.items():
        first = groups[index][0]
        outline_m = float(shapely.length(faces[groups[index]]).sum())
        if found.get(int(owners[first]), 0.0) > HELD * outline_m:
            continue
        best, named = max(sorted(found), key=found.__getitem__), int(nexts[first])
        if found.get(named, 0.0) > NEIGHBOUR * found[best]:
            best = named
        if found[best] > 0:
            owners[groups[index]] = best
    return owners


def _pieces(faces: Shapes, owners: Ints) -> tuple[Shapes, list[Ints]]:
    """Return connected pieces of one owner and the faces in each; gaps stay as they are."""
    pieces: list[BaseGeometry] = []
    members: list[Ints] = []
    order = np.argsort(owners, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(owners[order])) + 1)
    for group in groups:
        if len(group) == 1 or owners[group[0]] == NOBODY:
            pieces += list(faces[group])
            members += [np.array([face]) for face in group]
            continue
        parts = polygons_only(shapely.coverage_union_all(faces[group]))
        if len(parts) == 1:
            pieces.append(parts[0])
            members.append(group)
            continue
        inside = shapely.point_on_surface(faces[group])
        face, part = shapely.STRtree(parts).query(inside, predicate="intersects")
        for index in range(len(parts)):
            pieces.append(parts[index])
            members.append(group[face[part == index]])
    return np.array(pieces), members
