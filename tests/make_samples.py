"""Makes ``resources/samples/`` again: ``python -m tests.make_samples [DIR]``. The same bytes every time; all people are invented.

The tea shop has changed its mail service three times: its list and four bounce exports, written from ``tests.sample_people``.
"""

import csv
import io
import json
import sys
from datetime import datetime
from pathlib import Path

import xlsxwriter

from tests.sample_people import SENDS, contacts, happened

HERE = Path(__file__).parent.parent / "resources" / "samples"
HEADER = (
    "Customer No.",
    "Name",
    "Email",
    "Phone",
    "Company",
    "City",
    "Status",
    "Signed up",
    "Source",
    "Last activity",
    "Points",
    "Discount",
    "Notes",
)


def mailchimp() -> bytes:
    """August: the *Bounced* list of a campaign report. No reasons and no times; the file name has the date."""
    kinds = {"h": "Hard", "s": "Soft"}
    rows = [["Email Address", "First Name", "Last Name", "Bounce Type"]]
    for letter, address, person, _ in happened(0, "hs"):
        first, _, last = (person.name if person else "").partition(" ")
        rows.append([address, first, last, kinds[letter]])
    return delimited(rows)


def sendgrid() -> bytes:
    """September: the bounces of the suppression list. Times in seconds since 1970, reasons with line breaks."""
    answers = {
        "h": (
            (
                "5.1.1",
                "550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the address",
            ),
            ("550", "550 Requested action not taken: mailbox unavailable, no such user here "),
            ("5.1.1", '550 5.1.1 <{address}>: Recipient address rejected: User "{local}" unknown'),
        ),
        "s": (
            ("5.2.2", "552 5.2.2 The email account that you tried to reach is over quota"),
            ("4.4.7", "unable to get mx info: failed to get IPs from PTR record:\nlookup timeout"),
            ("4.2.2", "452 4.2.2 Mailbox full\nhas been trying for 72 hours"),
        ),
        "i": (("4.4.1", "421 4.4.1 Connection timed out, the server did not answer in 72 hours"),),
        "b": (("5.7.1", "550 5.7.1 Message rejected: content looks like spam"),),
    }
    rows = [["status", "reason", "email", "created"]]
    for number, (letter, address, _, at) in enumerate(happened(1, "hsbi")):
        status, reason = answers[letter][number % len(answers[letter])]
        seconds = int((at - datetime(1970, 1, 1)).total_seconds())
        rows.append(
            [status, reason.format(address=address, local=address.partition("@")[0]), address, str(seconds)]
        )
    return delimited(rows)


def delimited(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def console(path: Path) -> None:
    """October: a workbook from a Chinese mail service's web console: title lines, Chinese types and reasons."""
    answers = {
        "h": (
            ("硬退信", "550 5.1.1 用户不存在"),
            ("硬退信", "550 邮箱地址不存在，user not found"),
            ("无效地址", "收件人不存在"),
        ),
        "s": (
            ("软退信", "邮箱已满"),
            ("软退信", "552 5.2.2 收件人邮箱空间不足"),
            ("软退信", "连接对方服务器超时，多次重试后放弃"),
        ),
        "x": (("硬退信", "550 5.1.2 域名不存在，Host or domain name not found"),),
        "b": (("垃圾邮件", "554 5.7.1 邮件内容被判定为垃圾邮件，已被拒收"),),
    }
    with workbook(path) as book:
        sheet = book.add_worksheet("退信明细")
        stamp = book.add_format({"num_format": "yyyy/m/d hh:mm:ss"})
        sheet.set_column(1, 1, 34)
        sheet.set_column(3, 4, 40)
        sheet.write_string(0, 0, "投递失败明细")
        sheet.write_string(1, 0, "任务：十月新茶上市　　导出时间：2026-10-19")
        sheet.write_row(3, 0, ["序号", "收件人邮箱", "退信类型", "退信原因", "退信时间"])
        for number, (letter, address, _, at) in enumerate(happened(2, "hsbx")):
            kind, reason = answers[letter][number % len(answers[letter])]
            sheet.write_row(4 + number, 0, [number + 1, address, kind, reason])
            sheet.write_datetime(4 + number, 4, at, stamp)


def ses() -> bytes:
    """November: Amazon SES events, one JSON object a line: bounces, complaints, deliveries and delays."""
    lines = []
    for number, (letter, address, _, at) in enumerate(happened(3, "hsb?cdr")):
        kind, details = ses_event(letter, address, number, f"{at:%Y-%m-%dT%H:%M:%S}.{number:03}Z")
        mail = {
            "timestamp": f"{SENDS[3]:%Y-%m-%dT%H:%M:%S}.000Z",
            "source": "news@shop.example.com",
            "messageId": f"0102018f{number:08x}",
            "destination": [address],
        }
        key = kind[0].lower() + kind[1:]
        lines.append(json.dumps({"eventType": kind, "mail": mail, key: details}, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode()


def ses_event(letter: str, address: str, number: int, stamp: str) -> tuple[str, dict[str, object]]:
    """The kind of an event and what Amazon says about it."""
    if letter == "c":
        about = {"complainedRecipients": [{"emailAddress": address}], "complaintFeedbackType": "abuse"}
        return "Complaint", {**about, "timestamp": stamp, "feedbackId": f"c{number:04}"}
    if letter == "d":
        answer = "250 2.0.0 OK queued"
        return "Delivery", {
            "timestamp": stamp,
            "recipients": [address],
            "smtpResponse": answer,
            "processingTimeMillis": 800 + number,
        }
    if letter == "r":
        person = {
            "emailAddress": address,
            "status": "4.4.1",
            "diagnosticCode": "smtp; 421 4.4.1 Connection timed out",
        }
        return "DeliveryDelay", {
            "timestamp": stamp,
            "delayType": "TransientCommunicationFailure",
            "delayedRecipients": [person],
        }
    answers = {
        "h": (
            ("Permanent", "NoEmail", "5.1.1", "smtp; 550 5.1.1 user unknown"),
            ("Permanent", "General", "5.1.1", "smtp; 550 5.1.1 No such user here"),
        ),
        "s": (
            ("Transient", "MailboxFull", "5.2.2", "smtp; 552 5.2.2 mailbox is full"),
            (
                "Transient",
                "General",
                "4.4.7",
                "smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes",
            ),
        ),
        "b": (
            ("Transient", "ContentRejected", "5.7.1", "smtp; 554 5.7.1 message rejected as spam"),
            (
                "Permanent",
                "General",
                "5.7.1",
                "smtp; 550 5.7.1 sending address is on a block list, service refused",
            ),
        ),
        "?": (("Undetermined", "Undetermined", "", "smtp; 599 delivery outcome not reported"),),
    }
    kind, sub, status, diagnostic = answers[letter][number % len(answers[letter])]
    recipient = {"emailAddress": address, "action": "failed", "status": status, "diagnosticCode": diagnostic}
    return "Bounce", {
        "bounceType": kind,
        "bounceSubType": sub,
        "bouncedRecipients": [{key: value for key, value in recipient.items() if value}],
        "timestamp": stamp,
        "feedbackId": f"b{number:04}",
        "reportingMTA": "dns; a1.smtp-out.example.com",
    }


def workbook(path: Path) -> xlsxwriter.Workbook:
    """A new workbook whose bytes depend on nothing but its content."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"title": "Invented sample data", "created": datetime(2026, 11, 10)})
    return book


def subscribers(path: Path) -> None:
    """The list, as an office keeps it: widths, a coloured header, dates and numbers with their formats, a second sheet."""
    with workbook(path) as book:
        sheet = book.add_worksheet("Customers")
        head = book.add_format({"bold": True, "bg_color": "#DCE8F4", "bottom": 1})
        day, stamp = (
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"num_format": "d mmm yyyy"}),
        )
        points, percent = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, HEADER, head)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate((13, 20, 36, 16, 20, 12, 14, 12, 18, 14, 8, 9, 24)):
            sheet.set_column(column, column, width)
        for row, person in enumerate(contacts(), start=1):
            texts = (
                f"{row:06}",
                person.name,
                person.email,
                person.phone,
                person.company,
                person.city,
                person.status,
            )
            for column, text in enumerate(texts):
                if text:
                    sheet.write_string(row, column, text)
            sheet.write_datetime(row, 7, datetime.combine(person.joined, datetime.min.time()), day)
            sheet.write_string(row, 8, person.source)
            if person.active:
                sheet.write_datetime(row, 9, datetime.combine(person.active, datetime.min.time()), stamp)
            sheet.write_number(row, 10, person.points, points)
            sheet.write_number(row, 11, person.points % 4 / 40, percent)
            if person.notes:
                sheet.write_string(row, 12, person.notes)
        about = book.add_worksheet("About")
        about.write_string(0, 0, "Invented people for trying List Cleaner. 示例数据，均为虚构。")


def make(folder: Path) -> None:
    """Writes all five files."""
    bounces = folder / "bounces"
    bounces.mkdir(parents=True, exist_ok=True)
    subscribers(folder / "subscribers.xlsx")
    (bounces / "1-mailchimp-bounced-2026-08-04.csv").write_bytes(mailchimp())
    (bounces / "2-sendgrid-suppression_bounces-2026-09.csv").write_bytes(sendgrid())
    console(bounces / "3-退信明细-2026-10.xlsx")
    (bounces / "4-amazon-ses-events-2026-11.jsonl").write_bytes(ses())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
