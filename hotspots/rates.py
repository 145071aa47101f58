"""Compare the crash rate of a site with the rate that chance alone would allow."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CriticalRate:
    """A site's rate beside the critical rate of its kind of road."""

    site_rate: float
    critical_rate: float

    @property
    def ratio(self) -> float:
        """Site rate over critical rate; above 1 the site stands out."""
        return self.site_rate / self.critical_rate


def critical_rate(
    weighted_crashes: float, average_rate: float, exposure: float, *, factor: float = 1.96
) -> CriticalRate:
    """Return the rate of a site and the critical rate R_a + P·√(R_a/E) + 1/(2·E).

    Parameters
    ----------
    weighted_crashes
        Crashes of the site in the period, weighted by severity or not.
    average_rate
        Rate of comparable sites, weighted alike, per unit of exposure.
    exposure
        Exposure of the site in the period, for example 100 million vehicle-miles.
    factor
        Test factor P: 1.96, or 1.645 for a one-sided test at 5 %.

    Notes
    -----
    Source: Garber and Hoel, Traffic and Highway Engineering, worked example; also AASHTO, Highway
    Safety Manual, 1st ed. (2010), chapter 4, critical rate.

    Examples
    --------
    A road of 2 miles, AADT 11,350, 5 years, 5 fatal, 55 injury and 100 property-damage crashes,
    weighted 8/3/1; averages 2, 130 and 300 per 100 million vehicle-miles.

    >>> found = critical_rate(8 * 5 + 3 * 55 + 100, 8 * 2 + 3 * 130 + 300, 0.414275)
    >>> round(found.site_rate, 1), round(found.critical_rate, 1), round(found.ratio, 3)
    (736.2, 788.1, 0.934)
    """
    chance = factor * math.sqrt(average_rate / exposure) + 1 / (2 * exposure)
    return CriticalRate(weighted_crashes / exposure, average_rate + chance)
