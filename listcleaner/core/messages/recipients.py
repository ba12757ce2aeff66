"""Addresses as mail servers write them into reports: with a type before them, in brackets, encoded."""

import re

_ADDRESS = re.compile(r"(?:\"[^\"\s@]{1,64}\"|[^\s<>@,;:()\"\[\]|]{1,256})@[^\s<>@,;:()\"'|]{1,255}")
_TYPE = re.compile(r"\s*[A-Za-z][A-Za-z0-9-]*\s*;")
_UNUSABLE_TYPES = frozenset({"x400", "x-unix", "unknown", "system"})
_NEEDLESS = re.compile(r"^\"([\w.+-]+)\"(?=@)")  # quotes round a name that needs none
_HEX = re.compile(r"\+([0-9A-F]{2})")
_SMTP_INSIDE = re.compile(r"IMCEASMTP-(.+)@", re.IGNORECASE)
_FOREIGN = re.compile(r"IMCEA|.*/(?:O|OU|CN|S|PRMD)=", re.IGNORECASE)
_REDACTED = re.compile(r"(?:redacted|removed|hidden|undisclosed|unknown|\*+)@?", re.IGNORECASE)


def usable(value: str) -> str:
    """The address in a field such as ``rfc822; <ann@example.com>``, or ``""`` where there is none to send to.

    X.400 names and Exchange's ``IMCEAEX`` addresses are none, except where they wrap an internet address.
    """
    while match := _TYPE.match(value):
        if match[0].rstrip("; ").strip().lower() in _UNUSABLE_TYPES:
            return ""
        value = value[match.end() :]
    found = _ADDRESS.search(value)
    if found is None:
        return ""
    address = _NEEDLESS.sub(r"\1", found[0].strip(".<>'"))
    if wrapped := _SMTP_INSIDE.match(address):
        return usable(_HEX.sub(lambda code: chr(int(code[1], 16)), wrapped[1]))
    if _FOREIGN.match(address) or _REDACTED.fullmatch(address.partition("@")[0]):
        return ""
    # RFC 3461 writes "+" and "=" as +2B and +3D; not every server takes that back.
    return address.replace("+2B", "+").replace("+3D", "=")


def all_in(value: str) -> list[str]:
    """Every usable address in a header such as ``To``."""
    return [address for one in _ADDRESS.findall(value) if (address := usable(one))]
