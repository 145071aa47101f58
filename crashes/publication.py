"""Write de-identified crashes into a file for other agencies: CSV, GeoJSON or GeoPackage."""

from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from crashes.deidentified import deidentified_crashes, deidentified_parties, publication_rule
from errors import DaoanError

FORMATS = (".csv", ".geojson", ".gpkg")


class PublicationError(DaoanError, ValueError):
    """De-identified data cannot be written to that file."""


def write_publication(
    path: Path,
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    *,
    crs: str,
    on: date,
    salt: str,
) -> dict[str, int]:
    """Write crashes and parties by the rule in force, and return how many there are of each.

    Parameters
    ----------
    path
        The new file. `.csv`: one row for each party with its crash, longitude and latitude;
        `.geojson`: one point for each crash; `.gpkg`: the layers `crashes` and `parties`.
    crashes, parties
        Merged records, points in `crs`.
    on
        Day whose rule is applied.
    salt
        Secret of the store behind the published keys.

    Raises
    ------
    PublicationError
        The ending is another one, or the file is there already: nothing is overwritten.
    """
    if path.suffix.lower() not in FORMATS:
        raise PublicationError(
            "{file}: the ending has to be .csv, .geojson or .gpkg.", file=path.name
        )
    if path.exists():
        raise PublicationError("{file} is there already: choose another name.", file=str(path))
    rule = publication_rule(on)
    published = deidentified_crashes(crashes, crs=crs, rule=rule, salt=salt)
    people = deidentified_parties(parties, rule=rule, salt=salt)
    if path.suffix.lower() == ".csv":
        _write_csv(path, published, people)
    elif path.suffix.lower() == ".geojson":
        path.write_text(_with_times_as_text(published).to_json(drop_id=True), encoding="utf-8")
    else:
        published.to_file(path, layer="crashes", driver="GPKG", engine="pyogrio")
        layer = gpd.GeoDataFrame(people, geometry=gpd.GeoSeries([None] * len(people), crs=4326))
        layer.to_file(path, layer="parties", driver="GPKG", engine="pyogrio")
    return {"crashes": len(published), "parties": len(people)}


def _write_csv(path: Path, crashes: gpd.GeoDataFrame, parties: pd.DataFrame) -> None:
    flat = pd.DataFrame(crashes.drop(columns="geometry")).assign(
        lon=crashes.geometry.x.round(6), lat=crashes.geometry.y.round(6)
    )
    flat.merge(parties, on="crash_id", how="left").to_csv(path, index=False, encoding="utf-8-sig")


def _with_times_as_text(crashes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return crashes.assign(occurred_hour=crashes["occurred_hour"].dt.strftime("%Y-%m-%dT%H:%M"))
