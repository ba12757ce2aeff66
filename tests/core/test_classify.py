"""What a bounce means. The texts are invented in the manner of real servers; none is a pattern's own example."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner.core.bounces.classify import Hint, classify, classify_columns
from listcleaner.core.vocabulary import CLASSES, reasons

DEAD = [
    "550 5.1.1 <ann@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
    "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550 5.1.1 again - gsmtp",
    "550 Requested action not taken: mailbox unavailable",
    "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).",
    "550 5.4.1 [ann@example.com]: Recipient address rejected: Access denied. AS(201806281)",
    "554 5.7.1 <ann@example.com>: Recipient address rejected: user not found",
    "550 5.7.1 No such user!",
    "554 delivery error: dd This user doesn't have a example.com account (ann@example.com) [-9]",
    "552 1 Requested mail action aborted, mailbox not found",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.com not found by SMTP address lookup",
    "550 We have no record of that user",
    "550 The person you are writing to is no longer an employee here",
    "Sorry, no mailbox here by that name. (#5.1.1)",
    "User ann (ann@example.com) not listed in Domino Directory",
    "550 this account has been closed for good",
    "550 5.2.1 The email account that you tried to reach is disabled.",
    "NXDOMAIN",
    "550 5.1.2 bad destination host 'example.invalid': host not found",
    "(Host or domain name not found. Name service error for name=example.invalid type=A: Host not found)",
    "553 5.1.3 The recipient address <ann@> is not a valid RFC-5321 address",
    "550 Der angegebene Empfänger ist hier unbekannt",
    "550 L'adresse demandée n'existe pas",
    "550 No existe ningún usuario con ese nombre",
    "550 L'indirizzo indicato è inesistente",
    "550 O destinatário não foi encontrado",
    "550 Dit e-mailadres bestaat niet meer",
    "550 Nie ma takiego adresata",
    "550 Такого пользователя не существует",
    "550 收件人不存在",
    "550 查無此帳號",
    "550 宛先のユーザーは存在しません",
    "550 등록되지 않은 사용자입니다",
    "550 Adresa příjemce neexistuje",
    "550 Kontot finns inte",
    "550 The remote mail server rejected the recipient: user unknown",
    "550 5.1.1 No such user, rejected by server",
    "550 Zustellung abgelehnt: Empfänger unbekannt",
    "550 Message refusé : utilisateur inconnu",
    "550 邮件被拒收：用户不存在",
    "550 unknown or invalid address",
    "smtp; 550 5.1.1 user unknown",
    "550 the address does not belong to any of our users",
    "550 Böyle bir kullanıcı yok",
    "Адрес больше не используется",
    "550 The owner has closed this mailbox",
    "550 L'adresse indiquée n'est plus valide",
    "DNS lookup failed: the domain does not exist",
    "域名解析失败，域名不存在",
]
FULL = [
    "552 5.2.2 Mailbox is over quota",
    "550 5.1.1 <ann@example.com>: user is over quota",
    "452-4.2.2 The recipient's inbox is out of storage space",
    "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException",
    "550 5.7.1 email quota exceeded",
    "552 user has too many messages on the server",
    "550 Das Postfach hat keinen Platz mehr: Speicherplatz überschritten",
    "552 Boîte de réception saturée",
    "552 El buzón del usuario está lleno",
    "552 La casella dell'utente è piena",
    "552 A caixa postal está cheia",
    "552 De postbus is vol",
    "552 Skrzynka jest przepełniona",
    "552 Ящик пользователя переполнен",
    "550 对方邮箱空间不足",
    "550 收件人信箱容量已滿",
    "552 メールボックスが容量を超過しました",
    "552 메일함이 가득 찼습니다",
    "552 Schránka uživatele je plná",
    "550 this account has run out of disk space",
]
REFUSED = [
    ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.net", "reputation"),
    ("550 5.7.1 Your IP is on our blocklist", "reputation"),
    (
        "421 4.7.1 [TS03] All messages from 192.0.2.9 will be permanently deferred; Retrying will NOT succeed.",
        "reputation",
    ),
    ("550 发信IP被列入黑名单", "reputation"),
    ("550 5.7.1 This message looks like spam", "spam_content"),
    ("554 Ihre Nachricht wurde als Spam eingestuft", "spam_content"),
    ("550 该邮件疑似垃圾邮件", "spam_content"),
    (
        "550 5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC policy",
        "auth_fail",
    ),
    ("550 5.7.23 The SPF check of example.org failed", "auth_fail"),
    ("550 5.1.1 sender address rejected: domain not found", "sender_invalid"),
    ("553 sender verify failed: no such user here", "sender_invalid"),
    ("550 The mail from address does not exist", "sender_invalid"),
    ("550 5.4.5 Daily sending limit exceeded", "sender_limit"),
    ("552 monthly sending quota exceeded", "sender_limit"),
    ("530 5.7.0 Authentication required", "sender_auth"),
    ("554 5.7.1 <ann@example.com>: Relay access denied", "relay_denied"),
    ("552 5.3.4 Message size exceeds the limit of this server", "message_too_large"),
    ("554 5.7.1 attachment type .exe is not allowed", "content_error"),
    ("550 5.7.1 Rejected by local policy", "policy"),
    ("550 邮件被收件人拒收", "policy"),
    ("550 邮件被拒收", "policy"),
    ("550 the addressee has chosen not to receive your mail", "policy"),
    ("550 SPF: 192.0.2.9 is not allowed to send mail from example.org", "auth_fail"),
    ("530 5.7.57 Client not authenticated to send anonymous mail", "sender_auth"),
    ("550 5.7.133 sender not authenticated for group", "restricted_recipient"),
]
PASSING = [
    ("450 4.2.0 <ann@example.com>: Recipient address rejected: Greylisted for 5 minutes", "greylisted"),
    (
        "450 4.1.1 <ann@example.com>: Recipient address rejected: unverified address: in progress",
        "greylisted",
    ),
    ("421 4.7.0 Too many connections", "rate_limited"),
    ("450 4.2.1 The user is receiving mail too quickly", "rate_limited"),
    ("451 发送频率过快，请稍后再试", "rate_limited"),
    ("421 4.3.2 System not accepting messages right now, server too busy", "system_unavailable"),
    ("connect to mx.example.net[192.0.2.2]:25: Connection timed out", "network"),
    ("Host or domain name not found, try again", "dns_failure"),
    ("delivery temporarily suspended: lost connection with mx.example.net[192.0.2.2]", "network"),
    ("452 4.3.1 Insufficient system storage", "system_full"),
    ("mail for example.com loops back to myself", "routing_loop"),
    ("4.4.7 message expired after 5 days", "expired"),
    ("550 mailbox in use by another session", "mailbox_busy"),
    ("550 user not found: directory timeout", "system_unavailable"),
    ("已达到最大重试次数，投递失败", "expired"),
]


@pytest.mark.parametrize("text", DEAD)
def test_a_dead_address_or_domain_is_hard(text: str) -> None:
    verdict = classify(text)
    assert verdict.category == "hard"
    assert verdict.fault in ("address", "domain")


@pytest.mark.parametrize("text", FULL)
def test_a_full_mailbox_is_soft_whatever_the_code(text: str) -> None:
    verdict = classify(text)
    assert (verdict.category, verdict.reason) == ("soft", "mailbox_full")


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_refusal_is_the_senders_problem_and_never_hard(text: str, reason: str) -> None:
    verdict = classify(text)
    assert (verdict.category, verdict.reason) == ("blocked", reason)


@pytest.mark.parametrize(("text", "reason"), PASSING)
def test_passing_trouble_is_deferred_or_soft(text: str, reason: str) -> None:
    verdict = classify(text)
    assert verdict.category in ("deferred", "soft")
    assert verdict.reason == reason


@pytest.mark.parametrize(
    "text", ["Out of office: back on Monday", "自动回复：休假中", "Abwesenheitsnotiz: bis Montag"]
)
def test_an_answering_machine_is_no_bounce(text: str) -> None:
    assert classify(text).category == "auto_reply"


@pytest.mark.parametrize(
    "text",
    [
        "User unknown in this policy, blocked by our spam filter",
        "550 5.1.1 user unknown, your IP is listed in a blocklist",
        "550-Requested action not taken: mailbox unavailable\n550 Reject due to policy restrictions.",
        "550 5.1.1 Message too large for this user",
        "550 Sender rejected: no such user",
        "553 the domain of the sender does not exist",
        "550 User unknown (in reply to MAIL FROM command)",
        "550 <ann@example.com>: User unknown (in reply to end of DATA command)",
        "550 5.7.509 sending domain does not exist in our DMARC records",
        "452 User unknown or mailbox full",
        "450 4.1.1 user unknown",
        "550 Reply-To address is invalid",
        "550 Your email address is not valid",
        "550 invalid address in the From header",
        "550 your account is disabled",
        "550 API user not found",
        "550 DKIM key: domain not found",
        "550 IP-Adresse gesperrt",
        "550 IP地址无效",
        "550 发信账号被冻结",
        "550 Absender unbekannt",
        "550 Your IP address is not known here",
        "550 the name of your host could not be found in DNS",
        "535 authentication failed: user not found",
        "550 Ihre Adresse ist hier unbekannt",
        "550 El dominio del remitente no existe",
        "550 L'adresse de l'expéditeur est inconnue",
        "550 mail from unknown senders is filtered",
        "none of the MX hosts for example.com could be reached",
    ],
)
def test_in_doubt_the_milder_meaning_holds(text: str) -> None:
    assert classify(text).category != "hard"


@pytest.mark.parametrize("code", ["", "550 ", "551 ", "553 ", "554 "])
def test_unknown_words_are_never_hard(code: str) -> None:
    verdict = classify(code + "flibber gabbet wozzle")
    assert verdict.category != "hard"


@given(
    st.text(alphabet="bdgjqwxz ", min_size=3),
    st.sampled_from(["550", "551", "553", "521", "556", "5.0.0", ""]),
)
def test_no_word_salad_is_hard(salad: str, code: str) -> None:
    assert classify(f"{code} zz {salad}").category != "hard"


@given(st.text(), st.sampled_from(["", "550", "5.1.1", "x"]))
def test_any_text_has_a_verdict(text: str, status: str) -> None:
    verdict = classify(text, status)
    assert verdict.category in CLASSES
    assert verdict.fault == (
        "sender"
        if (verdict.category, verdict.reason) == ("blocked", "undefined")
        else reasons()[verdict.reason].fault
    )
    assert verdict.because


@pytest.mark.parametrize(
    "text",
    [
        "user " * 20_000,
        "a-" * 50_000,
        "1:" * 50_000,
        "@" * 50_000,
        "docomo unknown user " * 5_000,
        "(" * 99_999,
        "邮箱" * 50_000,
        "5.1." * 30_000,
    ],
)
def test_a_hostile_text_gets_a_verdict_too(text: str) -> None:
    assert classify(text).category in CLASSES


ADDRESSES = st.from_regex(r"[a-z]{1,8}[0-9]{0,4}@[a-z]{2,8}\.example\.(com|net)", fullmatch=True)


@given(st.sampled_from(DEAD + FULL + [text for text, _ in REFUSED]), ADDRESSES, st.integers(10**9, 10**10))
def test_the_address_and_ids_in_a_text_do_not_change_its_meaning(
    text: str, address: str, number: int
) -> None:
    changed = text.replace("ann@example.com", address)
    with_id = f"{changed} d9443c01{number}si12.3 - gsmtp"
    assert classify(changed) == classify(text)
    assert classify(with_id).category == classify(text).category


WRAPPINGS = [
    "host mx.example.com[203.0.113.25] said: {} (in reply to RCPT TO command)",
    "host spam-quota.unknown-user.example[203.0.113.25] said: {} (in reply to RCPT TO command)",
    "SMTP error from remote mail server after RCPT TO:<ann@example.com>: host mx.example.com [203.0.113.25]: {}",
    "203.0.113.9 does not like recipient. Remote host said: {} Giving up on 203.0.113.9.",
    "smtp; {}",
    "{} See https://help.example.com/errors/unknown-user?code=550&reason=spam",
    "2024-03-12 10:11:12 {}",
    "Your message could not be delivered because: {}",
]


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("text", [*DEAD, *FULL, *(text for text, _ in REFUSED)])
def test_who_speaks_and_where_help_is_found_does_not_change_the_meaning(text: str, wrapping: str) -> None:
    assert classify(wrapping.format(text)).category == classify(text).category


# --- the service's word


@pytest.mark.parametrize(
    ("hint", "text", "expected"),
    [
        (Hint("hard", "invalid_mailbox"), "550 5.7.1 rejected as spam", ("blocked", "spam_content")),
        (Hint("hard", "invalid_mailbox"), "552 5.2.2 mailbox full", ("soft", "mailbox_full")),
        (Hint("hard", "invalid_mailbox"), "550 Access denied", ("blocked", "policy")),
        (Hint("hard", "invalid_mailbox"), "flibber gabbet", ("hard", "invalid_mailbox")),
        (Hint("hard", "invalid_mailbox", weak=True), "550 flibber gabbet", ("unknown", "undefined")),
        (Hint("hard", "invalid_mailbox", weak=True), "", ("hard", "invalid_mailbox")),
        (Hint("soft"), "550 5.1.1 User unknown", ("hard", "invalid_mailbox")),
        (Hint("deferred", final=False), "550 5.1.1 User unknown", ("hard", "invalid_mailbox")),
        (Hint("soft"), "550 mailbox unavailable", ("soft", "undefined")),
        (Hint("soft"), "550 5.7.1 blocked by policy", ("blocked", "policy")),
        (Hint("soft"), "421 4.3.2 server too busy", ("soft", "system_unavailable")),
        (Hint("soft"), "451 4.7.1 Greylisted", ("soft", "greylisted")),
        (Hint("deferred", final=False), "452 4.2.2 mailbox full", ("deferred", "mailbox_full")),
        (Hint("unknown", final=True, weak=True), "452 4.3.1 out of disk space", ("soft", "system_full")),
        (
            Hint("unknown", final=True, weak=True),
            "421 4.7.28 too many messages from your IP",
            ("blocked", "rate_limited"),
        ),
        (Hint("blocked", "reputation"), "550 5.1.1 user unknown", ("blocked", "reputation")),
        (Hint("complaint", "complained"), "550 5.1.1 user unknown", ("complaint", "complained")),
        (Hint("delivered", "delivered"), "250 2.0.0 OK", ("delivered", "delivered")),
    ],
)
def test_the_services_word_the_codes_and_the_text_are_weighed(
    hint: Hint, text: str, expected: tuple[str, str]
) -> None:
    verdict = classify(text, hint=hint)
    assert (verdict.category, verdict.reason) == expected


@pytest.mark.parametrize(
    ("category", "fault"),
    [("hard", "address"), ("blocked", "sender"), ("soft", "passing"), ("unknown", "passing")],
)
def test_without_a_reason_the_class_says_whose_fault_it_is(category: str, fault: str) -> None:
    assert classify("", hint=Hint(category, word="x")).fault == fault


def test_the_explanation_quotes_the_text_as_it_was_written() -> None:
    assert '"Пользователь не найден"' in classify("550 Пользователь не найден").because
    assert '"Boîte aux lettres pleine"' in classify("552 Boîte aux lettres pleine").because
    assert '信箱已滿"' in classify("552 收件者信箱已滿").because
    assert '"宛先が見つかりません' in classify("宛先が見つかりませんでした").because


def test_the_explanation_does_not_show_how_texts_are_compared() -> None:
    assert '"<address> over quota"' in classify("552 <ann@example.com>: over quota").because


def test_what_only_the_kind_of_file_says_is_not_put_in_the_services_mouth() -> None:
    listed = Hint("hard", "cleaned")
    assert classify("", hint=listed).because == "listed as hard"
    assert classify("552 5.2.2 mailbox full", hint=listed).because.endswith("is milder than: listed as hard")
    guessed = Hint("blocked", weak=True)
    assert "blocked" not in classify("550 5.1.1 user unknown", hint=guessed).because


def test_a_contradiction_is_told_with_both_sides() -> None:
    because = classify("550 5.7.1 rejected as spam", hint=Hint("hard", word="Permanent")).because
    assert "Permanent" in because
    assert "spam" in because


def test_a_suppression_echo_is_marked() -> None:
    assert classify("", hint=Hint("hard", "suppressed_bounce", echo=True)).echo
    assert classify("605 Not delivering to previously bounced address", status="mailgun:605").echo
    assert not classify("550 5.1.1 User unknown").echo


def test_a_code_column_is_read_with_the_text() -> None:
    assert classify("User unknown", status="550").reply == "550"
    assert classify("some words", status="5.1.1").category == "hard"
    assert classify("some words", status="550.0").reply == "550"
    assert classify("your mail is spam", status="5.1.1").category == "blocked"
    assert classify("Monthly sending quota exceeded", status="alidm:552").reason == "sender_limit"


def test_a_given_up_temporary_answer_is_soft_and_one_that_goes_on_is_deferred() -> None:
    text = "451 4.4.1 Connection timed out"
    assert classify(text, hint=Hint("unknown", weak=True, final=True)).category == "soft"
    assert classify(text, hint=Hint("unknown", weak=True, final=False)).category == "deferred"
    assert classify(text).category == "deferred"


# --- many rows


def test_rows_are_judged_as_single_texts_are() -> None:
    texts = [*DEAD, *FULL, *(text for text, _ in REFUSED), *(text for text, _ in PASSING)]
    hints = [None, Hint("soft"), Hint("hard", "invalid_mailbox"), Hint("deferred", final=False)]
    rows = [(text, status, hint) for text in texts for status in ("", "550") for hint in hints]
    records = pd.DataFrame(rows, columns=["text", "status", "hint"], index=range(100, 100 + len(rows)))
    verdicts = classify_columns(records)
    assert list(verdicts.index) == list(records.index)
    for (text, status, hint), verdict in zip(rows, verdicts.itertuples(index=False), strict=True):
        single = classify(text, status, hint)
        assert tuple(verdict) == tuple(getattr(single, name) for name in verdicts.columns)


def test_no_rows_give_no_verdicts() -> None:
    verdicts = classify_columns(pd.DataFrame({"text": pd.Series(dtype="str")}))
    assert len(verdicts) == 0
    assert "category" in verdicts
