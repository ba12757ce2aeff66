"""What in a workbook refers to rows of the list's sheet, outside the rows themselves: mended for one of its files."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from listcleaner.core.export.parts import Rows
from listcleaner.core.export.references import Base, Formulas, moved_area, moved_areas, nearest, top_row
from listcleaner.core.export.xmledit import Node, Visitor

GONE = "#REF!"
_AREA_IN = {  # kinds of elements → the attribute that names an area; without the area there is no element
    "mergeCell": "ref",
    "hyperlink": "ref",
    "ignoredError": "sqref",
    "protectedRange": "sqref",
    "cellWatch": "r",
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "inputCells": "r",
    "comment": "ref",
    "threadedComment": "ref",
    "location": "ref",
}
# What charts remember of the cells their formulas name.
_REMEMBERED = ("strCache", "numCache", "multiLvlStrCache", "dlblRangeCache")
_POINTS = (["strDim", "lvl"], ["numDim", "lvl"])  # in the newer kinds of charts
_FORMULA = ("formula", "formula1", "formula2", "f")


@dataclass(frozen=True)
class SheetMender(Visitor):
    """The list's sheet but for its rows. ``dropped``: relationship ids of tables that are no more.

    ``links``: filled while reading with the relationship ids of the links that stay.
    """

    formulas: Formulas
    dropped: frozenset[str] = frozenset()
    links: set[str] = field(default_factory=set)

    whole = frozenset({"conditionalFormatting", "dataValidation", "sparklineGroup"})
    hollow = frozenset(
        {
            "mergeCells",
            "hyperlinks",
            "ignoredErrors",
            "protectedRanges",
            "cellWatches",
            "dataValidations",
            "conditionalFormattings",
            "sparklineGroups",
            "rowBreaks",
            "tableParts",
            "scenario",
            "scenarios",
            "ext",
            "extLst",
        }
    )

    @property
    def rows(self) -> Rows:
        """The rows the file holds."""
        return self.formulas.rows

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        kind = path[-1]
        if kind in self.hollow:
            attributes.pop("count", None)
            attributes.pop("manualBreakCount", None)
        if kind in _AREA_IN:
            stays = _move(attributes, _AREA_IN[kind], self.rows)
            if kind == "hyperlink" and stays:
                self.links.update(value for name, value in attributes.items() if name.endswith(":id"))
            return stays
        if kind == "dimension":
            attributes["ref"] = moved_area(attributes.get("ref", ""), self.rows) or "A1"
        elif kind in ("sheetView", "pane", "selection"):
            _move_view(attributes, self.rows)
            if kind == "pane" and attributes.get("state", "").startswith("frozen"):
                _keep_below(attributes)
        elif path[-2:] == ["rowBreaks", "brk"]:
            attributes["id"] = str(self.rows.up_to(int(attributes.get("id", "0"))))
            return attributes["id"] != "0"
        elif kind == "tablePart":
            return not any(value in self.dropped for value in attributes.values())
        return True

    def subtree(self, node: Node) -> bool:
        """A rule for an area, or little charts in cells."""
        if node.kind != "sparklineGroup":
            return self._for_area(node, anchored=True)
        left = 0
        for group in node.walk():
            if group.kind == "sparklines":
                group.content = [
                    one
                    for one in group.content
                    if isinstance(one, Node) and self._for_area(one, anchored=False)
                ]
                left += len(group.content)
        return left > 0

    def _for_area(self, node: Node, anchored: bool) -> bool:
        """Moves the area, in an attribute or, in the newer parts, in an element of its own, and the formulas for it.

        ``anchored``: references without ``$`` are counted from the area's first row.
        """
        areas = next((one for one in node.walk() if one.kind == "sqref"), None)
        old = areas.text() if areas else node.attributes.get("sqref", "")
        new = moved_areas(old, self.rows)
        if not new:
            return False
        if areas:
            areas.content = [new]
        else:
            node.attributes["sqref"] = new
        base = Base(top_row(old), top_row(new)) if anchored else None
        for one in node.walk():
            if one.kind in _FORMULA and one.text():
                moved = self.formulas.moved(one.text(), base)
                if moved is None and base is None:
                    return False
                one.content = [GONE if moved is None else moved]
        return True


def _move(attributes: dict[str, str], name: str, rows: Rows) -> bool:
    """Moves the area in an attribute; False when nothing of it is left."""
    if name in attributes:
        attributes[name] = moved_areas(attributes[name], rows)
        return bool(attributes[name])
    return True


def _move_view(attributes: dict[str, str], rows: Rows) -> None:
    for name in ("topLeftCell", "activeCell", "sqref"):
        if name in attributes:
            attributes[name] = " ".join(nearest(one, rows) for one in attributes[name].split())


def _keep_below(attributes: dict[str, str]) -> None:
    """Below frozen rows the view begins with the first row after them at the earliest."""
    cell, least = attributes.get("topLeftCell", ""), float(attributes.get("ySplit", "0")) + 1
    if cell and top_row(cell) < least:
        attributes["topLeftCell"] = cell.rstrip("0123456789") + str(int(least))


@dataclass(frozen=True)
class AreaMender(Visitor):
    """Parts beside the sheet whose elements name cells of it: comments."""

    rows: Rows

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        kind = path[-1]
        return _move(attributes, _AREA_IN[kind], self.rows) if kind in _AREA_IN else True


@dataclass(frozen=True)
class TableMender(Visitor):
    """A table on the sheet. ``area``: where it stands now. ``total``: whether its row of totals is still there."""

    rows: Rows
    area: str
    total: bool

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        kind = path[-1]
        if kind == "table":
            attributes["ref"] = self.area
            if not self.total:
                attributes.pop("totalsRowCount", None)
            return True
        if kind == "autoFilter":
            first, _, last = self.area.partition(":")
            if self.total and attributes.get("ref") and last:
                last = re.sub("[0-9]+", lambda row: str(int(row[0]) - 1), last)
            attributes["ref"] = f"{first}:{last}"
            return True
        return _move(attributes, _AREA_IN[kind], self.rows) if kind in _AREA_IN else True


@dataclass(frozen=True)
class DrawingMender(Visitor):
    """Pictures and shapes: anchored to 0-based rows, which are the number of rows above them."""

    rows: Rows

    def text(self, path: list[str], text: str) -> str:
        if path[-1] == "row" and path[-2] in ("from", "to") and text.strip().isdigit():
            return str(self.rows.up_to(int(text)))
        return text


@dataclass(frozen=True)
class NoteBoxMender(Visitor):
    """The boxes of comments (VML): one goes with its cell."""

    rows: Rows
    whole = frozenset({"shape"})

    def subtree(self, node: Node) -> bool:
        for one in node.walk():
            if one.kind == "Row" and one.text().strip().isdigit():
                new = self.rows.new(int(one.text()) + 1)
                if new is None:
                    return False
                one.content = [str(new - 1)]
            elif one.kind == "Anchor":
                numbers = one.text().split(",")
                for place in (2, 6):
                    if place < len(numbers) and numbers[place].strip().isdigit():
                        numbers[place] = str(self.rows.up_to(int(numbers[place])))
                one.content = [",".join(numbers)]
        return True


@dataclass
class FormulaMender(Visitor):
    """Parts with formulas that name the sheet: other sheets (their formulas are not shared), sources of pivot tables."""

    formulas: Formulas

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        ours = path[-1] == "worksheetSource" and attributes.get("sheet") == self.formulas.sheet
        if ours and "ref" in attributes:
            attributes["ref"] = moved_area(attributes["ref"], self.formulas.rows) or attributes["ref"]
        return True

    def text(self, path: list[str], text: str) -> str:
        if path[-1] == "definedName" or path[-1] in _FORMULA:
            return self.formulas.moved(text) or GONE
        return text


@dataclass
class WorkbookMender(FormulaMender):
    """The workbook's own part: its names, and what it lists. ``gone``: relationship ids of parts that are left out."""

    recalculate: bool
    gone: frozenset[str]

    hollow = frozenset({"pivotCaches"})

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        if path[-1] == "calcPr" and self.recalculate:
            attributes["fullCalcOnLoad"] = "1"
        return path[-1] != "pivotCache" or self.gone.isdisjoint(attributes.values())


@dataclass
class ChartMender(FormulaMender):
    """A chart. What it remembers of cells that are not the same any more is left out: drawing it, programs read it again."""

    stale: bool = field(default=False, init=False)  # the formula just read has changed

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        remembered = path[-1] in _REMEMBERED or path[-2:] in _POINTS
        return super().element(path, attributes) and not (remembered and self.stale)

    def text(self, path: list[str], text: str) -> str:
        moved = super().text(path, text)
        if path[-1] in _FORMULA:
            self.stale = moved != text
        return moved


@dataclass(frozen=True)
class PartDropper(Visitor):
    """Content types and relationships without the parts that are left out. ``parts``: names as in the package.

    ``targets``: how relationships name them.
    """

    parts: frozenset[str]
    targets: frozenset[str] = frozenset()

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:
        kind = path[-1]
        if kind == "Override":
            # A template's copy is no template: its ending says so, and Excel compares the two.
            attributes["ContentType"] = attributes.get("ContentType", "").replace(
                "template.main", "sheet.main"
            )
            return attributes.get("PartName", "").lstrip("/") not in self.parts
        return not (kind == "Relationship" and attributes.get("Target") in self.targets)


@dataclass(frozen=True)
class LinkDropper(Visitor):
    """The relationships of the list's sheet without the targets of links that are no more. ``links``: ids of those that stay."""

    links: Collection[str]

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:  # noqa: ARG002
        return not attributes.get("Type", "").endswith("/hyperlink") or attributes.get("Id") in self.links
