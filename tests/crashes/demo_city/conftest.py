"""The demo city, made once for all tests of it."""

import pytest

from crashes.demo_city.generate import make_demo_city, truth_table


@pytest.fixture(scope="session")
def city():
    return make_demo_city()


@pytest.fixture(scope="session")
def happened(city):
    """Crashes with what really happened, one row each."""
    return truth_table(city)


@pytest.fixture(scope="session")
def believed(happened):
    """Those whose recorded point can be believed."""
    return happened[happened["location_status"] == "good"]
