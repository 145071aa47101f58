"""Both stores for the tests: every test that takes `store` runs on each of them."""

import pytest

from storage.open import open_store
from tests.conftest import missing_component
from tests.postgis_server import NoPostgisError, running_postgis

ON_POSTGIS = [pytest.mark.postgis, pytest.mark.xdist_group("postgis")]
CRS = "EPSG:3826"
ENGINES = ["embedded", pytest.param("postgis", marks=ON_POSTGIS)]


@pytest.fixture(scope="session")
def postgis_server():
    """A PostGIS server on loopback, for as long as the tests run."""
    try:
        with running_postgis() as server:
            yield server
    except NoPostgisError:
        missing_component("PostGIS")


@pytest.fixture(scope="session")
def postgis_template(postgis_server):
    """The name of a database with a new store in EPSG:3826, to make others from."""
    url = postgis_server.new_database("made")
    store = open_store(url)
    store.change_settings(crs=CRS)
    store.close()
    return "made"


@pytest.fixture(params=ENGINES)
def engine(request):
    """The name of an engine."""
    return request.param


@pytest.fixture
def new_url(engine, request, tmp_path):
    """Gives addresses where there is no store yet, on either engine."""
    made = []

    def give():
        if engine == "embedded":
            return f"gpkg://{tmp_path / f'store_{len(list(tmp_path.iterdir()))}.gpkg'}"
        made.append(request.getfixturevalue("postgis_server").new_database())
        return made[-1]

    yield give
    for url in made:
        request.getfixturevalue("postgis_server").drop_database(url)


@pytest.fixture
def url(new_url):
    """The address of a store that is not there yet, on either engine."""
    return new_url()


@pytest.fixture
def store(engine, request, tmp_path):
    """A new store in EPSG:3826 on either engine; `store.url` says where."""
    if engine == "embedded":
        opened = open_store(f"gpkg://{tmp_path / 'new.gpkg'}")
        opened.change_settings(crs=CRS)
        yield opened
        opened.close()
        return
    server = request.getfixturevalue("postgis_server")
    url = server.new_database(template=request.getfixturevalue("postgis_template"))
    opened = open_store(url)
    yield opened
    opened.close()
    server.drop_database(url)
