"""Save and read the junctions of the store."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from roadnet.model import Arm, Control, Junction, JunctionId, Method
from storage.bulk import among
from storage.geometry import Box, in_box, point_value
from storage.settings import read_srid
from storage.store import StoreError
from storage.tables import junctions

READ = (
    "junction_id",
    "name",
    "x_m",
    "y_m",
    "road_names",
    "arms",
    "control",
    "method",
    "sigma_m",
)


def save_junctions(
    connection: sa.Connection, saved: Sequence[Junction], *, replace_method: str
) -> None:
    """Save junctions; those of the method `replace_method` that are not among them go.

    Raises
    ------
    StoreError
        Two of them share a key.
    """
    keys = [str(junction.junction_id) for junction in saved]
    if len(set(keys)) != len(keys):
        raise StoreError("Two junctions to save share a key.")
    stored = {
        row.junction_id: row
        for row in connection.execute(sa.select(*(junctions.c[name] for name in READ)))
    }
    gone = {key for key, row in stored.items() if row.method == replace_method} - set(keys)
    changed = [one for one in saved if _as_stored(stored.get(one.junction_id)) != one]
    replaced = sorted(gone | ({str(one.junction_id) for one in changed} & set(stored)))
    connection.execute(
        junctions.delete().where(among(junctions.c.junction_id, replaced, connection.dialect.name))
    )
    if changed:
        srid = read_srid(connection)
        rows = [_row(connection, one, srid) for one in changed]
        connection.execute(junctions.insert(), rows)


def read_junctions(connection: sa.Connection, box_m: Box | None) -> tuple[Junction, ...]:
    """Return the junctions in a box, its sides included, or all; by name, then key."""
    query = sa.select(*(junctions.c[name] for name in READ))
    if box_m is not None:
        west, south, east, north = box_m
        query = query.where(
            in_box(junctions, box_m, connection.dialect.name, read_srid(connection)),
            junctions.c.x_m.between(west, east),
            junctions.c.y_m.between(south, north),
        )
    found = [_junction(row) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (one.name, one.junction_id)))


def _row(connection: sa.Connection, junction: Junction, srid: int) -> dict[str, Any]:
    return {
        "geom": point_value(connection.dialect.name, junction.x_m, junction.y_m, srid),
        "junction_id": junction.junction_id,
        "name": junction.name,
        "x_m": junction.x_m,
        "y_m": junction.y_m,
        "road_names": json.dumps(junction.road_names, ensure_ascii=False),
        "arms": json.dumps([asdict(arm) for arm in junction.arms], ensure_ascii=False),
        "control": str(junction.control),
        "method": str(junction.method),
        "sigma_m": junction.sigma_m,
    }


def _as_stored(row: Any) -> Junction | None:
    return None if row is None else _junction(row)


def _junction(row: Any) -> Junction:
    return Junction(
        junction_id=JunctionId(row.junction_id),
        name=row.name,
        x_m=row.x_m,
        y_m=row.y_m,
        road_names=tuple(json.loads(row.road_names)),
        arms=tuple(Arm(**arm) for arm in json.loads(row.arms)),
        control=Control(row.control),
        method=Method(row.method),
        sigma_m=row.sigma_m,
    )
