"""Write the map as a GeoPackage of its own: one layer for each kind of feature.

The file is made new; the store of the program is never opened here.
"""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pyogrio

from errors import DaoanError
from roadnet.crs import transformer_between
from roadnet.map_features import FeatureClass, MapFeature
from roadnet.model import LOCAL_CRS

FIXED_DATE = "2000-01-01T00:00:00.000Z"  # of the layers: the same map makes the same file


class ExportError(DaoanError):
    """A map could not be written."""


def write_geopackage(
    path: Path, features: Sequence[MapFeature], crs: str, *, out_crs: str | None = None
) -> int:
    """Write features to a new file and return how many there are.

    Parameters
    ----------
    path
        File to write; an existing file is replaced when the new one is complete.
    features
        Features in the CRS `crs`.
    crs
        EPSG code of the features, or `local`.
    out_crs
        EPSG code of the file; None keeps the features' own metres.

    Raises
    ------
    ProjectionError
        The features lie in local metres and another CRS is wanted.
    ExportError
        There is nothing to write, or the file cannot be written.
    """
    if not features:
        raise ExportError("There are no streets to export.")
    if out_crs not in {None, crs}:
        transformer_between(crs, str(out_crs))
    unfinished = path.with_name(f".{path.name}.part.gpkg")
    unfinished.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_DATE})
    try:
        for kind in FeatureClass:
            own = [feature for feature in features if feature.kind is kind]
            if own:
                layer = _table(own, crs)
                if out_crs not in {None, crs}:
                    layer = layer.to_crs(out_crs)
                with warnings.catch_warnings():  # local metres have no CRS: that is known
                    warnings.filterwarnings("ignore", "'crs' was not provided")
                    layer.to_file(
                        unfinished, layer=str(kind), driver="GPKG", promote_to_multi=is_mixed(layer)
                    )
        unfinished.replace(path)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        raise ExportError(
            "{path} cannot be written: {reason}", path=path, reason=str(error)
        ) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        unfinished.unlink(missing_ok=True)
    return len(features)


def is_mixed(layer: gpd.GeoDataFrame) -> bool:
    """Whether a layer holds single and multiple shapes: then it has to be multiple throughout."""
    return bool(layer.geom_type.nunique() > 1)


def _table(features: Sequence[MapFeature], crs: str) -> gpd.GeoDataFrame:
    rows = [
        {"kind": str(feature.kind)}
        | {
            key: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
            for key, value in feature.properties
        }
        for feature in features
    ]
    shapes = [feature.shape for feature in features]
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=None if crs == LOCAL_CRS else crs)
