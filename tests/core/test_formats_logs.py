"""Logs of mail servers: what became of each message, said once, whatever the server wrote on the way."""

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner import resources
from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.formats.log_lines import LONGEST, looks_like_log, read_line

SHAPES = [
    pytest.param(server, shape, id=f"{server}-{shape.get('state', 'status')}-{place}")
    for server, table in resources.toml("data/log_lines.toml").items()
    for place, shape in enumerate(table)
]
FAILED = "Feb  2 12:34:56 mail postfix/smtp[12]: ABC123DEF: to=<{}>, relay=mx[192.0.2.1]:25, delay=1, dsn={}, status={} ({})\n"
UNKNOWN_USER = ("5.1.1", "bounced", "host mx said: 550 5.1.1 User unknown (in reply to RCPT TO command)")
DEFERRED = ("4.4.1", "deferred", "connect to mx[192.0.2.1]:25: Connection timed out")
FULL = ("5.2.2", "bounced", "host mx said: 552 5.2.2 Mailbox is full")
SENT = ("2.0.0", "sent", "250 2.0.0 OK")
REMOVED = "Feb  2 12:34:57 mail postfix/qmgr[9]: ABC123DEF: removed\n"
EXPIRED = "Feb  7 12:34:57 mail postfix/qmgr[9]: ABC123DEF: from=<news@example.org>, status=expired, returned to sender\n"


def postfix(*outcome: str, to: str = "ann@example.com") -> str:
    return FAILED.format(to, *outcome)


@pytest.fixture
def write(tmp_path):
    def put(text: str, name: str = "mail.log-20260301") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return put


def load(path: Path) -> BounceFile:
    (file,) = load_bounces(path)
    return file


def outcomes(file: BounceFile) -> list[tuple[str, str, int]]:
    return list(file.events[["address", "class", "row"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(("server", "shape"), SHAPES)
def test_every_kind_of_line_is_read_as_its_example_says(server, shape):
    line = read_line(shape["example"].encode())
    assert line is not None
    assert line.service == f"{server}.log"
    said = {name: getattr(line, name) for name in ("queue", "state", "to", "orig", "dsn", "text")}
    assert {name: text for name, text in said.items() if text} == shape["read"]


def test_many_attempts_are_one_event_that_tells_the_end(write):
    file = load(write(postfix(*DEFERRED) * 50 + postfix(*UNKNOWN_USER)))
    assert outcomes(file) == [("ann@example.com", "hard", 51)]


def test_what_is_still_in_the_queue_is_deferred(write):
    assert outcomes(load(write(postfix(*DEFERRED) * 3))) == [("ann@example.com", "deferred", 3)]


def test_delivered_after_all_is_delivered(write):
    assert outcomes(load(write(postfix(*DEFERRED) + postfix(*SENT)))) == [("ann@example.com", "delivered", 2)]


def test_given_up_after_days_is_soft_and_shows_the_last_answer(write):
    file = load(write(postfix(*DEFERRED) + postfix(*SENT, to="bob@example.com") + EXPIRED + REMOVED))
    assert outcomes(file) == [("bob@example.com", "delivered", 2), ("ann@example.com", "soft", 3)]
    assert file.events["text"][1] == DEFERRED[2]


def test_a_queue_id_that_comes_again_is_another_message(write):
    file = load(write(postfix(*UNKNOWN_USER) + REMOVED + postfix(*SENT)))
    assert outcomes(file) == [("ann@example.com", "hard", 1), ("ann@example.com", "delivered", 3)]


def test_the_list_holds_the_address_before_aliases(write):
    text = postfix(*UNKNOWN_USER).replace("relay=", "orig_to=<info@example.org>, relay=")
    assert outcomes(load(write(text))) == [("info@example.org", "hard", 1)]


def test_a_local_alias_without_domain_is_no_address_of_a_list(write):
    text = postfix(*UNKNOWN_USER).replace("relay=", "orig_to=<root>, relay=")
    assert outcomes(load(write(text))) == [("ann@example.com", "hard", 1)]


def test_a_content_filter_on_the_same_machine_is_no_delivery(write):
    passed = postfix("2.0.0", "sent", "250 2.0.0 Ok: queued as DEF456ABC")
    passed = passed.replace("mx[192.0.2.1]:25", "127.0.0.1[127.0.0.1]:10024")
    file = load(write(passed + postfix(*DEFERRED).replace("ABC123DEF", "DEF456ABC")))
    assert outcomes(file) == [("ann@example.com", "deferred", 2)]


def test_an_address_that_is_not_in_a_log_may_not_have_been_written_to(write):
    assert not load(write(postfix(*SENT))).shows_soft
    another = postfix(*FULL, to="bob@example.com").replace("ABC123DEF", "DEF456ABC")
    assert not load(write(postfix(*SENT) + another)).shows_soft


def test_a_log_of_bounces_alone_is_like_any_report_of_them(write):
    assert load(write(postfix(*FULL))).shows_soft


def test_a_log_that_is_no_mail_log_is_not_read_as_one(write):
    path = write("Feb  2 12:34:56 host cron[1]: (root) CMD (test)\n" * 30)
    assert inspect(path).source is None


def test_two_servers_in_one_log_are_both_read(write):
    exim = "Feb  2 12:40:00 mail exim[8]: 1sUXyz-0001Ab-2C ** bob@example.com R=dnslookup T=smtp: 550 5.1.1 User unknown\n"
    file = load(write(postfix(*UNKNOWN_USER) * 2 + exim))
    assert file.events["source"].tolist() == ["postfix.log", "exim.log"]
    assert file.events["row"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("name", "stamp", "at"),
    [
        ("mail.log-20260301", "Feb  2 12:34:56", "2026-02-02T12:34:56"),
        ("mail.log-20260101", "Dec 31 23:59:59", "2025-12-31T23:59:59"),
        ("mail.log-20260101", "Jan  2 00:30:00", "2026-01-02T00:30:00"),  # a clock in another time zone
        ("mail.log-20260101", "Jan  3 00:30:00", "2025-01-03T00:30:00"),
        ("mail.log-20260301", "Feb 2 2024 12:34:56", "2024-02-02T12:34:56"),
        ("mail.log-20260301", "2024-02-29T12:34:56.5+02:00", "2024-02-29T10:34:56.500000"),
        ("mail.log-20240301", "Feb 29 12:34:56", "2024-02-29T12:34:56"),
    ],
)
def test_a_time_without_year_is_the_last_one_before_the_file_was_rotated(write, name, stamp, at):
    file = load(write(postfix(*UNKNOWN_USER).replace("Feb  2 12:34:56", stamp), name))
    assert file.events["at"][0].isoformat() == at


def test_a_year_may_end_within_a_log(write):
    text = "".join(
        postfix(*UNKNOWN_USER, to=f"{i}@example.com").replace("Feb  2", day)
        for i, day in enumerate(["Dec 30", "Jan  1", "Dec 31", "Jan  2"])  # one line came late
    )
    assert load(write(text)).events["at"].dt.year.tolist() == [2025, 2026, 2025, 2026]


SESSION = '"SMTPC"\t1\t7\t"2026-01-05 10:00:0{}.000"\t"192.0.2.1"\t"{}"\n'


def session(*said: str) -> str:
    return "".join(SESSION.format(i, text) for i, text in enumerate(said))


def test_a_refused_message_is_refused_for_those_taken_not_for_whom_an_earlier_one_was_delivered(write):
    first = ("SENT: RCPT TO:<ann@example.com>", "RECEIVED: 250 OK", "RECEIVED: 250 Queued")
    second = ("SENT: RCPT TO:<bob@example.net>", "RECEIVED: 250 OK", "RECEIVED: 554 5.7.1 Spam")
    file = load(write(session(*first, *second)))
    assert outcomes(file) == [("ann@example.com", "delivered", 3), ("bob@example.net", "blocked", 6)]


def test_an_answer_for_one_of_several_who_wait_is_nobodys(write):
    asked = ("SENT: RCPT TO:<ann@example.com>", "SENT: RCPT TO:<bob@example.net>")
    later = ("SENT: RCPT TO:<cara@example.org>", "RECEIVED: 250 OK")
    file = load(write(session(*asked, "RECEIVED: 550 5.1.1 User unknown", *later)))
    assert outcomes(file) == [("cara@example.org", "delivered", 5)]


def test_a_compressed_log_cut_in_half_is_read_as_far_as_it_goes_and_said(tmp_path):
    path = tmp_path / "mail.log.2.gz"
    lines = (postfix(f"5.1.{i}", "bounced", str(i), to=f"a{i}@example.com") for i in range(3000))
    content = gzip.compress("".join(lines).encode())
    path.write_bytes(content[: len(content) // 2])
    file = load(path)
    assert 0 < len(file.events) < 3000
    assert "file_cut_off" in {note.code for note in file.notes}


def test_an_answer_of_several_lines_is_shown_in_lines(write):
    file = load(write(postfix("5.1.1", "bounced", "550-5.1.1 User unknown#012550 5.1.1 Sorry")))
    assert file.events["text"][0] == "550-5.1.1 User unknown\n550 5.1.1 Sorry"


@pytest.mark.parametrize("junk", ["\0" * 5000, "\udcff" * 100, "x" * 200_000, ""])
def test_a_broken_line_does_not_spoil_the_others(tmp_path, junk):
    path = tmp_path / "mail.log"
    good = postfix(*UNKNOWN_USER)
    path.write_bytes((good + junk + "\n" + good.replace("ann", "bob")).encode("utf-8", "surrogateescape"))
    assert load(path).events["address"].tolist() == ["ann@example.com", "bob@example.com"]


def test_a_log_cut_off_in_a_line_gives_what_is_whole(write):
    text = postfix(*UNKNOWN_USER) + postfix(*UNKNOWN_USER, to="bob@example.com")[:60]
    assert outcomes(load(write(text))) == [("ann@example.com", "hard", 1)]


def test_a_log_without_any_delivery_says_so(write):
    with pytest.raises(UserError) as error:
        load_bounces(write(REMOVED * 3))
    assert error.value.code == "no_bounces_inside"


@given(
    st.lists(
        st.sampled_from(
            [
                *(shape.values[1]["example"] for shape in SHAPES),
                "status=",
                "to=<",
                "stat=",
                "dsn=5",
                ", ",
                " ** ",
                "\\n",
                "<22>1 ",
                "Feb 31 25:61:61 ",
                ": ",
                "\0",
            ]
        )
        | st.text(max_size=20),
        max_size=8,
    ),
    st.booleans(),
)
def test_no_text_stops_the_reading(parts, stamped):
    line = ("Feb  2 12:34:56 mail x[1]: " if stamped else "") + "".join(parts)
    read_line(line.encode("utf-8", "surrogatepass"))
    looks_like_log(line.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(("server", "shape"), SHAPES)
def test_a_hostile_line_takes_no_longer_than_any_other_of_its_length(server, shape):
    example = shape["example"]
    for part in (
        "a@example.com,",
        "dsn=5.1.1, ",
        "status=x (",
        "a: ",
        "x=1, ",
        ")",
        "reply=",
        " defer (",
        " ",
    ):
        for place in range(0, len(example), 25):
            line = (example[:place] + part * (LONGEST // len(part)) + example[place:]).encode()
            begun = time.process_time()
            read_line(line)
            assert time.process_time() - begun < 0.3, (part, place)
