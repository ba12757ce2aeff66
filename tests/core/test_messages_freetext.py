"""Bounce mails without a report for programs: who was not reached, and the server's words about it."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner.core.messages.mail import Mail, Outcome, Part
from listcleaner.core.messages.read import understand

SENDER = "news-bounces@example.org"


def bounce(text: str, **headers: str) -> Mail:
    more = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    daemon = (("return-path", "<>"), ("from", "MAILER-DAEMON@mx.example.org"))
    return Mail(
        (*daemon, ("to", SENDER), ("subject", "failure notice"), *more),
        (Part("text/plain", text),),
    )


def outcomes(mail: Mail) -> tuple[Outcome, ...]:
    return understand(mail).outcomes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
            "<ann@example.com>:\n"
            "Sorry, no mailbox here by that name. (#5.1.1)\n\n"
            "<bob@example.net>:\n"
            "Remote host said: 552 mailbox full\n\n"
            "--- Below this line is a copy of the message.\n\n"
            "To: carl@example.com\n",
            [("ann@example.com", "failed", "5.1.1", ""), ("bob@example.net", "failed", "", "552")],
            id="qmail, two fates",
        ),
        pytest.param(
            "For further assistance, please send mail to <postmaster@example.org>\n"
            "Your message could not be delivered to one or more recipients.\n\n"
            "<ann@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1\n"
            "    <ann@example.com>: User unknown (in reply to RCPT TO command)\n",
            [("ann@example.com", "failed", "5.1.1", "550")],
            id="Postfix",
        ),
        pytest.param(
            "A message that you sent has not yet been delivered to one or more of its recipients after 24 hours.\n"
            "The address to which it has not yet been delivered is:\n\n"
            "  ann@example.com\n\nNo action is required on your part.\n",
            [("ann@example.com", "delayed", "", "")],
            id="Exim, delayed",
        ),
        pytest.param(
            "Delivery has failed to these recipients or groups:\n\n"
            "ann@example.com\n\n"
            "Diagnostic information for administrators:\n"
            "Generating server: x.example.net\n"
            "ann@example.com\n"
            "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n\n"
            "Original message headers:\n"
            "Received: from x\n"
            "To: <bob@example.com>\n",
            [("ann@example.com", "failed", "5.1.10", "550")],
            id="Exchange",
        ),
        pytest.param(
            "您的邮件无法送达以下收件人:\n\n收件人: ann@example.com\n退信原因: 550 User not found\n",
            [("ann@example.com", "failed", "", "550")],
            id="Chinese",
        ),
        pytest.param(
            "Ihre Nachricht konnte nicht zugestellt werden an:\n\nann@example.com\n",
            [("ann@example.com", "failed", "", "")],
            id="German",
        ),
        pytest.param(
            "undeliverable to ann@example.com\nundeliverable to bob@example.com\n\n"
            "Body of message generated response:\n550 5.1.1 <ann@example.com>... User unknown\n",
            [("ann@example.com", "failed", "5.1.1", "550"), ("bob@example.com", "failed", "", "")],
            id="a line for each, and a reply that names one",
        ),
        pytest.param(
            "Error: No valid recipients for this MM\n\nRCPT TO: 5550100@example.com\n",
            [("5550100@example.com", "failed", "", "")],
            id="MMS gateway, the command alone",
        ),
        pytest.param(
            "抱歉，您的邮件被退回来了\n\n原邮件信息：\n主题  新闻\n收件人 ann@example.com\n"
            "退信原因：\n收件人邮箱已满\n退信代码：552\n",
            [("ann@example.com", "failed", "", "552")],
            id="Chinese, a table without colons",
        ),
        pytest.param(
            "Your message has encountered delivery problems\nto local user ann.\n(Originally addressed to ann@example.com)\n\n"
            "User not known\n",
            [("ann@example.com", "failed", "", "")],
            id="a local user and whom it was addressed to",
        ),
        pytest.param(
            "Your message could not be delivered to <xxxxx@example.com>: 550 5.1.1 User unknown\n",
            [("xxxxx@example.com", "failed", "5.1.1", "550")],
            id="a name that looks as if it were made unreadable",
        ),
        pytest.param(
            "Delivery has failed to these recipients:\n\n* [ann@example.com]: 550 mailbox full\n\n"
            "Original message details:\n\n* From: news@example.org\n* To: list@example.net\n",
            [("ann@example.com", "failed", "", "550")],
            id="facts about the returned mail are no list of the failed",
        ),
        pytest.param(
            "   ----- The following addresses had permanent fatal errors -----\n<ann@example.com>\n\n"
            "   ----- The following addresses had successful delivery notifications -----\n"
            "<bob@example.com>  (relayed to a server without reports)\n\n"
            "   ----- Transcript of session follows -----\n<<< 550 5.1.1 User unknown\n"
            "550 5.1.1 <ann@example.com>... User unknown\n<bob@example.com>... relayed; expect no further notifications\n",
            [("ann@example.com", "failed", "5.1.1", "550"), ("bob@example.com", "delivered", "", "")],
            id="one reached, one not",
        ),
        pytest.param(
            "The following recipients could not be reached: ann@example.com, bob@example.com; <carl@example.com>\n",
            [(f"{name}@example.com", "failed", "", "") for name in ("ann", "bob", "carl")],
            id="several in a line",
        ),
        pytest.param(
            "Could not deliver the message below to ann@example.com: mailbox full.\n\n"
            "> From: News <news@example.org>\n> Subject: News\n"
            ">\n> Unable to deliver? Ask bob@example.com: 550 5.1.1 no such user\n",
            [("ann@example.com", "failed", "", "")],
            id="what the returned mail says, marked as quoted, is not said here",
        ),
        pytest.param(
            "您发给ann@example.com的邮件暂时未能送达，系统将继续尝试投递3天。\n",
            [("ann@example.com", "delayed", "", "")],
            id="Chinese, the address inside the sentence",
        ),
        pytest.param(
            "ann@example.comへのメールはまだ相手先に届けられていません。引き続き配送を試みます。\n",
            [("ann@example.com", "delayed", "", "")],
            id="Japanese, the address inside the sentence",
        ),
        pytest.param(
            "El mensaje para ann@example.com lleva 5 horas en la cola; se volverá a intentar.\n",
            [("ann@example.com", "delayed", "", "")],
            id="Spanish, the address inside the sentence",
        ),
        pytest.param(
            "Your message could not be delivered to ann@example.com:\n\n"
            "08:00 mx.example.com: 451 4.7.1 Greylisted, delivery temporarily deferred\n"
            "09:00 mx.example.com: 550 5.1.1 User unknown\n\nNo further attempts will be made.\n",
            [("ann@example.com", "failed", "5.1.1", "550")],
            id="a log of attempts, the last decides",
        ),
        pytest.param(
            "Twoja wiadomość nie została jeszcze dostarczona do:\n\nann@example.com\n\n"
            "Kolejne próby będą podejmowane przez 3 dni.\n",
            [("ann@example.com", "delayed", "", "")],
            id="Polish, not yet",
        ),
        pytest.param(
            "Az Ön levelét nem sikerült kézbesíteni a következő címre:\n\n  ann@example.com\n\nOk: ismeretlen felhasználó\n",
            [("ann@example.com", "failed", "", "")],
            id="Hungarian",
        ),
        pytest.param(
            "I tried to bring your letter to ann@example.com, but it is here again. "
            "The other side said: 550 5.1.1 No such user.\n",
            [("ann@example.com", "failed", "5.1.1", "550")],
            id="chatty",
        ),
    ],
)
def test_a_bounce_names_who_was_not_reached_and_why(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    mail = bounce(text)
    assert understand(mail).kind == "bounce"
    assert [(one.address, one.action, one.status, one.reply) for one in outcomes(mail)] == expected


def test_the_answer_is_that_of_the_innermost_server() -> None:
    mail = bounce(
        "Your message could not be delivered to:\n<ann@example.com>: host mx.example.com said: 550 5.1.1 No such user\n"
    )
    assert outcomes(mail)[0].text == "550 5.1.1 No such user"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "This message was undeliverable due to the following reason:\n\nThe user account is disabled.\n\n"
            "<ann@example.com>\n\n"
            "Please reply to <postmaster@example.net>\nif you feel this message to be in error.\n",
            "The user account is disabled",
        ),
        (
            "Your message could not be delivered because of\n\n550 5.1.1 User unknown\n\n"
            "The following recipients were affected:\n    ann@example.com\n\nAdditional Information\n",
            "550 5.1.1 User unknown",
        ),
        (
            "The following addresses had delivery problems:\nann@example.com\n\n"
            "The recipient's mailbox has exceeded its quota.\n",
            "The recipient's mailbox has exceeded its quota",
        ),
        (
            "I wasn't able to deliver your message to the following addresses.\n\n<ann@example.com>:\n"
            "Remote host said: 571 Message refused\nGiving up on 192.0.2.7.\n",
            "571 Message refused",
        ),
        (
            "   ----- Transcript of session follows -----\n>>> DATA\n<<< 550 5.7.1 Listed as a source of spam\n"
            "554 5.0.0 <ann@example.com>... Service unavailable\n<<< 503 5.0.0 Need RCPT\n",
            "550 5.7.1 Listed as a source of spam",
        ),
        (
            "The following address(es) failed:\n\n  ann@example.com\n"
            "    SMTP error from remote mail server after RCPT TO:<ann@example.com>:\n"
            "    host mx.example.com [192.0.2.7]: 550 Rejected:\n    No account by that name here\n\n"
            "------ This is a copy of the message ------\n",
            "550 Rejected: No account by that name here",
        ),
        (
            "We had trouble delivering your message.\n\nSMTP Server <mx.example.com> rejected recipient <ann@example.com>\n"
            "  (Error following RCPT command). It responded as follows: [550 5.1.1 No such user]\n",
            "550 5.1.1 No such user",
        ),
        (
            "Your message to ann@example.com could not be delivered.\n\nPossible reasons:\n - the message is too large\n"
            " - the mailbox is full\n\nThe server answered:\n\n550 5.1.1 No such user here\n",
            "550 5.1.1 No such user here",
        ),
        (
            "Unable to deliver message to ann@example.com\n\nSent <<< RCPT TO:<ann@example.com>\nReceived >>> 550 User unknown\n",
            "550 User unknown",
        ),
        (
            "Your message\n\n  To:      ann@example.com\n  Subject: Spam and viruses\n\n"
            "did not reach the following recipient(s):\n\nann@example.com on Mon, 29 Apr 2002 16:30:05 -0500\n"
            "    The recipient name is not recognized\n",
            "on Mon, 29 Apr 2002 16:30:05 -0500 The recipient name is not recognized",
        ),
        (
            "The message had PERMANENT fatal delivery errors!\n\n"
            "After several unsuccessful attempts it has been removed from the queue.\n\n"
            "Failed address: ann@example.com\n\nThe mailbox of this user is full.\n",
            "The mailbox of this user is full",
        ),
        ("User's mailbox is full: <ann@example.com>\nUnable to deliver mail.\n", "User's mailbox is full"),
    ],
    ids=[
        "above",
        "above the list",
        "below the list",
        "giving up",
        "dialogue",
        "after the number of a server",
        "next sentence",
        "possible reasons",
        "arrows the other way",
        "not in the subject",
        "not in what was tried",
        "label",
    ],
)
def test_the_reason_is_kept_not_the_heading_or_what_the_sending_server_makes_of_it(
    text: str, words: str
) -> None:
    assert [(outcome.address, outcome.text[: len(words)]) for outcome in outcomes(bounce(text))] == [
        ("ann@example.com", words)
    ]


@pytest.mark.parametrize(
    "written", ["<r.o'hara@example.com>:", "'r.o'hara@example.com'", "r.o'hara@example.com"]
)
def test_an_apostrophe_in_a_name_belongs_to_the_address(written: str) -> None:
    mail = bounce(f"Your message could not be delivered to:\n{written}\n550 5.1.1 No such user\n")
    assert [outcome.address for outcome in outcomes(mail)] == ["r.o'hara@example.com"]


def test_the_number_of_a_server_is_no_reply_code() -> None:
    text = "Your message could not be delivered to:\nann@example.com\nmx.example.net [203.0.113.7]: no such user here\n"
    assert [(outcome.action, outcome.reply) for outcome in outcomes(bounce(text))] == [("failed", "")]


@pytest.mark.parametrize(
    "footer",
    [
        "This e-mail was scanned for viruses and spam.\n",
        "**********\nThe mailbox of the sender may be full.\n",
    ],
)
def test_a_footer_is_no_reason(footer: str) -> None:
    report = "Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\n"
    human = Part("text/plain", f"Delivery has failed to these recipients:\n\nann@example.com\n\n\n{footer}")
    mail = Mail((("from", "MAILER-DAEMON@mx.example.org"),), (human, Part("message/delivery-status", report)))
    assert [(outcome.status, outcome.text) for outcome in outcomes(mail)] == [("5.1.1", "")]


def test_a_mail_system_is_heard_in_any_language() -> None:
    mail = bounce("ไม่สามารถส่งข้อความถึงผู้รับต่อไปนี้:\n\n  ann@example.com\n", subject="แจ้งเตือน")
    assert [outcome.address for outcome in outcomes(mail)] == ["ann@example.com"]


def test_the_address_the_mail_was_sent_to_stands_before_the_one_it_was_passed_on_to() -> None:
    mail = bounce(
        "The following address(es) failed:\n\n  ann@example.net\n    (generated from ann@example.com)\n    550 user unknown\n"
    )
    assert [(one.address, one.final) for one in outcomes(mail)] == [("ann@example.com", "ann@example.net")]


def test_a_mail_that_names_nobody_is_read_by_its_envelope() -> None:
    mail = Mail(
        (("from", "MAILER-DAEMON@mx.example.net"), ("to", "bounces+ann=example.com@example.org")),
        (Part("text/plain", "Your message could not be delivered.\n"),),
    )
    assert [one.address for one in outcomes(mail)] == ["ann@example.com"]


def test_a_mail_that_names_nobody_is_read_by_the_mail_it_returns_as_a_further_text() -> None:
    mail = bounce("Your message could not be delivered.\n")
    returned = Part("text/plain", "From: news@example.org\nTo: Ann <ann@example.com>\nSubject: News\n")
    assert [one.address for one in outcomes(replace(mail, parts=(*mail.parts, returned)))] == [
        "ann@example.com"
    ]


@given(st.text(alphabet="a@.<>: \n5105-said=不能送达", max_size=600))
def test_no_text_breaks_the_reader(text: str) -> None:
    understand(bounce(text))


@pytest.mark.parametrize(
    "piece",
    [
        "a@b.c ",
        "<",
        "a" * 80 + "@",
        "To: ",
        "said: ",
        "could not be ",
        "5.1.1 ",
        "a:b\n",
        "\n\n",
        "could not be delivered a@b.cc\n",
        "a@b.cc, ",
        "550 <a@b.cc>... no\n",
        "12 bounced\n",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    mail = bounce(piece * (65_536 // len(piece)))
    begin = time.process_time()
    understand(mail)
    assert time.process_time() - begin < 2
