"""Makes what the self-test reads beside the sample data, ``resources/selftest/``: ``python -m tests.frozen.make_selftest``."""

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PLACE = Path(__file__).parents[2] / "resources" / "selftest"
GONE = "zoe@example.org"
MEMBERS = [
    ["Name", "Email", "City"],
    ["Zoë Müller", GONE, "Köln"],
    ["王小明", "wang.xiaoming@example.com", "杭州"],
    ["Ann Lee", "ann@example.net", "Leeds"],
    ["José Díaz", "jose@example.org", "Cádiz"],
    ["茶友 🍵", "tea@example.com", "成都"],
    ["Bob", "bob@example.net", ""],
]
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def csv() -> bytes:
    """As Excel in a Chinese or a German office saves it: UTF-8 with its mark."""
    return "".join(",".join(row) + "\r\n" for row in MEMBERS).encode("utf-8-sig")


def ods(path: Path) -> None:
    """The smallest OpenDocument that is one."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(cell.format(escape(text)) for text in row)}</table:table-row>"
        for row in MEMBERS
    )
    table = f'<table:table table:name="Members">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    files = {"": ODS, "content.xml": "text/xml"}
    entries = "".join(
        f'<m:file-entry m:full-path="{name or "/"}" m:media-type="{kind}"/>' for name, kind in files.items()
    )
    parts = {
        "mimetype": ODS,
        "content.xml": f'<office:document-content {NAMESPACES} office:version="1.3">{body}</office:document-content>',
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{MANIFEST}" m:version="1.3">{entries}</m:manifest>',
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name), text)  # without the hour, so that it comes out the same each time


RETURNED = f"""\
From: MAILER-DAEMON@mail.example.com
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Date: Tue, 03 Nov 2026 09:12:44 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="selftest"

--selftest
Content-Type: text/plain; charset=us-ascii

<{GONE}>: host mx.example.org said: 550 5.1.1 User unknown

--selftest
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; {GONE}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--selftest--
"""


if __name__ == "__main__":
    PLACE.mkdir(exist_ok=True)
    (PLACE / "members.csv").write_bytes(csv())
    (PLACE / "returned.eml").write_text(RETURNED, encoding="ascii", newline="\r\n")
    ods(PLACE / "members.ods")
