"""Which words of a text are the answer that counts.

sendmail ends with "550 5.1.1 <address>... User unknown" or "554 5.0.0 Service unavailable" whatever the server answered; the
answer itself stands on the ``<<<`` lines. Logs and gateways quote answers of earlier attempts and of backup servers; the final
one counts. And who asks another server quotes it at the end: the innermost answer is the reason.
"""

import re

_CLOSING = re.compile(
    r"\b5\d\d 5\.\d\.\d (?:[^\s.]{1,200}(?:\.[^\s.]{1,200}){0,20}\.\.\. )?"
    r"(?:user unknown|service unavailable|data format error|remote protocol error)",
    re.IGNORECASE,
)
_AFTERMATH = re.compile(
    r"<<< 503[^\r\n]{0,60}"
)  # "503 need RCPT command": sendmail went on after the refusal
_CODE = r"(?<![\w.])[245][0-5]\d(?![\w.])"
_BEFORE = (
    r"earlier|previous(?:ly)?|prior|before(?: that)?|at first|first (?:attempt|try|answer|response|reply)|initial(?:ly)?|"
    r"backup|secondary|fallback|zuvor|vorher|früher|zuerst|précédent\w*|auparavant|anterior\w*|precedente\w*|之前|先前|早先|首次|备用"
)
_AFTER = r"then|final|now|later|last|but|最后|最终|dann|puis"
# "earlier attempt: 450 4.7.1 greylisted;" up to where the text goes on to something else.
_EARLIER = re.compile(
    rf"\b(?:{_BEFORE})[^\n;,]{{0,40}}?{_CODE}[^\n;)\]|]{{0,200}}?(?=[\n;)\]|]|[,.] ?(?:and )?(?:{_AFTER})|$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\b(?:said|says|replied|responded|answered|returned|response was|answer was|回复|返回)\b"
    rf"[^\n:]{{0,40}}[: ]\s{{0,3}}(?={_CODE})",
    re.IGNORECASE,
)
_REPLY = re.compile(_CODE)


def own_words(text: str) -> str:
    """The text without a transcript's wrapping and without earlier answers, where another answer is left; else as it is."""
    if "<<<" in text:
        inner = _CLOSING.sub(" ", _AFTERMATH.sub(" ", text))
        text = inner if "<<<" in inner else text
    if len(_REPLY.findall(text)) < 2:
        return text
    final = _EARLIER.sub(" ", text)
    return final if _REPLY.search(final) else text


def innermost(text: str) -> str:
    """The answer of the last server that is quoted ("host mx.example.net said: 550 ..."), or ``""``."""
    quotes = list(_QUOTED.finditer(text))
    return text[quotes[-1].end() :] if quotes else ""
