"""Makes ``resources/samples/`` again: ``python -m tests.make_samples [DIR]``. The same bytes every time; all people are invented.

A tea shop with customers in China and Europe sends one newsletter a month, August to November 2026, and has changed its mail
service three times. STORIES says what happened to whom; the list and the four bounce exports are written from it.
"""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

HERE = Path(__file__).parent.parent / "resources" / "samples"
NOW = datetime(2026, 11, 10, 9, 0)  # the day the list is cleaned
SENDS = (
    datetime(2026, 8, 4, 9),
    datetime(2026, 9, 1, 9),
    datetime(2026, 10, 13, 9),
    datetime(2026, 11, 3, 9),
)
ROWS = 600

SURNAMES = (
    "王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo 何he"
)
GIVEN = (
    "芳fang 伟wei 娜na 静jing 丽li 强qiang 磊lei 洋yang 艳yan 勇yong 军jun 杰jie 娟juan 涛tao 明ming 秀英xiuying 建国jianguo "
    "晓明xiaoming 雨欣yuxin 子轩zixuan 梓涵zihan 浩然haoran 思琪siqi 佳怡jiayi 俊杰junjie 美玲meiling"
)
FIRST = (
    "Anna Ben Clara David Elena Felix Greta Hugo Ines Jonas Karin Liam Maria Nils Olivia Paul Rosa Simon Tessa Victor Zoë Chloé "
    "Jürgen Søren Marta Piotr Giulia Marco Lucía Pablo"
)
LAST = (
    "Abbott Becker Carter Dubois Evans Fischer Garcia Hansen Ivanova Jensen Kowalski Laurent Müller Novak Olsen Petit Rossi "
    "Schmidt Taylor Urban Visser Weber Young Zeller O'Brien Nuñez Lindqvist"
)
PLAIN = str.maketrans("ëéüøíñö'", "eeuoino-")
CHINESE_CITIES = ("广州", "上海", "成都", "杭州", "北京", "厦门", "西安")
WESTERN_CITIES = ("London", "Hamburg", "Lyon", "Kraków", "Bologna", "Aarhus", "Utrecht", "Málaga")
CHINESE_DOMAINS = ("mail.example.com", "gz.example.com", "post.example.net", "xin.example.net", "example.org")
WESTERN_DOMAINS = (
    "example.com",
    "inbox.example.org",
    "mail.example.net",
    "example.net",
    "office.example.com",
)
CHINESE_COMPANIES = ("清源茶业", "南山书店", "和合餐饮", "云上民宿", "")
WESTERN_COMPANIES = ("Corner Books Ltd", "Café Nord", "Hotel Linde GmbH", "Bloom & Sons", "=Equal Design", "")
HEADER = (
    "Customer No.",
    "Name",
    "Email",
    "Phone",
    "Company",
    "City",
    "Status",
    "Signed up",
    "Last activity",
    "Points",
    "Discount",
    "Notes",
)


@dataclass(frozen=True)
class Story:
    """What happened to ``people`` contacts in the four sends, and the status (soft count) it must lead to.

    One letter a send: h hard, s soft, b blocked, ? not understood, c complaint, d delivered, r being retried, ``.`` nothing.
    """

    sends: str
    people: int
    status: str
    soft: int = 0
    joined: date | None = None  # instead of some day before the first send
    listed: str = "Subscribed"


STORIES = (
    Story("h...", 4, "hard"),
    Story(".h..", 7, "hard"),
    Story("..h.", 8, "hard"),
    Story("...h", 6, "hard"),
    Story("h..d", 3, "ok"),  # the mailbox came back
    Story(".sss", 5, "suspended", 3),
    Story("ssss", 3, "suspended", 4),
    Story("sbss", 2, "suspended", 3),  # a block neither counts nor resets
    Story("..ss", 6, "soft", 2),
    Story("..ss", 2, "soft", 2, joined=date(2026, 9, 20)),
    Story("...s", 9, "soft", 1),
    Story("ss.s", 4, "soft", 1),  # one newsletter got through in between
    Story("s...", 5, "ok"),
    Story(".s..", 6, "ok"),
    Story("sss.", 4, "ok"),
    Story("sssd", 3, "ok"),  # reported as delivered
    Story("...b", 7, "blocked"),
    Story("..bb", 3, "blocked"),
    Story("...?", 3, "unknown"),
    Story("...c", 3, "complained"),
    Story("...r", 6, "ok"),
    Story("....", 8, "unsubscribed", listed="Unsubscribed"),
    Story("....", 4, "unsubscribed", listed="已退订"),
    Story("....", 12, "ok", joined=date(2026, 10, 20)),
    Story("...d", 40, "ok"),
)

# Address cells that are no address, and near-misses of well-known providers.
BROKEN = (
    "wang.fang@@example.com",
    "no address",
    "peter.novak.example.com",
    "zhao@",
    "@example.net",
    "chen@example..com",
    "n/a",
    "lin li@",
)
TYPOS = (
    ("teashop.sample.01@gmial.com", "teashop.sample.01@gmail.com"),
    ("teashop.sample.02@163.con", "teashop.sample.02@163.com"),
    ("teashop.sample.03@hotmial.com", "teashop.sample.03@hotmail.com"),
    ("teashop.sample.04@qq.con", "teashop.sample.04@qq.com"),
    ("teashop.sample.05@gmail.con", "teashop.sample.05@gmail.com"),
    ("teashop.sample.06@yahooo.com", "teashop.sample.06@yahoo.com"),
)
ROLES = (
    "info@office.example.com",
    "sales@shop.example.net",
    "office@club.example.org",
    "kontakt@example.net",
)
STRANGERS = (
    "left.long.ago@example.com",
    "old.customer@post.example.net",
    "unknown.person@example.org",
)  # bounced, on no list


@dataclass(frozen=True)
class Contact:
    """One row of the list."""

    name: str
    email: str
    phone: str
    company: str
    city: str
    joined: date
    active: date | None
    points: int
    story: Story
    status: str = "Subscribed"
    notes: str = ""


@dataclass
class Town:
    """Invents people, never the same address twice."""

    random: Random = field(default_factory=lambda: Random(20261103))
    taken: set[str] = field(default_factory=set)

    def pick(self, choices: Sequence[str]) -> str:
        return choices[int(self.random.random() * len(choices))]

    def below(self, limit: int) -> int:
        return int(self.random.random() * limit)

    def person(self, story: Story) -> Contact:
        chinese = self.random.random() < 0.5
        name, local = self.chinese_name() if chinese else self.western_name()
        domain = self.pick(CHINESE_DOMAINS if chinese else WESTERN_DOMAINS)
        while f"{local}@{domain}" in self.taken:
            local = f"{local.rstrip('0123456789')}{10 + self.below(89)}"
        self.taken.add(f"{local}@{domain}")
        return Contact(
            name=name,
            email=f"{local}@{domain}",
            # Leading zeros are part of these numbers; none can be dialled.
            phone=f"0{self.pick(('20', '21', '28', '571'))}-0000{self.below(10_000):04}"
            if chinese
            else f"020 7946 0{self.below(1000):03}",
            company=self.pick(CHINESE_COMPANIES if chinese else WESTERN_COMPANIES),
            city=self.pick(CHINESE_CITIES if chinese else WESTERN_CITIES),
            joined=story.joined or date(2019, 3, 1) + timedelta(days=self.below(2_600)),
            active=self.last_activity(story),
            points=self.below(40) * 25,
            story=story,
            status=story.listed,
            notes=self.pick(("", "", "", "", "VIP", "喜欢普洱", "prefers green tea", "节日礼盒")),
        )

    def last_activity(self, story: Story) -> date | None:
        """Those whose mail bounces have not opened any lately; of the others, about half have."""
        if story.sends.strip(".") not in ("", "d") or story.listed != "Subscribed":
            return date(2025, 1, 10) + timedelta(days=self.below(400)) if self.random.random() < 0.6 else None
        if story.joined:
            return story.joined + timedelta(days=self.below(20))
        return date(2026, 8, 20) + timedelta(days=self.below(80)) if self.random.random() < 0.55 else None

    def chinese_name(self) -> tuple[str, str]:
        (family, family_latin), (given, given_latin) = (
            split(self.pick(words.split())) for words in (SURNAMES, GIVEN)
        )
        form = self.pick(("{f}.{g}", "{g}{f}", "{f}{g}", "{g}.{f}", "{f}_{g}"))
        return family + given, form.format(f=family_latin, g=given_latin)

    def western_name(self) -> tuple[str, str]:
        first, last = self.pick(FIRST.split()), self.pick(LAST.split())
        form = self.pick(("{f}.{l}", "{f}{l}", "{i}.{l}", "{l}.{f}"))
        plain = form.format(f=first, l=last, i=first[0]).lower().translate(PLAIN)
        return f"{first} {last}", plain


def split(word: str) -> tuple[str, str]:
    """``王wang`` as its two writings."""
    cut = next(i for i, letter in enumerate(word) if letter.isascii())
    return word[:cut], word[cut:]


def contacts() -> list[Contact]:
    """All rows of the list, in its order."""
    town = Town()
    people = [town.person(story) for story in STORIES for _ in range(story.people)]
    invalid, fine = Story("....", 0, "invalid"), Story("....", 0, "ok")
    people += [replace(town.person(invalid), email=cell, active=None) for cell in BROKEN]
    people += [replace(town.person(invalid), email=cell, active=None) for cell, _ in TYPOS]
    people += [replace(town.person(fine), email=cell, name="") for cell in ROLES]
    regulars = [town.person(fine) for _ in range(ROWS - len(people) - 24)]
    people += regulars + list(copies(regulars))
    ordered = sorted(people, key=lambda _: town.random.random())
    return [written_differently(position, person) for position, person in enumerate(ordered)]


def copies(people: list[Contact]) -> Iterator[Contact]:
    """The same person again: other spelling, less filled in. Two of them took their leave in one of the copies."""
    for number, person in enumerate(people[:22]):
        spelling = (person.email.upper(), person.email.title(), f" {person.email} ", person.email)[number % 4]
        status = "Unsubscribed" if number in (5, 11) else person.status
        yield replace(
            person, email=spelling, phone="", company="", active=None, notes="", points=0, status=status
        )
    for person in people[:2]:  # a third time
        yield replace(
            person,
            email=person.email.replace("@", "＠"),
            name=person.name.upper(),
            phone="",
            company="",
            active=None,
            notes="",
        )


def written_differently(position: int, person: Contact) -> Contact:
    """People type addresses in their own way; it must not matter."""
    if person.story.sends == "...." or position % 7:
        return person
    return replace(person, email=person.email.capitalize() + "\u00a0" * (position % 2))


def expected() -> dict[str, tuple[str, int]]:
    """For each address with a story, written plainly: its status and soft count."""
    return {
        plainly(person.email): (person.story.status, person.story.soft)
        for person in contacts()
        if person.story.people
    }


def plainly(cell: str) -> str:
    return cell.replace("＠", "@").replace("\u00a0", " ").strip().lower()


def happened(send: int, letters: str) -> list[tuple[str, str, Contact | None, datetime]]:
    """Those to whom one of these things happened in a send: letter, address, contact, when."""
    found: list[tuple[str, str, Contact | None, datetime]] = []
    for person in contacts():
        if (letter := person.story.sends[send]) in letters:
            found.append(
                (letter, plainly(person.email), person, SENDS[send] + timedelta(seconds=97 * len(found) + 61))
            )
    if "h" in letters:
        found += [
            ("h", address, None, SENDS[send] + timedelta(hours=20)) for address in STRANGERS[send : send + 1]
        ]
    return found


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
        "b": (("5.7.1", "550 5.7.1 Message rejected: content looks like spam"),),
    }
    rows = [["status", "reason", "email", "created"]]
    for number, (letter, address, _, at) in enumerate(happened(1, "hsb")):
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
        for number, (letter, address, _, at) in enumerate(happened(2, "hsb")):
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
        for column, width in enumerate((13, 20, 36, 16, 20, 12, 14, 12, 14, 8, 9, 24)):
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
            if person.active:
                sheet.write_datetime(row, 8, datetime.combine(person.active, datetime.min.time()), stamp)
            sheet.write_number(row, 9, person.points, points)
            sheet.write_number(row, 10, person.points % 4 / 40, percent)
            if person.notes:
                sheet.write_string(row, 11, person.notes)
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
