"""How crashes look on the maps: one look for each class, one for doubtful locations."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.model import LocationStatus, Severity
from language import translate as _
from ui.maps.layers import PointLook
from ui.theme import SEVERITY_LOOKS

DOUBTFUL_COLOUR = "#98a4a7"
DOUBTFUL = len(Severity)  # its look comes after those of the classes: drawn last


def crash_looks() -> list[PointLook]:
    """Return the looks in the order of their numbers, labelled in the language of the page."""
    classes = [
        PointLook(look.colour, look.shape, severity.value)
        for severity, look in SEVERITY_LOOKS.items()
    ]
    return [*classes, PointLook(DOUBTFUL_COLOUR, "ring", _("doubtful location"))]


def looks_of(crashes: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the number of the look of each crash (columns severity, location_status).

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "severity": ["A2", "A1", "A1"],
    ...     "location_status": ["good", "corrected", "default_cloud"],
    ... })
    >>> looks_of(table).tolist()
    [1, 0, 3]
    """
    numbers = {severity.value: number for number, severity in enumerate(SEVERITY_LOOKS)}
    looks = crashes["severity"].map(numbers).fillna(DOUBTFUL).to_numpy(dtype=np.int64)
    believed = [status.value for status in LocationStatus if status.believed]
    return np.where(crashes["location_status"].isin(believed), looks, DOUBTFUL)
