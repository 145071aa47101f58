"""Glyphs that people moved on the diagram of a site: kept, and put back."""

from collections.abc import Callable
from datetime import UTC, datetime

from collision_diagrams.placement import (
    Move,
    Placement,
    parse_placement,
    placement_key,
    placement_text,
)
from drawing.model import Point
from roadnet.model import Junction
from storage.documents import NEW, DocumentKind
from storage.store import StaleRevisionError
from ui.site_address import SitePlace
from ui.site_reading import site_of
from ui.store_access import the_store

TRIES = 5  # others may be moving glyphs of the same site


def key_of_site(place: SitePlace, junction: Junction | None) -> str:
    """Return the key under which the moved glyphs of a site are kept."""
    site = site_of(place)
    return placement_key(str(junction.junction_id) if junction else None, site.x_m, site.y_m)


def placement_of(key: str) -> Placement:
    """Return what was moved on the diagram of a site."""
    kept = the_store().document(DocumentKind.PLACEMENT, key)
    return parse_placement(kept.text if kept else "")


def move_glyph(key: str, crash_id: str, offset_mm: Point, *, author: str) -> None:
    """Keep where a glyph was moved to: its offset from its anchor, on A3."""
    move = Move(offset_mm, author, datetime.now(UTC))
    _change(key, lambda placement: placement.with_move(crash_id, move), author)


def put_back(key: str, crash_id: str | None, *, author: str) -> None:
    """Let a glyph, or all of a site, stand where they are computed."""

    def changed(placement: Placement) -> Placement:
        return placement.without(crash_id) if crash_id else Placement()

    _change(key, changed, author)


def _change(key: str, changed: Callable[[Placement], Placement], author: str) -> None:
    """Save a changed placement; moves of others in the same moment are kept as well."""
    store = the_store()
    for attempt in range(TRIES):
        kept = store.document(DocumentKind.PLACEMENT, key)
        placement = changed(parse_placement(kept.text if kept else ""))
        try:
            store.save_document(
                DocumentKind.PLACEMENT,
                key,
                placement_text(placement),
                author=author,
                expected_version=kept.version if kept else NEW,
            )
        except StaleRevisionError:
            if attempt + 1 == TRIES:
                raise
        else:
            return
