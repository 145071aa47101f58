"""A site in the address of a page: `site=lon,lat,radius`."""

from dataclasses import dataclass

from ui.filter_address import AddressError

ADDRESS_NAME = "site"
CHOSEN_SITE = "chosen_site"  # of this user, from page to page
DECIMALS = 6  # of a degree: 0.1 m
DEFAULT_RADIUS_M = 30
MIN_RADIUS_M, MAX_RADIUS_M = 5, 500
MAX_LON, MAX_LAT = 180, 90


@dataclass(frozen=True, slots=True)
class SitePlace:
    """A circle on the earth that the user looks at."""

    lon: float
    lat: float
    radius_m: int = DEFAULT_RADIUS_M

    @property
    def address(self) -> str:
        """The site as it stands in an address.

        Examples
        --------
        >>> SitePlace(120.4461931, 23.4895161, 40).address
        '120.446193,23.489516,40'
        """
        return f"{self.lon:.{DECIMALS}f},{self.lat:.{DECIMALS}f},{self.radius_m}"


def read_place(text: str) -> SitePlace:
    """Return the site that an address names.

    Raises
    ------
    AddressError
        It names no place on the earth, or no sensible radius.

    Examples
    --------
    >>> read_place("120.446193,23.489516,40")
    SitePlace(lon=120.446193, lat=23.489516, radius_m=40)
    """
    try:
        lon, lat, radius_m = (float(part) for part in text.split(","))
    except ValueError:
        lon, lat, radius_m = float("nan"), float("nan"), 0.0
    on_earth = abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT  # false for not-a-number
    if not (on_earth and MIN_RADIUS_M <= radius_m <= MAX_RADIUS_M):
        raise AddressError(
            "The address of the page asks for something that cannot be read: {query}.",
            query=f"{ADDRESS_NAME}={text}",
        )
    return SitePlace(lon, lat, round(radius_m))
