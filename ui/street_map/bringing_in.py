"""Bring a file of streets into the open store."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from errors import DaoanError
from roadnet.model import LOCAL_CRS, DrivingSide, Streets
from roadnet.model.record import StreetOutcome
from roadnet.opendrive.read import read_opendrive
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from roadnet.records import area_of, records_of
from storage.store import Store
from ui.importing import Upload

AUTHOR = "daoan"
OPENDRIVE_ENDING = ".xodr"


@dataclass(frozen=True, slots=True)
class Bringing:
    """A file of streets, and what the command of the same name takes as options."""

    file: Upload
    area: str = ""  # empty: the name of the file
    driving_side: DrivingSide | None = None  # None: as the file or the country says
    crs: str = ""  # empty: that of the store, else by place
    origin: tuple[float, float] | None = None  # longitude, latitude of the origin of OpenDRIVE
    boundary: Upload | None = None  # only what lies inside this GeoJSON polygon (OpenStreetMap)


def is_opendrive(name: str) -> bool:
    """Whether a file is one of OpenDRIVE, by its ending.

    Examples
    --------
    >>> is_opendrive("Town01.XODR"), is_opendrive("taipei.osm.pbf")
    (True, False)
    """
    return Path(name).suffix.lower() == OPENDRIVE_ENDING


def bring_in(
    store: Store, given: Bringing, *, author: str = AUTHOR
) -> tuple[Streets, StreetOutcome]:
    """Read an uploaded file of OpenStreetMap or OpenDRIVE and save its streets.

    The store takes the CRS of the first streets.

    Raises
    ------
    DaoanError
        The file cannot be read, or its CRS is not that of the store.
    """
    crs = store.settings().crs
    with TemporaryDirectory(prefix="daoan-streets-") as folder:
        try:
            streets = _read(given, Path(folder), crs)
        except DaoanError as error:
            raise _without_folder(error, folder) from error
    if crs is None and streets.crs != LOCAL_CRS:
        store.change_settings(crs=streets.crs, driving_side=streets.driving_side.value)
    elif streets.crs not in {crs, LOCAL_CRS}:
        raise DaoanError("The store is in {crs}, the file in {other}.", crs=crs, other=streets.crs)
    found = area_of(streets, source=given.file.name)
    return streets, store.save_streets(found, records_of(streets), author=author)


def _read(given: Bringing, folder: Path, store_crs: str | None) -> Streets:
    file = _written(given.file, folder)
    area = given.area or None
    if is_opendrive(file.name):
        return read_opendrive(
            file,
            area=area,
            crs=given.crs or None,
            origin=given.origin,
            driving_side=given.driving_side,
            map_crs=store_crs,
        )
    clip = _written(given.boundary, folder) if given.boundary else None
    return read_osm_streets(file, OsmChoice(area, clip, given.driving_side, given.crs or store_crs))


def _without_folder(error: DaoanError, folder: str) -> DaoanError:
    """Return an error that names files as the person knows them, not where we laid them down."""
    values = {
        name: str(value).replace(f"{folder}/", "") if folder in str(value) else value
        for name, value in error.values.items()
    }
    return type(error)(error.message, **values)


def _written(upload: Upload, folder: Path) -> Path:
    path = folder / Path(upload.name).name
    path.write_bytes(upload.getbuffer())
    return path
