"""Which mails are bounces: those that speak of a failure and come from a mail system, and no others."""

import pytest

from listcleaner import resources
from listcleaner.core.messages.mail import Kind, Mail, Part
from listcleaner.core.messages.markers import markers, plain
from listcleaner.core.messages.read import understand


def mail(sender: str, subject: str, text: str, **headers: str) -> Mail:
    more = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Mail((("from", sender), ("subject", subject), *more), (Part("text/plain", text),))


def kind_of(mail: Mail) -> Kind:
    return understand(mail).kind


@pytest.mark.parametrize("name", ["headings", "labels", "kinds"])
def test_every_phrase_of_the_data_means_what_its_examples_say(name: str) -> None:
    for row in resources.toml(f"data/bounce_mails/{name}.toml")["marker"]:
        for example in row["examples"]:
            assert row["says"] in {mark.says for mark in markers(name).find(plain(example))}, (
                row["id"],
                example,
            )


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            "MAILER-DAEMON@mx.example.net",
            "failure notice",
            "I'm afraid I wasn't able to deliver your message to:\n<ann@example.com>:\nno mailbox",
        ),
        ("postmaster@example.net", "系统退信", "您的邮件无法送达以下收件人:\nann@example.com"),
        (
            "Postmaster <postmaster@example.net>",
            "Unzustellbar: Neues",
            "Ihre Nachricht konnte nicht zugestellt werden an:\nann@example.com",
        ),
    ],
)
def test_a_mail_system_that_speaks_of_a_failure_sends_a_bounce(sender: str, subject: str, text: str) -> None:
    assert kind_of(mail(sender, subject, text)) == "bounce"


@pytest.mark.parametrize(
    ("sender", "subject", "text", "kind"),
    [
        ("ann@example.com", "Out of office: News", "I am away until Monday.", "auto_reply"),
        ("ann@example.com", "自动回复：新闻", "我正在休假。", "auto_reply"),
        (
            "ann@example.com",
            "Re: News",
            "This account is protected by SpamArrest. Please confirm your message.",
            "challenge",
        ),
        (
            "noreply@example.com",
            "Report Domain: example.com Submitter: example.net Report-ID: 1",
            "",
            "report",
        ),
        (
            "news@example.com",
            "Your mailbox is almost full",
            "New mail could not be delivered. Tidy up your mailbox.",
            "ordinary",
        ),
        ("shop@example.com", "Your receipt", "Thank you. Delivery failed? Call us.", "ordinary"),
        ("ann@example.com", "Hello", "See you on Friday", "ordinary"),
    ],
)
def test_other_mails_are_no_bounces(sender: str, subject: str, text: str, kind: str) -> None:
    assert kind_of(mail(sender, subject, text)) == kind


QUOTED = """Did you get this too?

> From: MAILER-DAEMON@mx.example.net
> Subject: Undelivered Mail Returned to Sender
> Your message could not be delivered to one or more recipients.
> <bob@example.com>: host mx.example.com said: 550 5.1.1 User unknown
"""


@pytest.mark.parametrize("sender", ["ann@example.com", "Mail administrator <postmaster@example.com>"])
@pytest.mark.parametrize(
    "subject",
    [
        "Re: Undelivered Mail Returned to Sender",
        "Fwd: failure notice",
        "AW: Unzustellbar: Neues",
        "回复：系统退信",
        "转发: 系统退信",
        "RE[2]: Undeliverable: News",
        "[#4711] Re: Undeliverable: News",
    ],
)
def test_an_answer_or_a_forwarded_mail_that_quotes_a_bounce_is_none(sender: str, subject: str) -> None:
    assert kind_of(mail(sender, subject, QUOTED)) == "ordinary"
    assert kind_of(mail(sender, subject, QUOTED.replace("> ", ""))) == "ordinary"


def test_an_answer_to_a_bounce_under_its_own_subject_is_none() -> None:
    text = QUOTED.replace("> ", "")
    assert (
        kind_of(mail("ann@example.com", "failure notice", text, in_reply_to="<1@example.com>")) == "ordinary"
    )


def test_a_report_of_a_mail_system_that_refers_to_the_mail_it_returns_is_a_bounce() -> None:
    text = "Your message could not be delivered to:\nbob@example.com"
    assert (
        kind_of(mail("postmaster@example.net", "Undeliverable: News", text, in_reply_to="<1@example.com>"))
        == "bounce"
    )


@pytest.mark.parametrize(
    ("sender", "subject", "headers"),
    [
        ("", "Ann is not in our directory", {"return_path": "<MAILER-DAEMON@example.net>"}),
        ('"The mail server at mx.example.net" <@>', "NOTICE", {}),
        ("it@example.net", "NOTICE", {"return_path": "<>"}),
        ("it@example.net", "Non-Delivery: News", {"list_id": "<news.example.org>"}),
    ],
    ids=["nobody", "no address", "empty envelope", "headers of the list kept"],
)
def test_a_mail_system_is_known_by_how_it_introduces_itself(
    sender: str, subject: str, headers: dict[str, str]
) -> None:
    text = "This is a delivery status notification.\n\nYour message could not be delivered to:\nbob@example.com\n"
    assert kind_of(mail(sender, subject, text, **headers)) == "bounce"


@pytest.mark.parametrize(
    "text",
    ["Unknown user: bob@example.com\n", "Error: No valid recipients\n\nRCPT TO: 5550100@example.com\n"],
)
def test_what_a_mail_system_says_of_one_mail_need_not_be_in_its_subject(text: str) -> None:
    assert kind_of(mail("post_master@example.net", "News", text)) == "bounce"


def test_a_bounce_that_speaks_of_a_senders_verification_asks_for_none() -> None:
    text = "Your message could not be delivered to:\nbob@example.com\n550 Sender verification failed"
    assert kind_of(mail("MAILER-DAEMON@example.net", "failure notice", text)) == "bounce"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "You have 5 undelivered messages",
            "5 undelivered messages are in your portal. Release messages:\nann@example.com",
        ),
        ("Quarantine summary", "These messages have not been delivered:\n\nann@example.com  An offer\n"),
        ("Postfix log summaries for Sep 14", "550 5.1.1 <ann@example.com>: User unknown (total: 2)\n"),
    ],
)
def test_mail_held_for_us_is_no_bounce(subject: str, text: str) -> None:
    assert kind_of(mail("Mail Administrator <postmaster@example.org>", subject, text)) == "ordinary"


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            "orders@example.com",
            "Delivery failed",
            "We were unable to deliver your order to:\n\nAnn Lee\nbob@example.com\n",
        ),
        (
            "bob@example.net",
            "Delivery problem",
            "Your message could not be delivered to bob@example.com. Can you check? Bob",
        ),
        (
            "jira@example.com",
            "[OPS-12] Mail delivery failed",
            "Your message could not be delivered to:\nbob@example.com\n",
        ),
    ],
    ids=["a parcel", "a person", "a ticket"],
)
def test_who_is_no_mail_system_and_tells_of_a_failure_sends_no_bounce(
    sender: str, subject: str, text: str
) -> None:
    assert kind_of(mail(sender, subject, text)) == "ordinary"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("New rules", "From October on mails without SPF will be rejected. Questions: bob@example.com\n"),
        ("Certificate", "If TLS fails, messages to bob@example.com cannot be delivered.\n"),
    ],
)
def test_what_a_postmaster_writes_of_mails_in_general_is_no_bounce(subject: str, text: str) -> None:
    assert kind_of(mail("postmaster@example.com", subject, text)) == "ordinary"


def test_a_report_that_counts_mails_is_no_bounce() -> None:
    text = "  12   Bounced\n   7      550 5.1.1 User unknown: ann@example.com\n   5   rejected\n  33   Deferred\n"
    assert kind_of(mail("postmaster@example.org", "Undelivered mail", text, return_path="<>")) == "ordinary"


def test_what_the_subject_of_the_returned_mail_says_is_not_said_of_the_bounce() -> None:
    text = "Your message could not be delivered to:\nbob@example.com\n"
    assert kind_of(mail("postmaster@example.net", "Undelivered: Quarantine summary", text)) == "bounce"


def test_being_sent_automatically_alone_is_no_bounce() -> None:
    assert (
        kind_of(
            mail("shop@example.com", "Order 1", "Thanks.", auto_submitted="auto-generated", return_path="<>")
        )
        == "ordinary"
    )
