"""HTML of a mail as plain lines."""

import html
import re

# An address in angle brackets that nobody escaped is no tag.
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9:]{0,20})(?=[\s/>])[^<>]*>")
# Where only a name is seen, the address behind it.
_MAIL_LINK = re.compile(
    r"<a\s[^<>]{0,300}?mailto:([^\"'?<>\s]{3,320})[^<>]{0,300}>([^<@]{1,100})</a>", re.IGNORECASE
)
_WHITE = re.compile(r"[\s\xa0]+")
_BLANKS = re.compile(r"[ \t\xa0]+")
_SILENT = frozenset({"style", "script", "title"})
_CELL = frozenset({"td", "th"})
# Everything else begins a line.
_INLINE = re.compile(
    r"a|abbr|b|big|bdo|cite|code|em|font|i|img|ins|label|o:p|q|s|small|span|strike|strong|su[bp]|tt|u|var|wbr"
)


def to_lines(content: str) -> str:
    """The visible text: a line for each block, row or list item; the cells of a row have a blank between them."""
    pieces = _TAG.split(_MAIL_LINK.sub(r"\2 &lt;\1&gt; ", _without_comments(content)))
    if len(pieces) == 1:  # plain text that only calls itself HTML
        return html.unescape(content)
    text = [_WHITE.sub(" ", pieces[0])]
    silent, preformatted = "", False
    for tag, between in zip(pieces[1::2], pieces[2::2], strict=True):
        name = tag.lower()
        if silent:
            if name != f"/{silent}":
                continue
            silent = ""
        elif name in _SILENT:
            silent = name
            continue
        bare = name.removeprefix("/")
        if bare == "pre":
            preformatted = name == "pre"
        if bare in _CELL:
            text.append(" ")
        elif not _INLINE.fullmatch(bare):
            text.append("\n")
        text.append(between if preformatted else _WHITE.sub(" ", between))
    lines = html.unescape("".join(text)).split("\n")
    return "\n".join(line for line in (_BLANKS.sub(" ", line).strip() for line in lines) if line)


def _without_comments(content: str) -> str:
    kept, end = [], 0
    while (start := content.find("<!--", end)) >= 0:
        kept.append(content[end:start])
        close = content.find("-->", start)
        if close < 0:
            return "".join(kept)
        end = close + 3
    kept.append(content[end:])
    return "".join(kept)
