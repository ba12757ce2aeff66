"""Whom a bounce mail is about that names no address: by its subject, its envelope, the mail it returns, or a bare name."""

import re
from collections.abc import Iterable, Sequence

from listcleaner.core.messages.mail import Mail
from listcleaner.core.messages.ownwords import Words
from listcleaner.core.messages.recipients import all_in

_MOST = 8000  # characters of the returned mail
_VERP = re.compile(r"[+-]([\w.+-]{1,64})=((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})@", re.IGNORECASE)
_FOR = re.compile(r"\bfor <?([^\s<>;@]{1,64}@[^\s<>;]{1,255})>?", re.IGNORECASE)
_TO = frozenset({"to", "x-original-to", "delivered-to", "envelope-to"})
_HOST = re.compile(r"(?:[a-z-]*\d|mail|smtp|mx|relay|mta|gate)[\w-]*\.[^.]+\.", re.IGNORECASE)
_BARE = re.compile(r"\s{0,8}[<\"]?([\w][\w.+-]{1,40})[>\"]?(?:\s\"?\(|\s{2,}.*)?\s*$")


def find_unnamed(mail: Mail, texts: Sequence[Words], own: frozenset[str]) -> tuple[str, str] | None:
    """(address, where it was found), the surest first; ``own``: the addresses of the mail itself, in lower case."""
    return next(iter(_candidates(mail, texts, own)), None)


def _candidates(mail: Mail, texts: Sequence[Words], own: frozenset[str]) -> Iterable[tuple[str, str]]:
    for address in all_in(mail.header("subject")):
        if address.lower() not in own:
            yield address, "subject"
    for match in _VERP.finditer(mail.header("to")):
        yield f"{match[1]}@{match[2]}", "envelope"
    returned = _returned(mail, texts)
    if not returned and not any(words.says("failed", "delayed") for words in texts[:1]):
        return
    yield from ((address, "returned mail") for address in _recipients(returned[:_MOST], own))
    yield from ((address, "bare name") for words in texts[:1] for address in _bare_names(mail, words))


def _returned(mail: Mail, texts: Sequence[Words]) -> str:
    """The returned mail: a part of its own, below the words about it, or a further text."""
    headers = [
        part.text for part in mail.parts if part.depth == 1 and part.content_type == "text/rfc822-headers"
    ]
    below = [words.quoted for words in texts[:1]] + [words.whole for words in texts[1:]]
    return "\n".join(headers or below)


def _recipients(returned: str, own: frozenset[str]) -> Iterable[str]:
    for match in _FOR.finditer(returned):
        if match[1].lower() not in own and "." in match[1]:
            yield match[1].rstrip(".,")
    for line in returned.split("\n"):
        name, _, value = line.lstrip("> ").partition(":")
        if name.lower() in _TO:
            to = [address for address in all_in(value) if address.lower() not in own]
            if len(to) == 1:
                yield to[0]


def _bare_names(mail: Mail, words: Words) -> Iterable[str]:
    """A name without a domain under a failure heading is a mailbox of the server that writes, if it does not write as a host."""
    senders = [address.rpartition("@")[2] for address in all_in(mail.header("from"))]
    domains = [domain for domain in senders if not _HOST.match(domain)]
    heads = [mark for mark in words.marks if mark.says == "failed"]
    if not domains or not heads:
        return
    for line in words.text[heads[0].end :].split("\n")[1:6]:
        if (match := _BARE.match(line)) and line[:1].isspace():
            yield f"{match[1]}@{domains[0]}"
