"""Write a file so that it is there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.store import StoreError

SIDE_FILES = ("", "-journal", "-wal", "-shm")


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Yield a path beside `target` to write to; it takes that name when the block ends well.

    Raises
    ------
    StoreError
        `target` is there already, or its folder is not, or cannot be written to.
    """
    target = target.expanduser().absolute()
    if target.exists():
        raise StoreError("{target} exists already: choose another name.", target=target)
    if not target.parent.is_dir():
        raise StoreError("There is no folder {folder}.", folder=target.parent)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise StoreError("The folder {folder} cannot be written to.", folder=target.parent)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        _flush(part)
        part.rename(target)
        _flush(target.parent)
    finally:
        for ending in SIDE_FILES:
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
