"""Open an OpenDRIVE file safely, and read values out of its elements."""

import math
from pathlib import Path

from lxml import etree

from errors import DaoanError

ROOT = "OpenDRIVE"
MAJOR_VERSION = 1
LARGEST_BYTES = 256 * 1024 * 1024  # larger files of a city are cut by their makers
LARGEST_NUMBER = 1e9  # metres, radians or an unit: no road reaches that far


class OpenDriveError(DaoanError, ValueError):
    """A file is no OpenDRIVE file, or says something that cannot be."""


def read_document(path: Path) -> etree._Element:
    """Return the root of an OpenDRIVE file, all tags without namespaces.

    Entities, document types and references to other files are refused, as are files that are too
    large to be read into memory.

    Parameters
    ----------
    path
        A `.xodr` file.

    Raises
    ------
    OpenDriveError
        The file is missing, too large, no XML, no OpenDRIVE file, or of an unknown version.
    """
    if not path.is_file():
        raise OpenDriveError("There is no file {path}.", path=path)
    if path.stat().st_size > LARGEST_BYTES:
        raise OpenDriveError(
            "{path} is larger than {limit} MB; export a smaller part of the map.",
            path=path,
            limit=LARGEST_BYTES // 1024**2,
        )
    try:
        _refuse_document_type(path)
        root = etree.parse(str(path), _parser()).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise OpenDriveError(
            "{path} cannot be read as XML: {reason}", path=path, reason=str(error)
        ) from error
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    _check_root(root, path)
    return root


def error_at(element: etree._Element, message: str, **values: object) -> OpenDriveError:
    """Return an error that names the file and the line of an element.

    Parameters
    ----------
    message
        A sentence with the fields `path` and `line`, and those of `values`.
    """
    url = element.getroottree().docinfo.URL or ""
    return OpenDriveError(message, path=Path(url).name, line=element.sourceline, **values)


def number(element: etree._Element, name: str, default: float | None = None) -> float:
    """Return a number of an element.

    Raises
    ------
    OpenDriveError
        There is no such attribute and no default, or it is no finite number.
    """
    text = element.get(name)
    if text is None or not text.strip():
        if default is not None:
            return default
        raise error_at(
            element,
            "{path}, line {line}: <{tag}> has no attribute {name}.",
            tag=element.tag,
            name=name,
        )
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= LARGEST_NUMBER:  # also true of "not a number"
        raise error_at(
            element,
            "{path}, line {line}: {name}={text} of <{tag}> is no usable number.",
            tag=element.tag,
            name=name,
            text=repr(text[:40]),
        )
    return value


def whole_number(element: etree._Element, name: str) -> int:
    """Return a whole number of an element, such as the id of a lane."""
    value = number(element, name)
    if not value.is_integer():
        raise error_at(
            element,
            "{path}, line {line}: {name}={text} of <{tag}> is no whole number.",
            tag=element.tag,
            name=name,
            text=repr(element.get(name)),
        )
    return int(value)


def key(element: etree._Element, name: str = "id") -> str:
    """Return an id of an element; ids are texts without blanks around them."""
    text = (element.get(name) or "").strip()
    if not text:
        raise error_at(
            element,
            "{path}, line {line}: <{tag}> has no attribute {name}.",
            tag=element.tag,
            name=name,
        )
    return text


def natural_order(text: str) -> tuple[int, int, str]:
    """Return a sorting key that puts numbers in their order before other ids.

    Examples
    --------
    >>> sorted(["10", "2", "a"], key=natural_order)
    ['2', '10', 'a']
    """
    is_number = text.lstrip("-").isdecimal() and text.isascii()
    return (0, int(text), text) if is_number else (1, 0, text)


def version_of(root: etree._Element) -> tuple[int, int]:
    """Return the version that the header of a file declares, such as (1, 6)."""
    header = root.find("header")
    if header is None:
        return (MAJOR_VERSION, 0)
    return whole_number(header, "revMajor"), whole_number(header, "revMinor")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_document_type(path: Path) -> None:
    """Refuse a document type before anything after the first tag is read."""
    with path.open("rb") as file:
        started = etree.iterparse(
            file, events=("start",), resolve_entities=False, load_dtd=False, no_network=True
        )
        _, first = next(iter(started))
        doctype = first.getroottree().docinfo.doctype
    if doctype:
        raise OpenDriveError(
            "{path} has a document type (<!DOCTYPE …>); OpenDRIVE files have none, and it is "
            "refused because it may name other files.",
            path=path,
        )


def _check_root(root: etree._Element, path: Path) -> None:
    if root.tag != ROOT:
        raise OpenDriveError(
            "{path} is no OpenDRIVE file: its root is <{tag}>, <OpenDRIVE> was expected.",
            path=path,
            tag=root.tag,
        )
    major, minor = version_of(root)
    if major != MAJOR_VERSION:
        raise OpenDriveError(
            "{path} is OpenDRIVE {version}; versions 1.4 to 1.8 can be read.",
            path=path,
            version=f"{major}.{minor}",
        )
    if root.find("road") is None:
        raise OpenDriveError("{path} holds no road.", path=path)
