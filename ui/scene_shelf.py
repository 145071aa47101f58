"""The shelf of the scene editor in the open store: scenes are documents, photos attachments."""

from storage.documents import NEW, Document, DocumentKind
from storage.store import Store
from ui.components.scene_editor.shelf import SavedPhoto, SavedScene
from ui.store_access import the_store


class StoreShelf:
    """Keeps scenes in a store; `SceneShelf` says what each verb means."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def scene(self, crash_id: str) -> SavedScene | None:
        """Return the latest version of the scene of a crash."""
        kept = self._store.document(DocumentKind.SCENE, crash_id)
        return _saved(kept) if kept and kept.text else None

    def save_scene(
        self, crash_id: str, document: str, *, author: str, expected_revision: int
    ) -> SavedScene:
        """Save a new version of a scene; one that was withdrawn begins anew."""
        latest = self._store.document(DocumentKind.SCENE, crash_id)
        if latest and not latest.text and expected_revision == NEW:
            expected_revision = latest.version
        return _saved(
            self._store.save_document(
                DocumentKind.SCENE,
                crash_id,
                document,
                author=author,
                expected_version=expected_revision,
            )
        )

    def save_photo(self, crash_id: str, photo: SavedPhoto, *, author: str) -> None:
        """Keep a photo under a scene."""
        self._store.save_attachment(
            crash_id, photo.photo_id, photo.media_type, photo.content, author=author
        )

    def photo(self, crash_id: str, photo_id: str) -> SavedPhoto | None:
        """Return a photo of a crash."""
        kept = self._store.attachment(crash_id, photo_id)
        return SavedPhoto(kept.attachment_id, kept.media_type, kept.content) if kept else None


def the_shelf() -> StoreShelf:
    """Return the shelf in the store that this process serves."""
    return StoreShelf(the_store())


def _saved(kept: Document) -> SavedScene:
    return SavedScene(kept.key, kept.version, kept.text, kept.author, kept.saved_at)
