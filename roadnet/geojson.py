"""Write the map as GeoJSON, in WGS84 or in its own metres, with the same bytes every time."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from roadnet.crs import WGS84, transformer_between
from roadnet.map_features import MapFeature
from roadnet.model import LOCAL_CRS

DEGREE_DIGITS = 9  # a tenth of a millimetre: neighbours stay apart and edges meet
METRE_DIGITS = 3  # the grid of the surfaces


def write_geojson(
    path: Path, features: Sequence[MapFeature], crs: str, *, out_crs: str | None = WGS84
) -> int:
    """Write features to a file and return how many there are.

    Parameters
    ----------
    path
        File to write; it is replaced.
    features
        Features in the CRS `crs`, in the order to be written.
    crs
        EPSG code of the features, or `local`.
    out_crs
        EPSG code of the file; None keeps the features' own metres.

    Raises
    ------
    ProjectionError
        The features lie in local metres and another CRS is wanted.
    """
    path.write_text(geojson_text(features, crs, out_crs=out_crs), encoding="utf-8")
    return len(features)


def geojson_text(features: Sequence[MapFeature], crs: str, *, out_crs: str | None = WGS84) -> str:
    """Return features as the text of a GeoJSON file; see `write_geojson`."""
    shapes = np.array([feature.shape for feature in features], dtype=object)
    target = crs if out_crs is None else out_crs
    if target != crs:
        transformer = transformer_between(crs, target)
        shapes = shapely.transform(
            shapes, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
        )
    shapes = shapely.orient_polygons(shapes)
    digits = DEGREE_DIGITS if target == WGS84 else METRE_DIGITS
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "geometry": _geometry(shape, digits),
                "properties": {"kind": str(feature.kind), **dict(feature.properties)},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for feature, shape in zip(features, shapes, strict=True)
    ]
    head = {"type": "FeatureCollection", **_crs_member(target)}
    opening = json.dumps(head, separators=(",", ":"))[:-1]
    return opening + ',"features":[\n' + ",\n".join(lines) + "\n]}\n"


def _crs_member(crs: str) -> dict[str, Any]:
    """Return the member that names a CRS other than WGS84, as GDAL reads it."""
    if crs in {WGS84, LOCAL_CRS}:
        return {}
    name = f"urn:ogc:def:crs:{crs.replace(':', '::')}"
    return {"crs": {"type": "name", "properties": {"name": name}}}


def _geometry(shape: Any, digits: int) -> dict[str, Any]:
    if isinstance(shape, shapely.Polygon):
        rings = [_places(ring, digits) for ring in (shape.exterior, *shape.interiors)]
        return {"type": "Polygon", "coordinates": rings}
    if isinstance(shape, shapely.Point):
        return {"type": "Point", "coordinates": _places(shape, digits)[0]}
    if isinstance(shape, shapely.LineString):
        return {"type": "LineString", "coordinates": _places(shape, digits)}
    parts = [_geometry(part, digits)["coordinates"] for part in shape.geoms]
    return {"type": shape.geom_type, "coordinates": parts}


def _places(shape: Any, digits: int) -> list[list[float]]:
    places: list[list[float]] = np.round(shapely.get_coordinates(shape), digits).tolist()
    return places
