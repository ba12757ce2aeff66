"""JSON of any service, in any envelope, whole or broken."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcleaner.core.errors import UserError
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.json_records import group, values
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.formats.recognise import find_json_profile
from listcleaner.core.judgement.sends import assign
from listcleaner.core.progress import silent

EVENT = {
    "email": "a@example.com",
    "event": "bounce",
    "type": "bounce",
    "timestamp": 1790083507,
    "sg_event_id": "x",
    "reason": "550 5.1.1 User unknown",
}


def read(tmp_path: Path, text: str | bytes):
    path = tmp_path / "events.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (file,) = load_bounces(path)
    return file


def numbered(count: int) -> list[dict[str, object]]:
    return [EVENT | {"email": f"a{i}@example.com"} for i in range(count)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(numbered(3)),
        json.dumps(numbered(3), indent=2),
        "\n".join(map(json.dumps, numbered(3))),
        "\r\n\r\n".join(map(json.dumps, numbered(3))) + "\r\n",
        "".join(json.dumps(event, indent=1) for event in numbered(3)),
        "\n".join(json.dumps([event]) for event in numbered(3)),
        json.dumps({"page": 1, "result": {"rows": numbered(3)}}),
        json.dumps({"Records": [{"Sns": {"Message": json.dumps(event)}} for event in numbered(3)]}),
        json.dumps(
            {
                "Records": [
                    {"body": json.dumps({"Type": "Notification", "Message": json.dumps(event)})}
                    for event in numbered(3)
                ]
            }
        ),
    ],
)
def test_the_same_records_are_found_in_every_envelope(tmp_path, text):
    file = read(tmp_path, text)
    assert file.events["address"].tolist() == ["a0@example.com", "a1@example.com", "a2@example.com"]
    assert file.events["row"].tolist() == [1, 2, 3]
    assert file.rows == 3


HARD, SOFT = {"email": "a@example.com", "kind": "hard"}, {"email": "b@example.com", "kind": "soft"}


@pytest.mark.parametrize(
    "value",
    [
        {"report": {"mailings": [{"days": [{"bounces": [HARD]}, {"bounces": [SOFT]}]}]}},
        {"a@example.com": {"kind": "hard"}, "b@example.com": {"kind": "soft"}},
        {"page": 1, "bounced": {"a@example.com": "hard", "b@example.com": "soft"}},
        {"hard": ["a@example.com"], "soft": ["b@example.com"]},
        {"hard_bounces": [{"email": "a@example.com"}], "soft_bounces": [{"email": "b@example.com"}]},
        {"from": "news@example.org", "recipients": [HARD, SOFT]},
        {"status": "ok", "code": 200, "data": {"list": [HARD, SOFT]}},
        {"data": {"edges": [{"node": HARD}, {"node": SOFT}]}},
        {"fields": ["email", "kind"], "data": [["a@example.com", "hard"], ["b@example.com", "soft"]]},
        {"columns": [{"name": "email"}, {"name": "kind"}], "rows": [["a@example.com", "hard"], ["b@example.com", "soft"]]},
        {"rows": [["email", "kind"], ["a@example.com", "hard"], ["b@example.com", "soft"]]},
        {"hits": {"hits": [{"_id": "1", "_source": HARD}, {"_id": "2", "_source": SOFT}]}},
        [{"event": "bounce", "recipient": {"email": "a@example.com"}, "details": {"kind": "hard"}},
         {"event": "bounce", "recipient": {"email": "b@example.com"}, "details": {"kind": "soft"}}],
    ],
)  # fmt: skip
def test_unknown_records_are_found_however_deep_and_whatever_names_the_recipient(tmp_path, value):
    file = read(tmp_path, json.dumps(value))
    assert file.events[["address", "class"]].to_numpy().tolist() == [
        ["a@example.com", "hard"],
        ["b@example.com", "soft"],
    ]


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ({"occurred_at": "2026-03-20T10:00:00Z", "failed": [HARD, SOFT]}, "2026-03-20 10:00:00"),
        ({"generated_at": "2026-04-01", "failed": [HARD | {"date": "2026-03-20 10:00:00"}, SOFT]}, "2026-03-20 10:00:00"),
        ({"report": {"date": "2026-03-20 10:00:00", "hard": ["a@example.com"]}}, "2026-03-20 10:00:00"),
    ],
)  # fmt: skip
def test_a_time_above_holds_for_all_below_that_have_none(tmp_path, value, when):
    assert str(read(tmp_path, json.dumps(value)).events["at"][0]) == when


def test_what_happened_above_holds_for_all_recipients_but_the_answer_of_an_interface_does_not(tmp_path):
    recipients = [{"email": "a@example.com"}, {"email": "b@example.com"}]
    events = read(tmp_path, json.dumps({"event": "hard_bounce", "message": {"to": recipients}})).events
    assert events["class"].tolist() == ["hard", "hard"]
    events = read(tmp_path, json.dumps({"status": "delivered", "bounces": recipients})).events
    assert "delivered" not in events["class"].tolist()


def test_each_thing_that_happened_to_a_recipient_is_an_event_its_tags_are_none(tmp_path):
    history = [{"kind": "hard", "date": "2026-03-20"}, {"kind": "opened", "date": "2026-02-20"}]
    contact = {"email": "a@example.com", "tags": [{"id": 1}, {"id": 2}], "history": history}
    assert read(tmp_path, json.dumps({"contacts": [contact]})).events["class"].tolist() == ["hard", "engaged"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path, encoding):
    file = read(
        tmp_path, json.dumps(EVENT | {"reason": "550 用户不存在"}, ensure_ascii=False).encode(encoding)
    )
    assert file.events["text"].tolist() == ["550 用户不存在"]


def test_a_file_cut_off_in_the_middle_gives_what_is_whole_and_names_the_rest(tmp_path):
    file = read(tmp_path, json.dumps(numbered(3))[:-40])
    assert len(file.events) == 2
    assert file.unreadable == (3,)
    assert "rows_without_address" in {note.code for note in file.notes}


def test_a_broken_line_does_not_spoil_the_others(tmp_path):
    lines = [json.dumps(event) for event in numbered(3)]
    lines[1] = lines[1].replace('":', "", 1)
    file = read(tmp_path, "\n".join(lines))
    assert file.events["row"].tolist() == [1, 3]
    assert file.unreadable == (2,)


def test_records_of_other_kinds_are_named(tmp_path):
    file = read(tmp_path, json.dumps([EVENT, {"hello": "world"}]))
    assert (len(file.events), file.unreadable) == (1, (2,))


def test_two_services_in_one_file(tmp_path):
    mailgun = {"event": "complained", "recipient": "b@example.com", "timestamp": 1534110422.38, "id": "1"}
    file = read(tmp_path, json.dumps([EVENT, mailgun, EVENT]))
    assert file.source == "sendgrid.events"
    assert file.events[["source", "class", "row"]].to_numpy().tolist() == [
        ["sendgrid.events", "hard", 1],
        ["mailgun.events", "complaint", 2],
        ["sendgrid.events", "hard", 3],
    ]


def test_numbers_stay_as_they_are_written():
    assert list(values('[{"id": 12345678901234567890, "at": 1534110422.3898320001, "big": 1e400}]')) == [
        {"id": "12345678901234567890", "at": "1534110422.3898320001", "big": "1e400"}
    ]


@pytest.mark.parametrize("scale", [1, 1000])
def test_epochs_in_seconds_and_milliseconds(tmp_path, scale):
    file = read(
        tmp_path,
        json.dumps(
            {
                "contact_email": "a@example.com",
                "bounce_type": "hard bounce",
                "action_time": 1790083507 * scale,
            }
        ),
    )
    assert (file.events["at"][0].isoformat(), file.events["zone"][0]) == ("2026-09-22T13:25:07", "utc")


@pytest.mark.parametrize("text", ["[" * 200_000 + "1", '{"a":' * 100_000 + "1", "[" + "[1," * 50_000])
def test_hostile_nesting_is_refused_not_a_crash(tmp_path, text):
    with pytest.raises(UserError):
        read(tmp_path, text)


def test_the_refusal_of_hostile_nesting_names_the_file(tmp_path):
    path = tmp_path / "deep.json"
    path.write_text('{"a":' * 50_000 + "1" + "}" * 50_000)
    with pytest.raises(UserError) as error:
        load_bounces(path)
    assert (error.value.code, error.value.fields) == ("json_too_deep", {"file": "deep.json"})


def test_an_envelope_in_an_envelope_without_end_is_refused(tmp_path):
    message = json.dumps(EVENT)
    for _ in range(14):
        message = json.dumps({"Message": message})
    with pytest.raises(UserError) as error:
        read(tmp_path, message)
    assert error.value.code == "json_too_deep"


def test_broken_json_takes_time_in_proportion_to_its_length():
    looked_at = 0

    class Counting(str):
        def find(self, *where):
            nonlocal looked_at
            looked_at += 1
            return super().find(*where)

    line = '{"a": [' + "1, " * 1000 + "\n"
    list(values(Counting(line * 100)))
    assert looked_at < 20  # each failed attempt reads to the end: there may be only a few


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["email", "event", "mail", "Message", "items", "x"]) | st.text(),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(json_values, st.data())
def test_any_json_however_cut_is_read_or_refused(value, data):
    text = json.dumps(value)
    text = text[: data.draw(st.integers(0, len(text)))]
    group(text, frozenset({"Message", "items"}), find_json_profile, silent)


# --- many files


def notified(number: int, day: int = 1) -> str:
    recipient = {"emailAddress": f"a{number}@example.com", "status": "5.1.1"}
    bounce = {
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [recipient],
        "timestamp": f"2026-05-{day:02}T14:59:38.605Z",
    }
    message = {"notificationType": "Bounce", "bounce": bounce, "mail": {"messageId": str(number)}}
    return json.dumps({"Type": "Notification", "Message": json.dumps(message)})


def archived(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def in_folder(path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("put", [in_folder, archived])
def test_files_of_one_notification_each_are_one_report(tmp_path, put):
    path = put(tmp_path / "bucket", {f"2026/05/{i:02}/key-{i}": notified(i, i) for i in range(1, 15)})
    (file,) = load_bounces(path)
    assert (file.path, file.source, file.rows) == (path, "ses.notifications", 14)
    assert file.events["address"].tolist() == [f"a{i}@example.com" for i in range(1, 15)]
    assert (file.events["file"][1], file.events["row"][1]) == ("2026/05/02/key-2", 1)
    assert not assign([file])[1]["known"].any()  # two weeks of bounces are no mailing of their own
    assert (inspect(path).kind, inspect(path).source, inspect(path).rows) == (
        "events",
        "ses.notifications",
        14,
    )


def test_a_collection_is_the_same_whatever_its_files_are_called(tmp_path):
    texts = [notified(i) for i in range(3)]
    one = in_folder(tmp_path / "one", {f"a{i}": text for i, text in enumerate(texts)})
    other = archived(tmp_path / "b.zip", {f"b{i}.json": text for i, text in enumerate(reversed(texts))})
    assert load_bounces(one)[0].fingerprint == load_bounces(other)[0].fingerprint


def test_other_files_beside_notifications_are_read_and_broken_ones_named(tmp_path):
    files = {f"{i}.json": notified(i) for i in range(3)} | {
        "broken.json": notified(9)[:-20],
        "more.csv": "Email Address,Bounce Type\nb@example.com,Soft\n",
    }
    of_csv, of_notifications = load_bounces(in_folder(tmp_path / "bucket", files))
    assert (of_csv.source, of_notifications.source) == ("mailchimp.bounced", "ses.notifications")
    assert [note.fields["name"] for note in of_csv.notes if note.code == "file_skipped"] == ["broken.json"]


def test_reports_of_two_services_in_one_folder_are_both_read(tmp_path):
    first = {"rows": [{"email": f"a{i}@example.com", "bounce": "hard"} for i in range(3)]}
    second = {"items": [{"who": f"b{i}@example.com", "fate": "soft", "day": "2026-03-20"} for i in range(4)]}
    folder = in_folder(tmp_path / "both", {"a.json": json.dumps(first), "b.json": json.dumps(second)})
    classes = [name for file in load_bounces(folder) for name in file.events["class"]]
    assert (classes.count("hard"), classes.count("soft")) == (3, 4)


def test_a_single_notification_is_a_file_like_any_other(tmp_path):
    (file,) = load_bounces(in_folder(tmp_path / "bucket", {"one.json": notified(1)}))
    assert file.path.name == "one.json"


def test_a_month_of_records_in_each_file_is_a_report_each(tmp_path):
    months = {f"{month}.jsonl": "\n".join(map(json.dumps, numbered(3))) for month in ("may", "june")}
    assert len(load_bounces(in_folder(tmp_path / "dumps", months))) == 2
