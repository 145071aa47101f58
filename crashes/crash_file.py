"""Open a police crash file: refuse what is none, and say what was found and expected."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from crashes.layouts import PARTY_LAYOUT_COLUMNS, SIMPLE_LAYOUT_COLUMNS, Layout, layout_of
from errors import DaoanError

BOM = b"\xef\xbb\xbf"
BLANK = BOM + b" \t\r\n"
SIGNATURES = (  # how files of other kinds begin, and what is said then
    (b"PK\x03\x04", "{file} is an Excel workbook or a ZIP archive; save it as CSV in UTF-8."),
    (b"\xd0\xcf\x11\xe0", "{file} is an old Excel workbook; save it as CSV in UTF-8."),
    (b"%PDF", "{file} is a PDF document; a CSV file in UTF-8 is needed."),
    (b"\x1f\x8b", "{file} is a compressed archive; unpack it first."),
    (b"\xff\xfe", "{file} is in the encoding UTF-16; UTF-8 is needed. Save it as CSV UTF-8."),
    (b"\xfe\xff", "{file} is in the encoding UTF-16; UTF-8 is needed. Save it as CSV UTF-8."),
)
OTHER_ENCODINGS = (("big5hkscs", "Big5"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"))
KNOWN_WORDS = (*PARTY_LAYOUT_COLUMNS, *SIMPLE_LAYOUT_COLUMNS)
MAX_HEADER_BYTES = 100_000
SHOWN_CHARACTERS = 60
SHOWN_COLUMNS = 5


class CrashFileError(DaoanError, ValueError):
    """A file is no police crash file, or cannot be read; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class CrashFile:
    """A file that has the columns of a police crash file; its rows are not read yet."""

    name: str
    sha256: str
    layout: Layout
    columns: tuple[str, ...]
    body: bytes  # everything after the header line


def open_crash_file(path: Path) -> CrashFile:
    """Return the crash file at `path`.

    Raises
    ------
    CrashFileError
        There is no file, it is empty, binary or in another encoding than UTF-8, or its columns are
        those of no known layout.
    """
    content = _content(path)
    start = len(BOM) if content.startswith(BOM) else 0
    stop = content.find(b"\n", start)
    stop = len(content) if stop < 0 else stop
    columns = _columns(_header_text(content[start:stop], path), path)
    layout = layout_of(columns)
    if layout is None or len(set(columns)) < len(columns):
        raise _wrong_columns(columns, path)
    sha256 = hashlib.sha256(content).hexdigest()
    return CrashFile(path.name, sha256, layout, columns, content[stop + 1 :])


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise CrashFileError("{file} is a folder; a CSV file is needed.", file=str(path))
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CrashFileError("There is no file {file}.", file=str(path)) from None
    except OSError as error:
        raise CrashFileError(
            "{file} cannot be read: {reason}.", file=str(path), reason=error.strerror
        ) from None
    if not content[:MAX_HEADER_BYTES].strip(BLANK) and not content.strip(BLANK):
        raise CrashFileError(
            "{file} is empty; a CSV file of police crash records is needed.", file=str(path)
        )
    for signature, sentence in SIGNATURES:
        if content.startswith(signature):
            raise CrashFileError(sentence, file=str(path))
    return content


def _header_text(line: bytes, path: Path) -> str:
    """Return the first line as text; say which encoding it is in when it is not UTF-8."""
    line = line[:MAX_HEADER_BYTES]
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = None
    if text is not None and "\0" not in text:
        return text
    for encoding, name in OTHER_ENCODINGS:
        if any(word in line.decode(encoding, errors="ignore") for word in KNOWN_WORDS):
            raise CrashFileError(
                "{file} is in the encoding {found}; UTF-8 is needed. Save it as CSV UTF-8.",
                file=str(path),
                found=name,
            )
    raise CrashFileError(
        "{file} is binary or in an unknown encoding; a CSV file in UTF-8 is needed.",
        file=str(path),
    )


def _columns(header: str, path: Path) -> tuple[str, ...]:
    try:
        cells = next(csv.reader([header.rstrip("\r")], strict=True), [])
    except csv.Error:
        raise CrashFileError(
            "The header of {file} cannot be read: {found}",
            file=str(path),
            found=header[:SHOWN_CHARACTERS],
        ) from None
    columns = [cell.strip() for cell in cells]
    while columns and not columns[-1]:  # spreadsheets add empty columns
        columns.pop()
    return tuple(columns)


def _wrong_columns(columns: tuple[str, ...], path: Path) -> CrashFileError:
    """Say what is missing from the layout that the header resembles most."""
    party, simple = (
        [column for column in expected if column not in columns]
        for expected in (PARTY_LAYOUT_COLUMNS, SIMPLE_LAYOUT_COLUMNS)
    )
    is_simple = len(simple) < len(SIMPLE_LAYOUT_COLUMNS) and len(columns) < len(party)
    missing = simple if is_simple else party
    if not missing:
        return CrashFileError("The header of {file} names a column twice.", file=str(path))
    return CrashFileError(
        "{file} does not have the columns of a police crash file: it has {count} columns"
        " ({found}), and {missing_count} of the expected ones are missing ({missing}).",
        file=str(path),
        count=len(columns),
        found=_shortened(columns),
        missing_count=len(missing),
        missing=_shortened(missing),
    )


def _shortened(names: tuple[str, ...] | list[str]) -> str:
    shown = ", ".join(names[:SHOWN_COLUMNS]) + (", …" if len(names) > SHOWN_COLUMNS else "")
    return shown if len(shown) <= 2 * SHOWN_CHARACTERS else shown[: 2 * SHOWN_CHARACTERS] + "…"
