"""Where a store lives: the three ways to write it."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from storage.store import StoreError

GEOPACKAGE_SCHEME = "gpkg://"
POSTGRES_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Address:
    """The place of a store: a file, or a database of a server."""

    url: str  # as another `open_store` would take it
    file: Path | None  # the file of an embedded store
    engine_url: sa.URL

    @property
    def shown(self) -> str:
        """How the address is shown to people: without a password."""
        return str(self.file) if self.file else self.engine_url.render_as_string()


def read_address(text: str) -> Address:
    """Return the address that `text` names.

    Parameters
    ----------
    text
        `gpkg:///absolute/path.gpkg`, a plain path, or `postgresql://user@host:port/database`.

    Raises
    ------
    StoreError
        `text` is none of these.

    Examples
    --------
    >>> read_address("gpkg:///srv/daoan/city.gpkg").file
    PosixPath('/srv/daoan/city.gpkg')
    >>> read_address("postgresql://officer:secret@db/daoan").shown
    'postgresql+psycopg://officer:***@db/daoan'
    """
    scheme, separator, rest = text.partition("://")
    if text.startswith(GEOPACKAGE_SCHEME) and rest.startswith("/"):
        return _file_address(Path(rest))
    if separator and scheme in POSTGRES_SCHEMES:
        return _server_address(text, rest)
    if separator or not text.strip():
        raise StoreError(
            "{address} is not the address of a store: give a path, gpkg:///absolute/path.gpkg"
            " or postgresql://user@host/database.",
            address=text or "''",
        )
    return _file_address(Path(text))


def _file_address(path: Path) -> Address:
    file = path.expanduser().resolve()
    return Address(f"gpkg://{file}", file, sa.URL.create("sqlite", database=str(file)))


def _server_address(text: str, rest: str) -> Address:
    try:
        url = sa.make_url(f"postgresql+psycopg://{rest}")
    except (sa.exc.ArgumentError, ValueError) as error:
        raise StoreError("The address of the database server cannot be read.") from error
    return Address(text, None, url)
