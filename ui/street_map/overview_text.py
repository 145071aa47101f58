"""What the page says of the days of an area: honestly, also where nothing is known."""

from datetime import date

from language import translate as _
from roadnet.model.record import StreetArea, StreetOverview


def state_text(day: date, overview: StreetOverview) -> str:
    """Return what stands on the map: the day it shows, and since when this is known."""
    if overview.recorded_at is None:
        return _("As it stood on {day}", day=day)
    recorded = f"{overview.recorded_at.astimezone():%Y-%m-%d}"
    return _("As it stood on {day}, as known on {recorded}", day=day, recorded=recorded)


def days_text(area: StreetArea, title: str, overview: StreetOverview) -> str:
    """Return where an area with a title comes from, and what is known of its days."""
    said = _("Source: {source}; coordinates {crs}.", source=area.source or title, crs=area.crs)
    if overview.roads == 0:
        return said
    undated = overview.roads - overview.dated_roads
    if undated == overview.roads:
        said += " " + _("No road says since when it is there: each is shown on every day.")
    elif undated:
        said += " " + _(
            "{undated} of {roads} roads do not say since when they are there: they are shown on "
            "every day.",
            undated=undated,
            roads=overview.roads,
        )
    if overview.corrections:
        said += " " + _("Corrections by people: {count}.", count=overview.corrections)
    return said
