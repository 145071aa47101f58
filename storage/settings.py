"""What holds for the whole store: its CRS, its own counties, the side driven on and the like."""

import dataclasses
import json
from typing import Any

import sqlalchemy as sa
from pyproj import CRS
from pyproj.exceptions import CRSError

from storage.geopackage import set_layer_crs
from storage.store import StoreError, StoreSettings
from storage.tables import POINT_TABLES, settings
from storage.views import create_views, drop_views

MORE = "more"
NO_SRID = {"sqlite": -1, "postgresql": 0}  # of points in a store without a CRS
TUPLES = ("counties",)
NAMES = tuple(field.name for field in dataclasses.fields(StoreSettings))


def read_settings(connection: sa.Connection) -> StoreSettings:
    """Return the settings."""
    rows = connection.execute(sa.select(settings.c.name, settings.c.value))
    values = {row[0]: json.loads(row[1]) for row in rows}
    for name in TUPLES:
        if name in values:
            values[name] = tuple(values[name])
    return StoreSettings(**values)


def change_settings(connection: sa.Connection, changes: dict[str, Any]) -> StoreSettings:
    """Change the named settings; names that are not fields of StoreSettings go to `more`.

    `more` itself, when given, is laid over what is there name by name.

    Raises
    ------
    StoreError
        The CRS is unknown, is not in metres, or would be another one than that of stored points.
    """
    before = read_settings(connection)
    more = {**before.more, **changes.get(MORE, {})}
    more |= {name: value for name, value in changes.items() if name not in NAMES}
    plain = {name: value for name, value in changes.items() if name in NAMES and name != MORE}
    if "crs" in plain:
        _change_crs(connection, before.crs, plain["crs"])
    for name, value in {**plain, MORE: more}.items():
        _save(connection, name, value)
    return read_settings(connection)


def read_srid(connection: sa.Connection) -> int:
    """Return the EPSG number of the CRS of the store, or what stands for none."""
    text = connection.scalar(sa.select(settings.c.value).where(settings.c.name == "crs"))
    crs = json.loads(text) if text else None
    return _srid(crs) if crs else NO_SRID[connection.dialect.name]


def _save(connection: sa.Connection, name: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=list)
    changed = connection.execute(
        settings.update().where(settings.c.name == name).values(value=text)
    )
    if not changed.rowcount:
        connection.execute(settings.insert().values(name=name, value=text))


def _srid(crs: str) -> int:
    authority, _, number = crs.partition(":")
    if authority.upper() != "EPSG" or not number.isdigit():
        raise StoreError("{crs} is not a CRS: write EPSG: and its number.", crs=crs)
    return int(number)


def _change_crs(connection: sa.Connection, before: str | None, crs: str | None) -> None:
    if crs == before:
        return
    if crs is None or _has_points(connection):
        raise StoreError(
            "The points of the store are in {before}; it cannot become {crs}.",
            before=before,
            crs=crs,
        )
    srid = _srid(crs)
    _require_metres(crs)
    set_srid(connection, srid)


def set_srid(connection: sa.Connection, srid: int | None) -> None:
    """Say which CRS the points of the store are in (None: not known yet); there must be none."""
    if connection.dialect.name == "sqlite":
        set_layer_crs(connection, NO_SRID["sqlite"] if srid is None else srid)
        return
    srid = NO_SRID["postgresql"] if srid is None else srid
    drop_views(connection)
    for table in POINT_TABLES:
        connection.exec_driver_sql(
            f"ALTER TABLE {table.name} ALTER COLUMN geom TYPE geometry(Point, {srid})"
            f" USING ST_SetSRID(geom, {srid})"
        )
    create_views(connection)


def _has_points(connection: sa.Connection) -> bool:
    return any(
        connection.scalar(sa.select(sa.exists().where(table.c.x_m.is_not(None))))
        for table in POINT_TABLES
    )


def _require_metres(crs: str) -> None:
    """Raise unless lengths in the CRS are metres."""
    try:
        known = CRS.from_user_input(crs)
    except CRSError as error:
        raise StoreError("The CRS {crs} is not known.", crs=crs) from error
    if not known.is_projected or known.axis_info[0].unit_name != "metre":
        raise StoreError(
            "The CRS of a store must be projected and in metres; {crs} is {name}.",
            crs=crs,
            name=known.name,
        )
