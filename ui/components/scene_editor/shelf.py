"""Where scenes and their photos are kept, as the routes of the editor see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ui.visitor import Visitor as Visitor  # where others look for it


@dataclass(frozen=True, slots=True)
class SavedScene:
    """One version of a scene as the store has it."""

    crash_id: str
    revision: int  # 1 for the first version
    document: str  # JSON text, as `crashes.scene.document.write_scene` gives it
    author: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SavedPhoto:
    """A photo under a scene."""

    photo_id: str
    media_type: str
    content: bytes


class SceneShelf(Protocol):
    """What the routes ask of a store; each save is a version that stays."""

    def scene(self, crash_id: str) -> SavedScene | None:
        """Return the latest version of the scene of a crash, None without one."""
        ...

    def save_scene(
        self, crash_id: str, document: str, *, author: str, expected_revision: int
    ) -> SavedScene:
        """Save a new version; storage.store.StaleRevisionError when another came first."""
        ...

    def save_photo(self, crash_id: str, photo: SavedPhoto, *, author: str) -> None:
        """Keep a photo; saving the same one again changes nothing."""
        ...

    def photo(self, crash_id: str, photo_id: str) -> SavedPhoto | None:
        """Return a photo of a crash, None without one."""
        ...
