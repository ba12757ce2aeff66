"""The mailing a returned mail belonged to, where its sender wrote that into a header of its own."""

import re
from functools import cache

from listcleaner import resources
from listcleaner.core.messages.mail import Mail


def find_campaign(mail: Mail) -> str:
    """What the first header of ``resources/data/campaign_headers.toml`` in the returned mail says, or ``""``."""
    for part in mail.parts:
        if part.depth == 1 and part.content_type == "text/rfc822-headers":
            match = _header().search(part.text)
            return match[1].strip() if match else ""
    return ""


@cache
def _header() -> re.Pattern[str]:
    names = [row["name"] for row in resources.toml("data/campaign_headers.toml")["header"]]
    return re.compile(
        rf"^(?:{'|'.join(map(re.escape, names))})[ \t]*:[ \t]*(\S[^\n]{{0,120}})",
        re.IGNORECASE | re.MULTILINE,
    )
