"""Status columns of any wording: what is an opt-out, a complaint or a dead address, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner.core.statuswords import SEVERITY, data, of_kind, status
from tests.core.test_contacts import a_list, listed


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("Unsubscribed by user", "unsubscribe"),
        ("Unsubscribed (12 Mar 2026)", "unsubscribe"),
        ("unsubscribed via link on 2026-03-12 10:00", "unsubscribe"),
        ("Has unsubscribed from all mailings", "unsubscribe"),
        ("Opted out by admin", "unsubscribe"),
        ("Hat sich am 3.4.2026 abgemeldet", "unsubscribe"),
        ("Désabonnée le 12 mars 2026", "unsubscribe"),
        ("se ha dado de baja", "unsubscribe"),
        ("Si è disiscritto il 3 aprile", "unsubscribe"),
        ("Heeft zich uitgeschreven", "unsubscribe"),
        ("отписался сам 3 марта 2026", "unsubscribe"),
        ("用户主动退订", "unsubscribe"),
        ("已退订（2026年3月12日）", "unsubscribe"),
        ("客户已取消订阅邮件", "unsubscribe"),
        ("用戶主動退訂", "unsubscribe"),
        ("本人より配信停止", "unsubscribe"),
        ("사용자 수신거부", "unsubscribe"),
        ("Leiratkozott", "unsubscribe"),
        ("Odhlášen", "unsubscribe"),
        ("abonelikten çıktı", "unsubscribe"),
        ("Afmeldt", "unsubscribe"),
        ("Avregistrerad", "unsubscribe"),
        ("đã hủy đăng ký", "unsubscribe"),
        ("تم إلغاء الاشتراك", "unsubscribe"),
        ("Marked as spam by user", "complaint"),
        ("Spam complaint (FBL)", "complaint"),
        ("Removed (unsubscribed)", "unsubscribe"),
        ("suppressed: complaint", "complaint"),
        ("resubscribed", ""),
        ("Als Spam gemeldet", "complaint"),
        ("被标记为垃圾邮件", "complaint"),
        ("用户举报", "complaint"),
        ("Bounce (hart)", "hard"),
        ("Hard bounced on 5 May 2026", "hard"),
    ],
)  # fmt: skip
def test_a_status_may_be_written_with_more_words(value: str, says: str) -> None:
    assert status(value) == says


@pytest.mark.parametrize(
    "value",
    [
        "not unsubscribed",
        "never unsubscribed",
        "unsubscribed from SMS",
        "unsubscribed from product news",
        "re-subscribed after unsubscribed",
        "pending unsubscribe confirmation",
        "active (was unsubscribed)",
        "was unsubscribed by mistake",
        "hat sich nicht abgemeldet",
        "n'est pas désabonné",
        "未退订",
        "没有退订",
        "是否退订",
        "退订后重新订阅",
        "短信退订",
        "退订原因",
        "soft bounced by server",
        "no spam complaint",
        "spam folder",
        "x" * 100 + " unsubscribed",
    ],
)
def test_with_any_other_word_beside_it_the_word_says_nothing(value: str) -> None:
    assert status(value) in (None, "")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Photo consent", "no"),  # of a club
        ("Einwilligung Fotos", "nein"),
        ("Angemeldet zum Sommerfest", "nein"),
        ("Consent to terms", "no"),
        ("Newsletter language", "no"),  # Norwegian
        ("IsOptInPending", "false"),  # Mailjet
        ("OptInType", "None"),
        ("Do Not Mail", "yes"),  # CiviCRM: by post
        ("Opt out of calls", "yes"),
        ("Opt-out postal", "yes"),
        ("Check bounced", "yes"),
        ("Beschwerde offen", "ja"),
        ("投诉处理", "是"),
        ("RSVP status", "declined"),
        ("Estado del pedido", "cancelado"),
        ("物流状态", "拒收"),
        ("Prioridad", "baja"),
        ("Account deactivated", "2026-01-05"),
    ],
)
def test_columns_about_something_else_say_nothing(header: str, value: str) -> None:
    assert listed(header, value, value, "") == ["", "", ""]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Marketing consent", "withdrawn"),
        ("Newsletter-Einwilligung", "widerrufen"),
        ("Email consent", "Denied"),
        ("接受营销邮件", "不接受"),
        ("同意接收", "拒绝"),
    ],
)
def test_consent_that_was_refused_is_an_opt_out(header: str, value: str) -> None:
    assert listed(header, value, "yes", "") == ["unsubscribe", "", ""]


def test_a_column_that_says_no_to_everybody_was_never_used_and_takes_nobody_out() -> None:
    """phpList writes ``optedin`` = 0 for everyone its own form did not sign up."""
    file = a_list(["Email", "optedin"], ["a@x.de", "0"], ["b@x.de", "0"], ["c@x.de", "0"], ["d@x.de", ""])
    assert file.contacts["listed"].tolist() == [""] * 4
    assert [(note.code, note.fields) for note in file.notes] == [("column_says_no", {"column": "optedin"})]
    used = a_list(["Email", "optedin"], ["a@x.de", "0"], ["b@x.de", "0"], ["c@x.de", "0"], ["d@x.de", "1"])
    assert used.contacts["listed"].tolist() == ["unsubscribe"] * 3 + [""]


def test_who_wants_one_newsletter_of_two_is_shown_and_not_taken_out() -> None:
    file = a_list(
        ["Email", "Newsletter dogs", "Newsletter cats"],
        ["a@x.de", "yes", "no"],
        ["b@x.de", "no", "no"],
        ["c@x.de", "yes", "yes"],
    )
    assert file.contacts["listed"].tolist() == ["unknown", "unsubscribe", ""]


def test_a_status_that_says_she_never_subscribed_knows_better_than_a_no() -> None:
    file = a_list(
        ["Email", "Accepts Marketing", "Email Marketing: Status"],  # Shopify
        ["a@x.de", "no", "not_subscribed"],
        ["b@x.de", "no", "pending"],
        ["c@x.de", "no", "unsubscribed"],
        ["d@x.de", "yes", "subscribed"],
    )
    assert file.contacts["listed"].tolist() == ["unknown", "", "unsubscribe", ""]


def test_a_list_where_nobody_is_confirmed_does_not_ask_for_confirmations() -> None:
    nobody = a_list(["Email", "Confirmed"], ["a@x.de", "no"], ["b@x.de", "no"], ["c@x.de", "no"])
    assert nobody.contacts["confirmed"].tolist() == [""] * 3
    some = a_list(["Email", "Confirmed"], ["a@x.de", "no"], ["b@x.de", "yes"], ["c@x.de", "no"])
    assert some.contacts["confirmed"].tolist() == ["no", "yes", "no"]


@given(
    st.sampled_from(sorted(set().union(*map(of_kind, SEVERITY[2:])))),
    st.sampled_from(["not", "nicht", "未", "pas", "ei"]),
)
def test_a_denied_word_is_never_an_opt_out(word: str, denial: str) -> None:
    assert status(f"{denial} {word}") in (None, "", "unknown")


def test_no_word_means_two_things() -> None:
    kinds = ["complaint", "unsubscribe", "hard", "unknown", "unconfirmed", "subscribed", "nothing"]
    for i, kind in enumerate(kinds):
        for other in kinds[i + 1 :]:
            assert not of_kind(kind) & of_kind(other), (kind, other)
    assert not of_kind("yes") & of_kind("no")
    assert {"".join(word.split()) for word in data()["beside"]["words"]}.isdisjoint(of_kind("no"))
