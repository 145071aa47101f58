"""Scenes in memory, for tests of the editor: every version stays, a photo is kept by its key."""

from datetime import UTC, datetime
from threading import Lock

from storage.store import StaleRevisionError
from ui.components.scene_editor.shelf import SavedPhoto, SavedScene


class MemoryShelf:
    """A shelf that forgets everything when the process ends."""

    def __init__(self):
        self.versions: dict[str, list[SavedScene]] = {}
        self.photos: dict[tuple[str, str], SavedPhoto] = {}
        self.lock = Lock()

    def scene(self, crash_id):
        kept = self.versions.get(crash_id, [])
        return kept[-1] if kept else None

    def save_scene(self, crash_id, document, *, author, expected_revision):
        with self.lock:
            kept = self.versions.setdefault(crash_id, [])
            if len(kept) != expected_revision:
                raise StaleRevisionError("The scene has changed.")
            kept.append(SavedScene(crash_id, len(kept) + 1, document, author, datetime.now(tz=UTC)))
            return kept[-1]

    def save_photo(self, crash_id, photo, *, author):  # noqa: ARG002
        self.photos[crash_id, photo.photo_id] = photo

    def photo(self, crash_id, photo_id):
        return self.photos.get((crash_id, photo_id))
