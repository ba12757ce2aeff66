"""Every regular expression of the program, and the strings on which one that is not linear takes long."""

import ast
import importlib
import re
import re._constants as sre
import re._parser as parser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import listcleaner

ROOT = Path(listcleaner.__file__).parent
# How a pattern is asked that is handed on to a function; others are searched for where the file does not say.
HANDED_ON = {
    "core/addresses/check._BARE": "fullmatch",
    "core/addresses/check._BARE_LOWER": "fullmatch",
    "core/addresses/spelling._TOKEN": "findall",
    "core/addresses/spelling._TOKEN_INTL": "findall",
}
METHODS = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
MANY = 300  # a repeat of up to so many is bounded
ORDINARY = (
    " ",
    "\n",
    "a",
    "1",
    "A",
    "é",
    "中",
    "<",
    '"',
    "a ",
    "a.",
    "a@",
    "1.",
    "5.1.1 ",
    "a-",
    "<a",
    "\n\n",
    "a:",
)


@dataclass(frozen=True)
class Use:
    """A regular expression and how it is asked. ``place``: its module and line, or the data file it comes from."""

    place: str
    pattern: re.Pattern[Any]
    method: str


def uses_in_code() -> list[Use]:
    """Those that stand in the program's text."""
    return [use for file in sorted(ROOT.rglob("*.py")) for use in _uses(file)]


def _uses(file: Path) -> list[Use]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    where = file.relative_to(ROOT).with_suffix("").as_posix()
    asked = {
        (node.value.id, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS
    }
    constants = {
        node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and _makes_pattern(node.value)
    }
    module = importlib.import_module("listcleaner." + where.replace("/", ".")) if constants else None
    uses = []
    for name in sorted(constants):
        found = getattr(module, name)
        methods = sorted(method for owner, method in asked if owner == name) or [
            HANDED_ON.get(f"{where}.{name}", "search")
        ]
        patterns = [found] if isinstance(found, re.Pattern) else list(_patterns(found))
        uses += [Use(f"{where}.{name}", one, method) for one in patterns for method in methods]
    for node in ast.walk(tree):
        if _is_call_of_re(node) and node.func.attr in METHODS and isinstance(node.args[0], ast.Constant):
            uses.append(Use(f"{where}:{node.lineno}", re.compile(node.args[0].value), node.func.attr))
    return uses


def _makes_pattern(value: ast.AST) -> bool:
    return any(_is_call_of_re(node) and node.func.attr == "compile" for node in ast.walk(value))


def _is_call_of_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
    )


def _patterns(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns(tuple(value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _patterns(item)


def calls_of_compile() -> set[str]:
    """The modules that make regular expressions elsewhere than in a constant, from data."""
    found = set()
    for file in ROOT.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        within = {call for node in constants for call in ast.walk(node)}
        calls = {
            node
            for node in ast.walk(tree)
            if _is_call_of_re(node)
            and (node.func.attr == "compile" or not isinstance(node.args[0], ast.Constant))
            and node.func.attr != "escape"
        }
        if calls - within:
            found.add(file.relative_to(ROOT).as_posix())
    return found


def is_bounded(pattern: re.Pattern[Any]) -> bool:
    """Whether it looks at a limited number of characters from wherever it begins, each a limited number of times."""
    return _is_bounded(parser.parse(pattern.pattern, pattern.flags))


def _is_bounded(tree: Any, inside_repeat: bool = False) -> bool:
    for operation, value in tree:
        if operation in REPEATS:
            if value[1] > MANY or (inside_repeat and value[1] > 1):
                return False
            if not _is_bounded(value[2], inside_repeat or value[1] > 1):
                return False
        elif not all(_is_bounded(inner, inside_repeat) for inner in _inner(operation, value)):
            return False
    return True


def _inner(operation: Any, value: Any) -> list[Any]:
    if operation is sre.SUBPATTERN:
        return [value[3]]
    if operation is sre.BRANCH:
        return list(value[1])
    if operation in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return [value] if operation is sre.ATOMIC_GROUP else []


def hostile(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Beginnings and what to repeat after them: what is ordinary, the pattern's own words, and :func:`pumped`."""
    whole = _shortest(parser.parse(pattern.pattern, pattern.flags))
    for piece in (*ORDINARY, whole, whole[:-1], whole[: len(whole) // 2]):
        if piece:
            yield "", piece
    yield from pumped(pattern)


def pumped(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """For each repeat of the pattern what leads to it, and what it repeats."""
    found: dict[tuple[str, str], None] = {}
    for before, piece in _repeats(parser.parse(pattern.pattern, pattern.flags), ""):
        found |= dict.fromkeys([(before, piece), ("", piece), ("", before + piece), (" " + before, piece)])
    yield from (pair for pair in found if pair[1])


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    for operation, value in tree:
        if operation in REPEATS:
            if value[1] > MANY // 5:
                yield from ((before, piece) for piece in _pieces(value[2]))
            yield from _repeats(value[2], before)
        else:
            for inner in _inner(operation, value):
                yield from _repeats(inner, before)
        before += _shortest([(operation, value)])


def _pieces(tree: Any) -> set[str]:
    (operation, value), *more = tree
    if not more and operation is sre.IN and value[0][0] is not sre.NEGATE:
        return {_shortest([(sre.IN, [item])]) for item in value[:6]}
    return {_shortest(tree)} | ({" ", "1"} if operation is sre.ANY else set())


def _shortest(tree: Any) -> str:
    """A short text that such a piece of a pattern takes."""
    text = ""
    for operation, value in tree:
        if operation is sre.LITERAL:
            text += chr(value)
        elif operation is sre.ANY:
            text += "a"
        elif operation is sre.NOT_LITERAL:
            text += "a" if value != ord("a") else "b"
        elif operation is sre.IN:
            text += _one_of(value)
        elif operation in REPEATS:
            text += _shortest(value[2]) * value[0]
        elif operation not in (sre.ASSERT, sre.ASSERT_NOT):
            inner = _inner(operation, value)
            text += _shortest(inner[0]) if inner else ""
    return text


def _one_of(items: Any) -> str:
    wanted = items[0][0] is not sre.NEGATE
    return next((char for char in _candidates(items) if _is_in(char, items) == wanted), "\u2603")


def _candidates(items: Any) -> Iterator[str]:
    for operation, value in items:
        if operation is sre.LITERAL:
            yield chr(value)
        elif operation is sre.RANGE:
            yield chr(value[0])
    yield from "a1 .@-x,<\n"


def _is_in(char: str, items: Any) -> bool:
    return any(
        (operation is sre.LITERAL and value == ord(char))
        or (operation is sre.RANGE and value[0] <= ord(char) <= value[1])
        or (operation is sre.CATEGORY and _is_of(char, str(value)))
        for operation, value in items
    )


def _is_of(char: str, category: str) -> bool:
    is_space, is_digit = char.isspace(), char.isdigit()
    named = (
        is_space
        if "SPACE" in category
        else is_digit
        if "DIGIT" in category
        else char.isalnum() or char == "_"
    )
    return named != ("NOT" in category)
