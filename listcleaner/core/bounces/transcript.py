"""What the other server said in a sendmail transcript, without sendmail's own closing line.

sendmail ends with "550 5.1.1 <address>... User unknown" or "554 5.0.0 Service unavailable" whatever the server answered; the
answer itself stands on the ``<<<`` lines.
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


def own_words(text: str) -> str:
    """The text without sendmail's wrapping where it is a transcript with an answer in it; else as it is."""
    if "<<<" not in text:
        return text
    inner = _CLOSING.sub(" ", _AFTERMATH.sub(" ", text))
    return inner if "<<<" in inner else text
