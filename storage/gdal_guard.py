"""Keep GDAL away from the files of open stores in this process.

GDAL carries an SQLite of its own. When it closes a file that this process has open, the operating
system drops the locks of both (SQLite, "How To Corrupt An SQLite Database File", section 2.2.1),
GDAL deletes the log, and rows that were saved are gone without an error. So the functions of
pyogrio, through which geopandas reads and writes, refuse such a file. Other processes may open it.
"""

import functools
import importlib.util
import os
import sys
from collections import Counter
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from storage.store import StoreError

LIBRARY = "pyogrio"
GUARDED = {
    LIBRARY: (
        "list_layers",
        "open_arrow",
        "read_arrow",
        "read_bounds",
        "read_dataframe",
        "read_info",
        "vsi_unlink",
        "write_arrow",
        "write_dataframe",
    ),
    "pyogrio.raw": ("open_arrow", "read", "read_arrow", "write", "write_arrow"),
}
PATH_PLACES = 2  # the path is the first or the second argument of them all
PATH_NAMES = ("path_or_buffer", "path", "dataset")

_open_files: Counter[Path] = Counter()
_lock = Lock()


def guard(file: Path) -> None:
    """Let GDAL refuse a file from now on, in this process."""
    with _lock:
        _open_files[file] += 1
        _watch()


def release(file: Path) -> None:
    """Let GDAL have a file again; to be called as often as `guard` was."""
    with _lock:
        _open_files[file] -= 1
        if _open_files[file] <= 0:
            del _open_files[file]


def _watch() -> None:
    """Guard the library, now or when somebody imports it."""
    loaded = [sys.modules[name] for name in GUARDED if name in sys.modules]
    for module in loaded:
        _guard_module(module)
    if not loaded and not any(isinstance(one, _Watcher) for one in sys.meta_path):
        sys.meta_path.insert(0, _Watcher())


def _guard_module(module: ModuleType) -> None:
    for name in GUARDED[module.__name__]:
        function = getattr(module, name)
        if not hasattr(function, "guarded"):
            setattr(module, name, _guarded(function))


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def refusing(*places: Any, **names: Any) -> Any:
        for value in (*places[:PATH_PLACES], *(names.get(name) for name in PATH_NAMES)):
            _require_other_file(value)
        return function(*places, **names)

    refusing.guarded = True  # type: ignore[attr-defined]
    return refusing


def _require_other_file(value: Any) -> None:
    if not isinstance(value, str | os.PathLike):
        return
    path = Path(str(value).removeprefix("GPKG:").removeprefix("file://"))
    for file in list(_open_files):
        if path == file or (path.exists() and file.exists() and path.samefile(file)):
            raise StoreError(
                "{store} is an open store: GDAL must not touch it in this program, or saved data"
                " would be lost. Use a snapshot of the store.",
                store=file,
            )


class _Watcher(MetaPathFinder):
    """Guards the library as soon as it is imported."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        """Find the library as others would, with a loader that guards it."""
        if name != LIBRARY:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _GuardingLoader(spec.loader)
        return spec


class _GuardingLoader(Loader):
    """Loads the library and guards it."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave the making of the module to the real loader."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then guard it and its part `raw`."""
        self._loader.exec_module(module)
        for name in GUARDED:
            if name in sys.modules:
                _guard_module(sys.modules[name])
