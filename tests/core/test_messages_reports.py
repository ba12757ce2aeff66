"""What the reports of mail servers and mailbox providers say of whom: RFC 3464, RFC 5965, and how they are really written."""

import pytest

from listcleaner.core.messages.delivery_status import read_report
from listcleaner.core.messages.feedback import read_feedback
from listcleaner.core.messages.mail import Mail, Part
from listcleaner.core.messages.recipients import usable
from listcleaner.core.messages.times import first_time


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("rfc822;ann@example.com", "ann@example.com"),
        ("RFC822; <ann@example.com>", "ann@example.com"),
        ("rfc822; rfc822;ann@example.com", "ann@example.com"),
        ("utf-8; 安@example.com", "安@example.com"),
        ("<ann@example.com>", "ann@example.com"),
        ("rfc822;ann+2Btea@example.com", "ann+tea@example.com"),
        ("rfc822;IMCEASMTP-ann+40example+2Ecom@ex.example.net", "ann@example.com"),
        ("rfc822;IMCEAEX-_O=EXAMPLE_OU=FIRST+20GROUP_CN=ANN@ex.example.net", ""),
        ("rfc822;/O=EXAMPLE/OU=FIRST/CN=ANN@ex.example.net", ""),
        ("x400; /S=lee/OU=example/PRMD=UK.AC/ADMD= /C=GB/", ""),
        ("x-unix; |/usr/bin/procmail@example.com", ""),
        ("rfc822; ann", ""),
        ("rfc822; o'hara@example.com", "o'hara@example.com"),
        ("'ann@example.com'", "ann@example.com"),
        ('rfc822;"ann"@example.com', "ann@example.com"),
        ("redacted@example.com", ""),
        ("", ""),
    ],
)
def test_an_address_is_found_in_what_servers_write_round_it(written, address):
    assert usable(written) == address


def mail(report: str, kind: str = "message/delivery-status") -> Mail:
    return Mail((), (Part("text/plain", "could not be delivered"), Part(kind, report)))


def outcomes(report: str, kind: str = "message/delivery-status") -> list[tuple[str, str, str, str]]:
    found = read_report(mail(report, kind))
    assert found is not None
    return [(one.address, one.action, one.status, one.text) for one in found.outcomes]


HEAD = "Reporting-MTA: dns; mail.example.org\nArrival-Date: Mon, 14 Sep 2026 08:00:02 +0000\n\n"


def test_each_recipient_has_a_fate_of_his_own():
    report = HEAD + (
        "Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
        "Final-Recipient: rfc822; bob@example.net\nAction: Delayed\nStatus: 4.4.1 (no answer from host)\n\n"
        "Final-Recipient: rfc822; cara@example.org\nAction: relayed (to a server without reports)\nStatus: 2.0.0\n"
    )
    assert outcomes(report) == [
        ("ann@example.com", "failed", "5.1.1", "550 5.1.1 User unknown"),
        ("bob@example.net", "delayed", "4.4.1", "no answer from host"),
        ("cara@example.org", "relayed", "2.0.0", ""),
    ]


def test_the_list_holds_the_original_recipient_not_the_one_it_was_forwarded_to():
    report = (
        HEAD
        + "Original-Recipient: rfc822;ann@example.com\nFinal-Recipient: rfc822;a.lee@example.net\nAction: failed\n"
    )
    found = read_report(mail(report))
    assert [(one.address, one.final) for one in found.outcomes] == [("ann@example.com", "a.lee@example.net")]


def test_sendmail_names_the_forwarded_address_as_the_actual_one():
    report = (
        HEAD
        + "Final-Recipient: RFC822; ann@example.com\nX-Actual-Recipient: RFC822; a.lee@example.net\nAction: failed\n"
    )
    found = read_report(mail(report))
    assert [(one.address, one.final) for one in found.outcomes] == [("ann@example.com", "a.lee@example.net")]


def test_an_original_recipient_that_is_no_address_gives_way_to_the_final_one():
    report = HEAD + "Original-Recipient: rfc822;\nFinal-Recipient: rfc822;ann@example.com\nAction: failed\n"
    assert outcomes(report)[0][0] == "ann@example.com"


def test_recipients_without_a_blank_line_between_them_are_two():
    report = (
        "Reporting-MTA: dns; x\nFinal-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\n"
        "Final-Recipient: rfc822; bob@example.net\nAction: delayed\nStatus: 4.2.2\n"
    )
    assert [one[:3] for one in outcomes(report)] == [
        ("ann@example.com", "failed", "5.1.1"),
        ("bob@example.net", "delayed", "4.2.2"),
    ]


def test_a_recipient_torn_apart_by_a_blank_line_is_one():
    report = HEAD + "Final-Recipient: rfc822; ann@example.com\n\nAction: failed\nStatus: 5.1.1\n"
    assert [one[:3] for one in outcomes(report)] == [("ann@example.com", "failed", "5.1.1")]


def test_a_diagnostic_over_several_lines_is_one_text():
    report = HEAD + (
        "Final-Recipient: rfc822; ann@example.com\nAction: failed\n"
        "Diagnostic-Code: smtp; 550-5.1.1 The account does not exist.\n    550 5.1.1 Learn more\n"
    )
    assert outcomes(report)[0][3] == "550-5.1.1 The account does not exist. 550 5.1.1 Learn more"


@pytest.mark.parametrize(
    ("diagnostic", "text"),
    [
        ("smtp; 550 no", "550 no"),
        ("X-Postfix; host mx said: 550 no", "host mx said: 550 no"),
        (
            "X-Notes; User ann not listed in public Name & Address Book",
            "User ann not listed in public Name & Address Book",
        ),
        ("550 5.1.1 no; really", "550 5.1.1 no; really"),
    ],
)
def test_the_servers_words_stand_without_the_protocol(diagnostic, text):
    report = (
        HEAD + f"Final-Recipient: rfc822; ann@example.com\nAction: failed\nDiagnostic-Code: {diagnostic}\n"
    )
    assert outcomes(report)[0][3] == text


@pytest.mark.parametrize("kind", ["message/global-delivery-status", "text/plain"])
def test_a_report_is_found_in_other_parts_too(kind):
    assert outcomes(HEAD + "Final-Recipient: rfc822; ann@example.com\nAction: failed\n", kind)


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("5.1.1.", ("5.1.1", "", "")),
        ("550 5.1.1 no such user", ("5.1.1", "", "")),
        ("553 no such user", ("", "553", "553 no such user")),
    ],
)
def test_a_status_is_read_however_it_is_written(status, found):
    report = read_report(
        mail(HEAD + f"Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: {status}\n")
    )
    assert [(one.status, one.reply, one.text) for one in report.outcomes] == [found]


def test_a_report_inside_the_returned_mail_is_not_about_ours():
    inner = Part(
        "message/delivery-status", "Final-Recipient: rfc822; ann@example.com\nAction: failed\n", depth=1
    )
    assert read_report(Mail((), (inner,))) is None


def test_a_read_receipt_is_no_report_of_a_failure():
    receipt = "Final-Recipient: rfc822;ann@example.com\nDisposition: automatic-action/MDN-sent-automatically; deleted\n"
    assert read_report(mail(receipt, "message/disposition-notification")) is None


@pytest.mark.parametrize(("status", "action"), [("5.1.1", "failed"), ("4.2.2", "")])
def test_a_report_that_names_no_action_has_failed_when_its_code_is_permanent(status, action):
    assert outcomes(HEAD + f"Final-Recipient: rfc822; ann@example.com\nStatus: {status}\n")[0][1] == action


def feedback(fields: str, returned: str = "To: ann@example.com\n") -> list[tuple[str, str]] | None:
    report = Part("message/feedback-report", fields)
    found = read_feedback(Mail((), (report, Part("text/rfc822-headers", returned, depth=1))))
    return None if found is None else [(one.address, one.action) for one in found]


RCPT = "Original-Rcpt-To: <bob@example.net>\n"


@pytest.mark.parametrize(
    ("fields", "returned", "found"),
    [
        ("Feedback-Type: abuse\n" + RCPT, "", [("bob@example.net", "complaint")]),
        ("Feedback-Type: Fraud\n" + RCPT, "", [("bob@example.net", "complaint")]),
        ("Feedback-Type: opt-out\n" + RCPT, "", [("bob@example.net", "unsubscribe")]),
        ("Feedback-Type: not-spam\n" + RCPT, "", []),
        ("Feedback-Type: auth-failure\n" + RCPT, "", []),
        ("Feedback-Type: abuse\n", "To: Ann <ann@example.com>\n", [("ann@example.com", "complaint")]),
        ("", "X-HmXmrOriginalRecipient: b@example.com\nTo: a@example.org\n", [("b@example.com", "complaint")]),
        ("Feedback-Type: abuse\n", "To: ann@example.com, bob@example.net\n", []),
        ("Feedback-Type: abuse\nOriginal-Rcpt-To: redacted@example.net\n", "", []),
    ],
)  # fmt: skip
def test_who_complained_is_found_where_the_provider_lets_it_be_seen(fields, returned, found):
    assert feedback(fields, returned) == found


def test_a_mail_without_a_feedback_report_is_none():
    assert read_feedback(mail("", "text/plain")) is None


@pytest.mark.parametrize(
    ("dates", "moment"),
    [
        (("Mon, 14 Sep 2026 08:00:02 +0800 (CST)",), (1789344002, "explicit")),
        (("Mon, 14 Sep 2026 08:00:02 GMT",), (1789372802, "explicit")),
        (("Mon, 14 Sep 2026 08:00:02",), (1789372802, "unknown")),
        (("Mon, 14 Sep 2026 08:00:02 IST",), (1789372802, "unknown")),  # Ireland, Israel or India
        (("", "14 Sep 26 08:00 -0000"), (1789372800, "explicit")),
        (("Mon Sep 14 08:00:02 2026 GMT",), (1789372802, "explicit")),
        (("Mon,  4-May-2026  8:00:02 -0800",), (1777910402, "explicit")),
        (("2026-09-14T08:00:02.123+08:00",), (1789344002, "explicit")),
        (("someday", "Mon, 99 Sep 2026 99:99:99 +0000", "Thu, 1 Jan 1970 00:00:00 +0000"), None),
        ((), None),
    ],
)
def test_the_time_is_the_first_the_mail_names_that_can_be_one(dates, moment):
    assert first_time(dates) == moment
