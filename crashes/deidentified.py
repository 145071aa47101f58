"""De-identify crashes for other agencies by a dated rule: no identity, coarser time, place, age."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import yaml

RULE_FILE = Path(__file__).parent.parent / "data" / "publication" / "deidentified.yaml"


@dataclass(frozen=True, slots=True)
class PublicationRule:
    """What is published of a crash, and how coarsely."""

    valid_from: date
    point_to_m: float
    age_bands: tuple[int, ...]  # first year of age of each band
    crash_columns: tuple[str, ...]
    party_columns: tuple[str, ...]


@cache
def publication_rule(on: date) -> PublicationRule:
    """Return the rule in force on a day."""
    rules: list[dict[str, Any]] = yaml.safe_load(RULE_FILE.read_text(encoding="utf-8"))
    in_force = max(
        (rule for rule in rules if rule["valid_from"] <= on),
        key=lambda rule: rule["valid_from"],
        default=rules[0],
    )
    return PublicationRule(
        valid_from=in_force["valid_from"],
        point_to_m=float(in_force["point_to_m"]),
        age_bands=tuple(in_force["age_bands"]),
        crash_columns=tuple(in_force["crash_columns"]),
        party_columns=tuple(in_force["party_columns"]),
    )


def age_band(ages: pd.Series, bands: tuple[int, ...]) -> pd.Series:
    """Return the band of each age as text (`25-29`, `85+`); missing where the age is unknown.

    Examples
    --------
    >>> age_band(pd.Series([26, 90, -1]), (0, 18, 25, 30, 85)).tolist()
    ['25-29', '85+', None]
    """
    known = pd.to_numeric(ages, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    names = [f"{low}-{high - 1}" for low, high in pairwise(bands)]
    names.append(f"{bands[-1]}+")
    position = np.searchsorted(bands, np.nan_to_num(known, nan=-1.0), side="right") - 1
    values = [names[at] if at >= 0 else None for at in position]
    return pd.Series(values, index=ages.index, dtype=object)


def published_keys(crash_ids: pd.Series, salt: str) -> pd.Series:
    """Return keys that tell crashes apart but nothing else: our own keys hold the exact time.

    The same crash has the same key in every publication with the same secret salt; without the
    salt nobody can find the key of a known time and place.

    Examples
    --------
    >>> published_keys(pd.Series(["20180119-070800-b7fbf8e07f"]), "secret").tolist()
    ['ffd14ad95b606724']
    """
    key = salt.encode()
    return crash_ids.map(
        lambda crash_id: hashlib.blake2b(str(crash_id).encode(), key=key, digest_size=8).hexdigest()
    )


def deidentified_crashes(
    crashes: pd.DataFrame, *, crs: str, rule: PublicationRule, salt: str
) -> gpd.GeoDataFrame:
    """Return crashes without what could point to a person.

    Parameters
    ----------
    crashes
        Merged crashes: CRASH_COLUMNS and LOCATION_COLUMNS, points in `crs`.
    crs
        CRS of `x_m` and `y_m`, in metres.
    rule
        Which columns, and how coarse.
    salt
        Secret of the store, for `published_keys`; at most 64 bytes.

    Returns
    -------
    table
        The columns of the rule with points in EPSG:4326, moved to the middle of a grid cell;
        no point where the location is not believed.
    """
    cut = crashes.assign(
        crash_id=published_keys(crashes["crash_id"], salt),
        occurred_hour=crashes["occurred_at"].dt.floor("h"),
    )
    believed = crashes["location_status"].isin(["good", "corrected"])
    cell = rule.point_to_m
    x = (np.floor(crashes["x_m"].to_numpy(dtype=float) / cell) + 0.5) * cell
    y = (np.floor(crashes["y_m"].to_numpy(dtype=float) / cell) + 0.5) * cell
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), index=crashes.index, crs=crs)
    points = points.where(believed & ~np.isnan(x + y), None).to_crs(4326)
    return gpd.GeoDataFrame(
        cut.reindex(columns=list(rule.crash_columns)), geometry=points, crs="EPSG:4326"
    )


def deidentified_parties(
    parties: pd.DataFrame, *, rule: PublicationRule, salt: str
) -> pd.DataFrame:
    """Return parties (PARTY_COLUMNS) with age bands and the columns of the rule only."""
    banded = parties.assign(
        crash_id=published_keys(parties["crash_id"], salt),
        age_band=age_band(parties["age"], rule.age_bands),
    )
    return banded.reindex(columns=list(rule.party_columns))
