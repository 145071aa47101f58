"""Points as the bytes of either engine, and the look-up of what lies in a box.

A GeoPackage geometry is a header, the CRS number, an optional envelope and well-known binary
(OGC 12-128r18, clause 2.1.3); PostGIS takes well-known binary with the CRS number inside.
"""

import struct
from typing import Any

import sqlalchemy as sa

Box = tuple[float, float, float, float]  # west, south, east, north

POINT_BLOB = struct.Struct("<2sBBiBI2d")  # GP, version, flags, CRS; byte order, type, x, y
POINT_EWKB = struct.Struct("<BII2d")  # byte order, type with the CRS flag, CRS, x, y
LITTLE_ENDIAN_NO_ENVELOPE = 1
EWKB_HAS_CRS = 0x20000000
WKB_POINT = 1
ENVELOPE_BYTES = (0, 32, 48, 48, 64)  # by the envelope code in the flags
HEADER_BYTES = 8


def point_blob(x_m: float, y_m: float, srid: int) -> bytes:
    """Return a point as the blob of a GeoPackage.

    Examples
    --------
    >>> bounds(point_blob(200_000.0, 2_600_000.0, 3826))
    (200000.0, 2600000.0, 200000.0, 2600000.0)
    """
    return POINT_BLOB.pack(b"GP", 0, LITTLE_ENDIAN_NO_ENVELOPE, srid, 1, WKB_POINT, x_m, y_m)


def point_ewkb(x_m: float, y_m: float, srid: int) -> str:
    """Return a point as the hexadecimal text that PostGIS reads."""
    return POINT_EWKB.pack(1, WKB_POINT | EWKB_HAS_CRS, srid, x_m, y_m).hex()


def point_value(dialect: str, x_m: float | None, y_m: float | None, srid: int) -> Any:
    """Return a point as the engine stores it; None where a coordinate is missing."""
    if x_m is None or y_m is None:
        return None
    return (point_blob if dialect == "sqlite" else point_ewkb)(x_m, y_m, srid)


def bounds(blob: bytes | None) -> Box | None:
    """Return the box of a GeoPackage geometry; None when it is null or empty.

    Points carry their coordinates, other shapes the envelope that GeoPackage writers add.
    """
    if blob is None or blob[3] & 0x10:
        return None
    order = "<" if blob[3] & 1 else ">"
    envelope_code = (blob[3] >> 1) & 7
    if envelope_code:
        west, east, south, north = struct.unpack_from(f"{order}4d", blob, HEADER_BYTES)
        return west, south, east, north
    order = "<" if blob[HEADER_BYTES] == 1 else ">"
    x, y = struct.unpack_from(f"{order}2d", blob, HEADER_BYTES + 5)
    return (x, y, x, y) if x == x else None  # noqa: PLR0124 (an empty point is NaN)


def in_box(table: sa.Table, box: Box, dialect: str, srid: int) -> sa.ColumnElement[bool]:
    """Return the condition that the point of `table` lies in a box, by the spatial index.

    The index may let a point just outside pass: compare `x_m` and `y_m` besides.
    """
    west, south, east, north = (float(one) for one in box)
    sides: dict[str, float] = {"west": west, "south": south, "east": east, "north": north}
    key = next(iter(table.primary_key)).name
    if dialect == "sqlite":
        text = (
            f"{table.name}.{key} IN (SELECT id FROM rtree_{table.name}_geom"
            " WHERE minx <= :east AND maxx >= :west AND miny <= :north AND maxy >= :south)"
        )
    else:
        text = (
            f"{table.name}.geom && ST_MakeEnvelope(CAST(:west AS float), CAST(:south AS float),"
            " CAST(:east AS float), CAST(:north AS float), CAST(:srid AS integer))"
        )
        sides["srid"] = srid
    return sa.text(text).bindparams(**sides)  # type: ignore[return-value]
