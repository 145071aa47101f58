"""Bring a file of streets into the open store."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from errors import DaoanError
from roadnet.model import LOCAL_CRS, Streets
from roadnet.model.record import StreetOutcome
from roadnet.opendrive.read import read_opendrive
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from roadnet.records import area_of, records_of
from storage.store import Store
from ui.importing import Upload

AUTHOR = "daoan"
OPENDRIVE_ENDING = ".xodr"


def bring_in(store: Store, upload: Upload, area: str) -> tuple[Streets, StreetOutcome]:
    """Read an uploaded file of OpenStreetMap or OpenDRIVE and save its streets.

    Parameters
    ----------
    store
        The store; it takes the CRS of the first streets.
    upload
        The file; `.xodr` is OpenDRIVE.
    area
        Name of the area; empty: the name of the file.

    Raises
    ------
    DaoanError
        The file cannot be read, or its CRS is not that of the store.
    """
    with TemporaryDirectory(prefix="daoan-streets-") as folder:
        file = Path(folder) / Path(upload.name).name
        file.write_bytes(upload.getbuffer())
        streets = reader_of(file)(file, area or None, store.settings().crs)
    crs = store.settings().crs
    if crs is None and streets.crs != LOCAL_CRS:
        store.change_settings(crs=streets.crs, driving_side=streets.driving_side.value)
    elif streets.crs not in {crs, LOCAL_CRS}:
        raise DaoanError("The store is in {crs}, the file in {other}.", crs=crs, other=streets.crs)
    found = area_of(streets, source=upload.name)
    return streets, store.save_streets(found, records_of(streets), author=AUTHOR)


Reader = Callable[[Path, str | None, str | None], Streets]


def reader_of(file: Path) -> Reader:
    """Return what reads a file, by its ending."""
    return _opendrive if file.suffix.lower() == OPENDRIVE_ENDING else _osm


def _osm(file: Path, area: str | None, crs: str | None) -> Streets:
    return read_osm_streets(file, OsmChoice(area, None, None, crs))


def _opendrive(file: Path, area: str | None, crs: str | None) -> Streets:  # noqa: ARG001
    return read_opendrive(file, area=area)
