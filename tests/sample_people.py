"""The people of the samples, all invented, and what happened to each: a tea shop with customers in China and Europe.

It sends one newsletter a month, August to November 2026. STORIES says what happened to whom; ``tests.make_samples`` writes the
list and the bounce exports from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

SENDS = (
    datetime(2026, 8, 4, 9),
    datetime(2026, 9, 8, 9),
    datetime(2026, 10, 13, 9),
    datetime(2026, 11, 3, 9),
)
ROWS = 1800

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
# As often as they come: a few providers have most of the people.
CHINESE_DOMAINS = (
    *("mail.example.com",) * 8,
    *("post.example.net",) * 7,
    *("gz.example.com",) * 3,
    *("xin.example.net",) * 2,
    "example.org",
)
WESTERN_DOMAINS = (
    *("inbox.example.org",) * 9,
    *("mail.example.net",) * 7,
    *("example.com",) * 3,
    *("office.example.com",) * 2,
    "example.net",
)
FAILED_ONCE = "post.example.net"  # did not answer one morning in September: an incident
WARY = "xin.example.net"  # takes this shop's mail for spam
CLOSED = "teahouse.example.net"  # has been given up; everybody there is gone
SOURCES = (*("Website",) * 5, *("Shop counter",) * 3, "Friend", "网店")
RAFFLE = "Spring fair raffle"  # people wrote down what came to their minds
CHINESE_COMPANIES = ("清源茶业", "南山书店", "和合餐饮", "云上民宿", "")
WESTERN_COMPANIES = ("Corner Books Ltd", "Café Nord", "Hotel Linde GmbH", "Bloom & Sons", "=Equal Design", "")


@dataclass(frozen=True)
class Story:
    """What happened to ``people`` contacts in the four sends, and the status (soft count) it must lead to.

    One letter a send: h hard, x hard because the domain is gone, s soft, i the provider did not answer, b blocked, ? not
    understood, c complaint, d delivered, r being retried, ``.`` nothing.
    """

    sends: str
    people: int
    status: str
    soft: int = 0
    joined: date | None = None  # instead of some day before the first send
    listed: str = "Subscribed"
    domain: str = ""  # instead of any
    source: str = ""


FAIR = date(2026, 5, 16)
STORIES = (
    Story("h...", 3, "hard"),
    Story(".h..", 3, "hard"),
    Story("..h.", 3, "hard"),
    Story("...h", 3, "hard"),
    Story("..x.", 9, "hard", domain=CLOSED),
    Story("h...", 5, "hard", joined=FAIR, source=RAFFLE),
    Story("...h", 3, "hard", joined=FAIR, source=RAFFLE),
    Story(".sss", 4, "suspended", 3, joined=FAIR, source=RAFFLE),
    Story("....", 96, "ok", joined=FAIR, source=RAFFLE),
    Story("h..d", 2, "ok"),  # the mailbox came back
    Story(".sss", 3, "suspended", 3),
    Story("ssss", 10, "suspended", 4),
    Story("sbss", 2, "suspended", 3),  # a block neither counts nor resets
    Story("..ss", 4, "soft", 2),
    Story("..ss", 2, "soft", 2, joined=date(2026, 9, 20)),
    Story("...s", 4, "soft", 1),
    Story("ss.s", 2, "soft", 1),  # one newsletter got through in between
    Story("s...", 1, "ok"),
    Story(".s..", 2, "ok"),
    Story("sss.", 2, "ok"),
    Story("sssd", 3, "ok"),  # reported as delivered
    Story(".i..", 59, "ok", domain=FAILED_ONCE),  # counts against none of them
    Story("siss", 2, "suspended", 3, domain=FAILED_ONCE),
    Story(".iss", 2, "soft", 2, domain=FAILED_ONCE),
    Story("...b", 5, "blocked", domain=WARY),
    Story("..bb", 5, "blocked", domain=WARY),
    Story("...b", 2, "blocked", domain="mail.example.net"),
    Story("...?", 3, "unknown"),
    Story("...c", 3, "complained"),
    Story("...r", 6, "ok"),
    Story("....", 16, "unsubscribed", listed="Unsubscribed"),
    Story("....", 8, "unsubscribed", listed="已退订"),
    Story("....", 30, "ok", joined=date(2026, 10, 20)),
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
    source: str
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
        domain = story.domain or self.pick(CHINESE_DOMAINS if chinese else WESTERN_DOMAINS)
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
            source=story.source or self.pick(SOURCES),
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
    fine = Story("....", 0, "ok")
    scribbled = Story("....", 0, "invalid", joined=FAIR, source=RAFFLE)
    people += [replace(town.person(scribbled), email=cell, active=None) for cell in BROKEN]
    people += [replace(town.person(scribbled), email=cell, active=None) for cell, _ in TYPOS]
    people += [replace(town.person(fine), email=cell, name="") for cell in ROLES]
    regulars = [town.person(fine) for _ in range(ROWS - len(people) - 38)]
    people += regulars + list(copies(regulars))
    ordered = sorted(people, key=lambda _: town.random.random())
    return [written_differently(position, person) for position, person in enumerate(ordered)]


def copies(people: list[Contact]) -> Iterator[Contact]:
    """The same person again: other spelling, less filled in. Two of them took their leave in one of the copies."""
    for number, person in enumerate(people[:36]):
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
