"""XML rewritten while it is read: elements left out, attributes and texts changed, everything else as it was.

Prefixes stay as written (``mc:Ignorable`` names them), which the standard library's trees do not manage. There are no entities: a
document type is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Union
from xml.parsers import expat

_DEEPEST = 50  # elements in each other, of those seen whole


class CannotMend(Exception):  # noqa: N818 - it is no error: another way is taken
    """A part has something that cannot be carried over. ``what`` names it for a person, untranslated."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(slots=True)
class Node:
    """An element with all that is in it. ``name`` has its prefix; ``kind`` has not."""

    name: str
    attributes: dict[str, str]
    content: list[Union["Node", str]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return local(self.name)

    def walk(self) -> Iterator["Node"]:
        """This element and all inside it."""
        yield self
        for one in self.content:
            if isinstance(one, Node):
                yield from one.walk()

    def text(self) -> str:
        """The text directly inside."""
        return "".join(one for one in self.content if isinstance(one, str))


class Visitor:
    """What is to be changed. A ``path`` holds the kinds of elements from the root to the one in question.

    ``whole``: kinds of elements to be seen with all that is in them; ``hollow``: left out when empty.
    """

    whole: frozenset[str] = frozenset()
    hollow: frozenset[str] = frozenset()

    def element(self, path: list[str], attributes: dict[str, str]) -> bool:  # noqa: ARG002
        """A start tag: may change the attributes; False leaves the element out."""
        return True

    def subtree(self, node: Node) -> bool:  # noqa: ARG002
        """An element of ``whole``: may change it; False leaves it out."""
        return True

    def text(self, path: list[str], text: str) -> str:  # noqa: ARG002
        """The text of an element without children."""
        return text


def rewritten(content: bytes, visitor: Visitor) -> bytes:
    """A whole part, rewritten. Raises CannotMend when it is no XML."""
    rewriter = Rewriter(visitor)
    rewriter.feed(content)
    return rewriter.finish()


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class Rewriter:
    """Takes a part in pieces and gives it rewritten. Raises CannotMend."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._out: list[str] = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
        self._path: list[str] = []
        self._waiting: list[str] = []  # start tags of hollow elements nothing has been written into yet
        self._text: list[str] = []
        self._leaf = False
        self._open = False  # the last thing written is a start tag without its ">"
        self._skipped = 0
        self._tree: list[Node] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, content: bytes) -> None:
        """The next piece of the part."""
        self._parse(content, False)

    def written(self) -> bytes:
        """What has been rewritten since the last call; an element just begun is complete in it."""
        if self._open:
            self._out.append(">")
            self._open = False
        content = "".join(self._out).encode("utf-8", "surrogatepass")
        self._out.clear()
        return content

    def finish(self) -> bytes:
        """The rest, when all has been fed."""
        self._parse(b"", True)
        return self.written()

    def _parse(self, content: bytes, final: bool) -> None:
        try:
            self._parser.Parse(content, final)
        except expat.ExpatError as error:
            raise CannotMend("XML") from error

    def _refuse(self, *_: object) -> None:
        raise CannotMend("DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        self._path.append(kind)
        text = self._taken_text()
        if self._skipped:
            self._skipped += 1
        elif self._tree or kind in self._visitor.whole:
            node = Node(name, attributes)
            if self._tree:
                self._tree[-1].content += [text, node] if text else [node]
            else:
                self._mixed(text)
            self._tree.append(node)
            if len(self._tree) > _DEEPEST:
                raise CannotMend("XML")
        else:
            self._mixed(text)
            if not self._visitor.element(self._path, attributes):
                self._skipped = 1
            elif kind in self._visitor.hollow:
                self._waiting.append(_tag(name, attributes))
            else:
                self._begin(_tag(name, attributes))
        self._leaf = True

    def _end(self, name: str) -> None:
        text, leaf = self._taken_text(), self._leaf
        self._leaf = False
        if self._skipped:
            self._skipped -= 1
        elif self._tree:
            node = self._tree.pop()
            if text:
                node.content.append(text)
            if not self._tree and self._visitor.subtree(node):
                self._emit(node)
        elif self._waiting:
            self._waiting.pop()
        else:
            if leaf and text:
                text = self._visitor.text(self._path, text)
            self._mixed(text)
            self._finish_element(name)
        self._path.pop()

    def _emit(self, node: Node) -> None:
        self._begin(_tag(node.name, node.attributes))
        for one in node.content:
            if isinstance(one, Node):
                self._emit(one)
            else:
                self._mixed(one)
        self._finish_element(node.name)

    def _begin(self, tag: str) -> None:
        for waiting in self._waiting:
            self._close_tag()
            self._out.append(waiting)
            self._open = True
        self._waiting.clear()
        self._close_tag()
        self._out.append(tag)
        self._open = True

    def _finish_element(self, name: str) -> None:
        self._out.append("/>" if self._open else f"</{name}>")
        self._open = False

    def _mixed(self, text: str) -> None:
        if text and not (self._waiting and text.isspace()):
            self._close_tag()
            self._out.append(
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
            )

    def _close_tag(self) -> None:
        if self._open:
            self._out.append(">")
            self._open = False

    def _taken_text(self) -> str:
        text = "".join(self._text)
        self._text.clear()
        return text


_IN_ATTRIBUTES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)


def _tag(name: str, attributes: dict[str, str]) -> str:
    inside = "".join(f' {key}="{value.translate(_IN_ATTRIBUTES)}"' for key, value in attributes.items())
    return f"<{name}{inside}"
