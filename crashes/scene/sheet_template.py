"""The layout of the official sheet, read from a data file that a city may change."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crashes.scene.catalogue import FOLDER
from crashes.scene.model import SheetPaper
from drawing.model import Paper
from drawing.placement import Box
from errors import DaoanError

TEMPLATE_FILE = FOLDER / "sheet.yaml"
BLOCK_KINDS = (
    "cells",
    "title",
    "classes",
    "north",
    "field",
    "time_place",
    "scale",
    "summary",
    "plates",
    "measurements",
    "notes",
    "boxes",
)


class TemplateError(DaoanError, ValueError):
    """The layout file of the sheet cannot be used."""


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """One block of the sheet: what it shows and where."""

    kind: str
    box_mm: Box  # left, top, width, height
    label: str = ""
    more: dict[str, Any] = field(default_factory=dict)  # what only this kind of block has


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The blocks of one paper."""

    paper: Paper
    blocks: tuple[SheetBlock, ...]
    scales: tuple[int, ...]
    margin_mm: float

    @property
    def field_block(self) -> SheetBlock:
        """The block that the drawing stands in."""
        return next(block for block in self.blocks if block.kind == "field")


@cache
def sheet_layout(paper: SheetPaper, template_file: Path = TEMPLATE_FILE) -> SheetLayout:
    """Return the layout of a paper.

    Parameters
    ----------
    paper
        A4 or A3.
    template_file
        The file of the city, in the form of `data/scene/sheet.yaml`.

    Raises
    ------
    TemplateError
        The file cannot be read, has no such paper, an unknown block, or not exactly one field.

    Examples
    --------
    >>> sheet_layout(SheetPaper.A4).paper
    Paper(width_mm=297, height_mm=210)
    """
    try:
        content = yaml.safe_load(template_file.read_text(encoding="utf-8"))
        sheet = content["papers"][paper.value]
        width_mm, height_mm = sheet["size"]
        blocks = tuple(_block(dict(entry)) for entry in sheet["blocks"])
        layout = SheetLayout(
            Paper(width_mm, height_mm), blocks, tuple(content["scales"]), content["margin_mm"]
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, TemplateError):
            raise
        raise TemplateError(
            "The layout {file} of the sheet cannot be read: {problem}",
            file=template_file.name,
            problem=str(error),
        ) from error
    if sum(block.kind == "field" for block in blocks) != 1:
        raise TemplateError(
            "The layout {file} needs exactly one block of the kind field on {paper}.",
            file=template_file.name,
            paper=paper.value,
        )
    return layout


def _block(entry: dict[str, Any]) -> SheetBlock:
    kind, box = entry.pop("kind"), entry.pop("box")
    if kind not in BLOCK_KINDS:
        raise TemplateError("The layout of the sheet has an unknown block “{kind}”.", kind=kind)
    left, top, width, height = (float(value) for value in box)
    return SheetBlock(kind, (left, top, width, height), str(entry.pop("label", "")), entry)
