"""Files of services nobody described: the address, what happened and when are found by words, codes and order in time."""

import openpyxl
import pandas as pd
import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import load_bounces

SURE = 0.7


@pytest.fixture
def load(tmp_path):
    def put(text: str, name: str = "export.csv") -> BounceFile:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (file,) = load_bounces(path)
        return file

    return put


def fates(file: BounceFile) -> list[str]:
    return file.events["class"].tolist()


def times(file: BounceFile) -> list[str]:
    return [str(at) for at in file.events["at"]]


# --- what happened


@pytest.mark.parametrize(
    ("answers", "classes"),
    [
        (["Mailbox does not exist", "Mailbox is full", "Rejected as spam"], ["hard", "soft", "blocked"]),
        (["Adresse inexistante", "Boîte pleine", "Bloqué (spam)"], ["hard", "soft", "blocked"]),
        (["Casella inesistente", "Casella piena", "consegnato"], ["hard", "soft", "delivered"]),
        (["Adresse existiert nicht", "Postfach voll", "zugestellt"], ["hard", "soft", "delivered"]),
        (
            ["送信エラー（ユーザー不明）", "送信エラー（容量オーバー）", "送信完了"],
            ["hard", "soft", "delivered"],
        ),
        (["用户不存在", "邮箱已满", "已送达"], ["hard", "soft", "delivered"]),
        (["Nonexistent", "Full", "Delivered"], ["hard", "soft", "delivered"]),
    ],
)
def test_a_column_of_answers_is_found_whatever_it_is_called(load, answers, classes):
    rows = "".join(f"a{i}@example.com,{answer}\n" for i, answer in enumerate(answers))
    assert fates(load("Whoever,Qqq\n" + rows)) == classes


def test_a_short_answer_says_more_than_failed(load):
    rows = "a@example.com,Failed,Nonexistent\nb@example.com,Failed,Full\nc@example.com,Failed,\nd@example.com,Delivered,\n"
    assert fates(load("Member,Outcome,Note\n" + rows)) == ["hard", "soft", "unknown", "delivered"]


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("Постоянная", "hard"), ("временные", "soft"), ("Definitivo", "hard"), ("temporaires", "soft"),
        ("permanenter Fehler", "hard"), ("Kalıcı hata", "hard"), ("Geçici hata", "soft"), ("恒久", "hard"),
        ("Descadastrou-se", "unsubscribe"), ("Marcou como spam", "complaint"), ("fbl", "complaint"),
    ],
)  # fmt: skip
def test_words_are_known_in_their_inflected_forms(load, word, category):
    text = f"Email,Bounce type\na@example.com,{word}\nb@example.com,Hard\n"
    assert fates(load(text))[0] == category


@pytest.mark.parametrize(
    ("header", "words", "classes"),
    [
        ("寄送結果", ["失敗", "失敗", "成功"], ["hard", "soft", "delivered"]),
        ("Bezorgstatus", ["Mislukt", "Mislukt", "Bezorgd"], ["hard", "soft", "delivered"]),
        ("Situação", ["Erro", "Pendente", "Aberto"], ["hard", "soft", "engaged"]),
        ("처리결과", ["실패", "실패", "성공"], ["hard", "soft", "delivered"]),
    ],
)
def test_a_state_says_what_the_answers_leave_open(load, header, words, classes):
    answers = ["550 5.1.1 user unknown", "552 5.2.2 mailbox full", ""]
    rows = [f"a{i}@example.com,{word},{answers[i]}\n" for i, word in enumerate(words)]
    assert fates(load(f"Email,{header},Answer\n" + "".join(rows))) == classes


def test_of_two_columns_that_say_what_happened_each_is_heard(load):
    rows = "a@example.com,bounce,hard\nb@example.com,open,\nc@example.com,bounce,soft\n"
    assert fates(load("Email,Event,Bounce type\n" + rows)) == ["hard", "engaged", "soft"]


def test_words_written_without_blanks_are_words(load):
    assert fates(load("Email,Event\na@example.com,HardBounce\nb@example.com,GlobalUnsubscribe\n")) == [
        "hard",
        "unsubscribe",
    ]


def test_what_a_server_answered_is_no_word_of_the_service(load):
    rows = "a@example.com,550 5.1.1 unknown\nb@example.com,full\nc@example.com,250 Queued mail for delivery\n"
    assert fates(load("Email,Answer\n" + rows)) == ["hard", "soft", "delivered"]


def test_a_name_that_speaks_of_two_kinds_says_neither(load):
    text = "Email,Date\na@example.com,2026-03-20\n"
    assert fates(load(text, "unsubscribes and bounces.csv")) == ["unknown"]
    assert fates(load(text, "unsubscribes.csv")) == ["unsubscribe"]


@pytest.mark.parametrize("first", ["Bounces of March", ""])
def test_headings_say_what_happened_to_all_below_them(load, first):
    text = (
        f"{first}\n\nNon-existent address\nEmail,Date\na@example.com,2026-03-20\nb@example.com,2026-03-20\n\n"
        "Mailbox full\nEmail,Date\nc@example.com,2026-03-21\nCamel racing\nEmail,Date\nd@example.com,2026-03-21\n"
    )
    file = load(text)
    assert fates(file) == ["hard", "hard", "soft", "unknown"]
    assert file.unreadable == ()


def test_nested_keys_are_names_of_columns(load):
    file = load(
        "createdAt,recipient.email,error.type\n2026-03-20,a@example.com,hard\n2026-03-21,b@example.com,soft\n"
    )
    assert (fates(file), times(file)) == (["hard", "soft"], ["2026-03-20 00:00:00", "2026-03-21 00:00:00"])


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


HEADER = ["Email", "Bounced on"]
OVERVIEW = {"Overview": [["Bounces", 2], ["Sent", 1000]]}
HARD_AND_SOFT = {
    "Hard bounces": [HEADER, ["a@example.com", "2026-03-20"]],
    "Soft bounces": [HEADER, ["b@example.com", "2026-03-21"]],
}


def test_all_sheets_of_bounces_are_read_and_named(tmp_path):
    (file,) = load_bounces(workbook(tmp_path / "report.xlsx", OVERVIEW | HARD_AND_SOFT))
    assert file.events[["address", "class", "file", "row"]].to_numpy().tolist() == [
        ["a@example.com", "hard", "report.xlsx [Hard bounces]", 2],
        ["b@example.com", "soft", "report.xlsx [Soft bounces]", 2],
    ]
    assert (file.rows, [note.code for note in file.notes]) == (2, ["class_from_name"])


def test_a_list_beside_its_bounces_is_left_out_where_bounces_are_asked_for(tmp_path):
    members = {"Members": [["Email", "Name"], *([f"m{i}@example.com", "Ann"] for i in range(9))]}
    path = workbook(tmp_path / "club.xlsx", members | HARD_AND_SOFT)
    (file,) = load_bounces(path)
    assert fates(file) == ["hard", "soft"]
    assert inspect(path).kind == "contacts"


@pytest.mark.parametrize(
    ("header", "name"), [("Bounce type", "export.csv"), ("Type", "BounceList.csv"), ("bnc_typ", "x.csv")]
)
def test_letters_mean_hard_and_soft_where_bounces_are_spoken_of(load, header, name):
    assert fates(load(f"Email,{header}\na@example.com,H\nb@example.com,S\n", name)) == ["hard", "soft"]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Type", ["H", "S"]), ("Outcome", ["success", "failed", "open"]), ("Status", ["Sent", "Opened", "Expired"]),
        ("Shipping status", ["delivered", "returned", "delayed"]), ("Verification result", ["valid", "invalid"]),
        ("Type", ["hard goods", "soft goods"]), ("会员类型", ["永久会员", "临时会员"]), ("Status", ["blocked (unpaid)"]),
        ("Attendance", ["accepted", "declined", "no reply"]), ("Kundenstatus", ["aktiv", "gesperrt"]),
    ],
)  # fmt: skip
def test_states_of_other_things_make_no_bounce_file(load, header, words):
    rows = "".join(f"a{i}@example.com,{word}\n" for i, word in enumerate(words * 3))
    with pytest.raises(UserError) as error:
        load(f"Email,{header}\n{rows}")
    assert error.value.code == "is_a_list"


def test_a_message_taken_is_delivered_whatever_the_answer_says_besides(load):
    rows = "a@example.com,550 5.1.1 user unknown\nb@example.com,250 2.0.0 Ok queued (greylisted before)\n"
    assert fates(load("Email,Server answer\n" + rows)) == ["hard", "delivered"]


def test_who_did_not_bounce_is_no_event(load):
    rows = "a@example.com,Yes,550 5.1.1 user unknown\nb@example.com,No,\nc@example.com,Yes,552 5.2.2 mailbox full\n"
    file = load("Email,Bounced?,Answer\n" + rows)
    assert file.events["address"].tolist() == ["a@example.com", "c@example.com"]
    assert fates(file) == ["hard", "soft"]


def test_yes_and_no_to_another_question_say_nothing_of_bounces(load):
    rows = "a@example.com,no,550 5.1.1 user unknown\nb@example.com,yes,552 5.2.2 mailbox full\n"
    assert fates(load("Email,Opt-in status,Answer\n" + rows, "bounces.csv")) == ["hard", "soft"]


def test_what_was_before_never_decides(load):
    rows = "".join(f"a{i}@example.com,{('active', 'bounced')[i % 2]},bounced\n" for i in range(8))
    with pytest.raises(UserError) as error:
        load("Email,Status,Previous status\n" + rows)
    assert error.value.code == "is_a_list"


def test_what_people_answer_to_a_question_is_no_bounce(load):
    rows = "".join(f"a{i}@example.com,How was it?,The mailbox does not exist any more\n" for i in range(8))
    with pytest.raises(UserError) as error:
        load("Email,Question,Answer\n" + rows)
    assert error.value.code == "is_a_list"


@pytest.mark.parametrize(
    "name", ["hard goods customers.csv", "blocked accounts unpaid.csv", "永久会员.csv", "soft toys.csv"]
)
def test_names_of_other_things_make_no_bounce_file(load, name):
    with pytest.raises(UserError) as error:
        load("Email\na@example.com\n", name)
    assert error.value.code == "is_a_list"


def test_what_programmers_write_short_is_understood(load):
    file = load("rcp_eml|bnc_typ|bnc_dt\na@example.com|H|20260320090211\nb@example.com|S|20260321090211\n")
    assert (fates(file), times(file)) == (["hard", "soft"], ["2026-03-20 09:02:11", "2026-03-21 09:02:11"])


def test_a_list_that_names_the_last_bounce_of_some_stays_a_list(load):
    rows = [("Active", ""), ("Active", "Soft"), ("Bounced", "Hard"), ("Active", "Soft")]
    text = "".join(f"a{i}@example.com,{state},{kind}\n" for i, (state, kind) in enumerate(rows))
    with pytest.raises(UserError) as error:
        load("Email,Status,Last bounce type\n" + text)
    assert error.value.code == "is_a_list"


@pytest.mark.parametrize(
    "how", [("Bounce type", "Hard", "Soft"), ("Answer", "550 5.1.1 user unknown", "552 5.2.2 full")]
)
def test_bounces_of_people_who_are_still_subscribed_are_bounces(load, how):
    header, first, second = how
    text = f"Email,Status,{header}\na@example.com,Active,{first}\nb@example.com,Active,{second}\n"
    assert fates(load(text)) == ["hard", "soft"]


@pytest.mark.parametrize("header", ["Status,Previous status", "New status,Old status", "State,Was"])
def test_who_is_active_again_is_no_bounce_whatever_the_server_once_said(load, header):
    rows = [f"{name}@example.com,{now},550 5.1.1 user unknown,2026-05-01\n" for name, now in
            [("ann", "active,bounced"), ("bob", "bounced,active"), ("cem", "active,bounced")]]  # fmt: skip
    file = load(f"Email,{header},Reason,Date\n" + "".join(rows))
    assert list(zip(file.events["address"], fates(file), strict=True)) == [("bob@example.com", "hard")]


def test_counts_say_what_happened_at_all(load):
    rows = "a@example.com,1,0,2026-03-12\nb@example.com,0,2,2026-03-13\nc@example.com,1,3,2026-03-14\nd@example.com,0,0,\n"
    file = load("Email,Hard Bounces,Soft Bounces,Last Bounce Date\n" + rows)
    assert dict(zip(file.events["address"], fates(file), strict=True)) == {
        "a@example.com": "hard",
        "b@example.com": "soft",
        "c@example.com": "hard",
    }
    assert "bounces_counted" in {note.code for note in file.notes}


def test_columns_of_days_say_what_happened_and_when(load):
    rows = "a@example.com,,2026-03-20,\nb@example.com,,,2026-03-21\nc@example.com,2026-03-22,,\n"
    file = load("Email,Unsubscribed on,Hard bounce on,Soft bounce on\n" + rows)
    assert fates(file) == ["hard", "soft", "unsubscribe"]
    assert times(file) == ["2026-03-20 00:00:00", "2026-03-21 00:00:00", "2026-03-22 00:00:00"]


def test_a_list_that_dates_the_bounces_of_a_few_stays_a_list(load):
    rows = "".join(f"a{i}@example.com,Ann,{'2026-03-20' if i == 3 else ''},\n" for i in range(20))
    with pytest.raises(UserError) as error:
        load("Email,Name,Hard bounce on,Soft bounce on\n" + rows)
    assert error.value.code == "is_a_list"


def test_numbers_that_are_no_times_are_none(load):
    file = load("Email,Bounced (hard),Bounced (soft)\na@example.com,1,0\nb@example.com,0,1\n")
    assert (fates(file), times(file)) == (["hard", "soft"], ["NaT", "NaT"])


@pytest.mark.parametrize("local_first", [True, False])
def test_of_one_moment_in_two_zones_the_named_one_is_taken(load, local_first):
    columns = ("ts_local", "ts_utc") if local_first else ("ts_utc", "ts_local")
    at = {"ts_local": "2026-03-20 17:0{}:00", "ts_utc": "2026-03-20T09:0{}:00Z"}
    rows = "".join(
        f"a{i}@example.com,hard,{','.join(at[name].format(i) for name in columns)}\n" for i in (1, 2)
    )
    file = load(f"Email,Bounce type,{','.join(columns)}\n{rows}")
    assert (times(file)[0], file.events["zone"][0]) == ("2026-03-20 09:01:00", "explicit")


def test_a_list_that_counts_the_bounces_of_a_few_stays_a_list(load):
    rows = "".join(f"a{i}@example.com,Ann,{int(i == 3)},0\n" for i in range(20))
    with pytest.raises(UserError) as error:
        load("Email,Name,Hard Bounces,Soft Bounces\n" + rows)
    assert error.value.code == "is_a_list"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,City\nAnn,ann@example.com,Full Sutton\nBob,bob@example.com,Spamford\nCy,cy@example.com,Hardwick\n",
        "Name,Email,Tags\nAnn,ann@example.com,vip\nBob,bob@example.com,spam test\nCy,cy@example.com,shop\n",
        "Name,Email,Created\nAnn,ann@example.com,2026-01-05\nBob,bob@example.com,2026-01-06\n",
        "Name,Email,Remark\nAnn,ann@example.com,moved to Bonn\nBob,bob@example.com,likes tea\nCy,cy@example.com,mailbox full\n",
    ],
    ids=["cities", "tags", "dates", "remarks"],
)
def test_a_word_or_two_of_the_same_make_no_bounce_file(load, text):
    with pytest.raises(UserError) as error:
        load(text)
    assert error.value.code == "is_a_list"


# --- when


SENT_AND_BOUNCED = [
    ("Sent", "Bounced"), ("Versendet", "Zurückgekommen"), ("Date d'envoi", "Date de l'échec"), ("Inviato il", "Rimbalzato il"),
    ("Wysłano", "Odbito"), ("Дата отправки", "Дата ошибки"), ("配信日時", "エラー発生日時"), ("발송일시", "반송일시"),
    ("寄送時間", "退回時間"), ("发送时间", "Xyz"), ("Xyz", "Qqq"), ("queuedAt", "failedAt"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "bounced"), SENT_AND_BOUNCED)
@pytest.mark.parametrize("first", [True, False])
def test_of_two_times_that_of_the_bounce_counts(load, sent, bounced, first):
    header, row = (sent, bounced), ("2026-03-01 08:00:00", "2026-03-02 09:00:00")
    header, row = (header, row) if first else (header[::-1], row[::-1])
    file = load(f"Email,{','.join(header)},Type\nann@example.com,{','.join(row)},Hard\n")
    assert times(file) == ["2026-03-02 09:00:00"]


@pytest.mark.parametrize(
    "headers",
    [("首次投递时间", "末次时间"), ("Datum", "Datum"), ("예약시간", "처리시간"), ("Date", "Date of answer")],
)
def test_of_times_that_do_not_say_what_of_the_latest_counts(load, headers):
    row = "ann@example.com,2026-03-01 08:00:00,2026-03-02 09:00:00,Hard\n"
    assert times(load(f"Email,{','.join(headers)},Type\n{row}")) == ["2026-03-02 09:00:00"]


@pytest.mark.parametrize("clock", ["09:02:11", "9:02:11 AM", "上午9:02:11"])
def test_day_and_clock_may_stand_in_two_columns(load, clock):
    file = load(f"Date,Time,Email,Type\n2026-03-02,{clock},ann@example.com,Hard\n")
    assert times(file) == ["2026-03-02 09:02:11"]


def test_days_as_excel_counts_them(load):
    file = load("Email,Bounce date,Type\nann@example.com,46083.376516,Hard\n")
    assert times(file) == ["2026-03-02 09:02:11"]


def test_the_time_of_sending_counts_where_there_is_no_other(load):
    assert times(load("Email,Sent,Type\nann@example.com,2026-03-01 08:00:00,Hard\n")) == [
        "2026-03-01 08:00:00"
    ]


@pytest.mark.parametrize("number", ["1767607200", "1767607200000"])
def test_seconds_and_milliseconds_since_1970_are_found_under_any_header(load, number):
    assert times(load(f"Email,Qqq,Type\nann@example.com,{number},Hard\n")) == ["2026-01-05 10:00:00"]


def test_dates_that_cannot_be_read_are_said_not_passed_over(load):
    rows = "a@example.com,Hard,sometime\nb@example.com,Hard,2026-13-45\nc@example.com,Hard,\n"
    file = load("Email,Bounce type,Bounce date\n" + "d@example.com,Hard,2026-03-01\n" * 2 + rows)
    (note,) = [note for note in file.notes if note.code == "times_unreadable"]
    assert (note.fields["n"], note.fields["example"], note.rows) == (2, "sometime", (4, 5))


# --- who


def test_addresses_are_read_out_of_texts(load):
    rows = (
        "2026-03-04,Could not deliver to ann@example.com: 550 5.1.1 user unknown\n"
        "2026-03-05,Could not deliver to bob@example.net: 452 4.2.2 mailbox full\n"
    )
    file = load("Date,What we saw\n" + rows)
    assert file.events["address"].tolist() == ["ann@example.com", "bob@example.net"]
    assert fates(file) == ["hard", "soft"]


def test_an_address_that_stands_in_every_text_is_the_senders(load):
    rows = "".join(f"mail from news@shop.example.org to a{i}@example.com: user unknown\n" for i in range(4))
    assert load("Message\n" + rows).events["address"].tolist() == [f"a{i}@example.com" for i in range(4)]


def test_lines_of_a_log_without_header_say_who_what_and_when(load):
    line = "2026-03-18 10:00:01 <ann@example.com>: host mx.example.com said: 550 5.1.1 User unknown\n"
    other = "2026-03-18 10:00:02 <bob@example.net>: host mx.example.net said: 452 4.2.2 Mailbox full\n"
    file = load(line + other, "undelivered.txt")
    assert (file.events["address"].tolist(), fates(file)) == (
        ["ann@example.com", "bob@example.net"],
        ["hard", "soft"],
    )
    assert times(file) == ["2026-03-18 10:00:01", "2026-03-18 10:00:02"]


# --- how sure


@pytest.mark.parametrize(
    "text",
    [
        "收件人,状态,状态更新时间,明细\na@example.com,用户不存在,2026-03-05 10:00:01,550 No such user\n"
        "b@example.com,邮箱已满,2026-03-05 10:00:02,552 Quota exceeded\n",
        "Adresse;Zustellergebnis\na@example.com;Adresse existiert nicht\nb@example.com;Postfach voll\n",
        "To,Code,When\na@example.com,5.1.1,2026-01-02T10:00:00Z\nb@example.com,4.2.2,2026-01-02T10:05:00Z\n",
    ],
)
def test_what_is_read_rightly_is_said_with_confidence(tmp_path, text):
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    found = inspect(path)
    assert found.kind == "events"
    assert found.confidence >= SURE


def test_of_a_file_that_says_nothing_of_what_happened_little_is_sure(tmp_path):
    path = tmp_path / "bounces.csv"
    path.write_text("Email\nann@example.com\n", encoding="utf-8")
    assert inspect(path).confidence < SURE


def test_events_without_a_time_have_none(load):
    assert pd.isna(load("Email,Type\nann@example.com,Hard\n").events["at"][0])


@pytest.mark.parametrize(
    ("header", "hard", "soft"),
    [
        ("E-mailadres,Type,Reden", "Harde bounce,Onbekende gebruiker", "Zachte bounce,Postvak vol"),
        ("E-mailadres,Soort,Reden,Datum", "Harde bounce,Onbekende gebruiker,20-03-2026", "Zachte bounce,Postvak vol,20-03-2026"),
        ("Email,Type,Reason,Date", "Hard bounce,User unknown,2026-03-20", "Soft bounce,Mailbox full,2026-03-20"),
        ("E-Mail,Art,Grund,Datum", "Hard Bounce,Benutzer unbekannt,20.03.2026", "Soft Bounce,Postfach voll,20.03.2026"),
        ("E-mail,Type,Motif,Date", "Hard bounce,Utilisateur inconnu,20/03/2026", "Soft bounce,Boîte pleine,20/03/2026"),
        ("Correo,Tipo,Motivo,Fecha", "Rebote duro,Usuario desconocido,20/03/2026", "Rebote suave,Buzón lleno,20/03/2026"),
        ("E-mail,Tipo,Motivo,Data", "Hard bounce,Utente sconosciuto,20/03/2026", "Soft bounce,Casella piena,20/03/2026"),
        ("E-mail,Tipo,Motivo,Data", "Hard bounce,Usuário desconhecido,20/03/2026", "Soft bounce,Caixa cheia,20/03/2026"),
        ("E-mail,Typ,Powód,Data", "Hard bounce,Nieznany użytkownik,20.03.2026", "Soft bounce,Skrzynka pełna,20.03.2026"),
        ("Почта,Тип,Причина,Дата", "Жёсткий возврат,Пользователь не найден,20.03.2026", "Мягкий возврат,Ящик полон,20.03.2026"),
        ("邮箱,类型,原因,日期", "硬退信,用户不存在,2026-03-20", "软退信,邮箱已满,2026-03-20"),
        ("メール,種別,理由,日付", "ハードバウンス,宛先不明,2026/03/20", "ソフトバウンス,メールボックスがいっぱい,2026/03/20"),
        ("이메일,유형,사유,날짜", "하드바운스,사용자 없음,2026-03-20", "소프트바운스,메일함 가득 참,2026-03-20"),
        ("E-post,Typ,Orsak,Datum", "Hard bounce,Okänd användare,2026-03-20", "Soft bounce,Brevlådan är full,2026-03-20"),
        ("E-mail,Type,Årsag,Dato", "Hard bounce,Ukendt bruger,20-03-2026", "Soft bounce,Postkassen er fuld,20-03-2026"),
        ("E-mail,Typ,Důvod,Datum", "Hard bounce,Neznámý uživatel,20.03.2026", "Soft bounce,Schránka je plná,20.03.2026"),
        ("E-posta,Tür,Neden,Tarih", "Hard bounce,Bilinmeyen kullanıcı,20.03.2026", "Soft bounce,Posta kutusu dolu,20.03.2026"),
    ],
)  # fmt: skip
def test_the_text_is_the_reason_given_and_not_the_kind_of_bounce(load, header, hard, soft):
    rows = [row.split(",") for row in (hard, soft)]
    file = load("\n".join([header, f"a@example.com,{hard}", f"b@example.com,{soft}"]) + "\n")
    assert fates(file) == ["hard", "soft"]
    assert file.events["text"].tolist() == [row[1] for row in rows]
    assert [at != "NaT" for at in times(file)] == [len(row) == 3 for row in rows]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("email,date,campaign,type,reason", "2026-03-20,March,delivered,"),
        ("email,event,timestamp,message_id", "delivered,2026-03-20 09:00:00,42@mail.example.com"),
        ("E-Mail,Datum,Kampagne,Status", "20.03.2026,März,zugestellt"),
        ("邮箱,时间,营销活动,状态", "2026-03-20,三月,已送达"),
    ],
)
def test_a_report_of_a_mailing_without_bounces_tells_of_deliveries(load, header, row):
    assert fates(load(f"{header}\na@example.com,{row}\nb@example.com,{row}\n")) == ["delivered", "delivered"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("email,date,type,reason", "2026-03-20,delivered,"),
        ("email,order date,campaign,status", "2026-03-20,March,delivered"),
        ("email,name,campaign,status", "Ann,March,delivered"),
        ("email,date,campaign,status,total", "2026-03-20,March,delivered,12.50"),
        ("email,date,campaign,status", "2026-03-20,March,successful"),
        ("email,date,campaign,status", "2026-03-20,March,active"),
        ("email,date,subject,status", "2026-03-20,Chair broken,open"),
        ("邮箱,日期,活动,状态", "2026-03-20,茶会,成功"),
    ],
)
def test_what_else_was_delivered_is_no_report_of_a_mailing(load, header, row):
    with pytest.raises(UserError) as error:
        load(f"{header}\na@example.com,{row}\nb@example.com,{row}\n")
    assert error.value.code == "is_a_list"
