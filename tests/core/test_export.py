"""What a person relies on when the plan is written: every row once, nothing changed, no input overwritten, all or nothing."""

import errno
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listcleaner.core.contacts import load_list
from listcleaner.core.errors import Cancelled, UserError
from listcleaner.core.export import newbook
from listcleaner.core.export.staging import Staging
from listcleaner.core.export.write import PARTS, export, planned_outputs
from listcleaner.core.rules.declared import default_rules
from listcleaner.core.tables.records import prefix, read_records
from listcleaner.core.tables.table import Reading
from tests.core.exporting import ENGLISH, RUN, exported, judged, plan_of

PEOPLE = """email,name,phone
ann@example.com,Ann Lee,0012345
bob@example.net,"Ray, Bob",
cara@example.org,"Cara ""C"" Lim",0049
dan@example.com,"Dan
Fox",+1
eve@example.net,Eve Ott,2
"""


@pytest.fixture
def members(tmp_path: Path) -> Path:
    """Five contacts: a comma, quotes and a line end inside cells; the fourth record is two lines."""
    return written(tmp_path / "members.csv", PEOPLE.encode())


def written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def test_each_row_stands_in_exactly_one_file_as_it_was(members: Path) -> None:
    done = exported(members, {3: "remove", 5: "suspend"})
    assert done.content("cleaned").decode() == (
        'email,name,phone\nann@example.com,Ann Lee,0012345\ncara@example.org,"Cara ""C"" Lim",0049\neve@example.net,Eve Ott,2\n'
    )
    assert done.content("removed").decode() == 'email,name,phone\nbob@example.net,"Ray, Bob",\n'
    assert done.content("suspended").decode() == 'email,name,phone\ndan@example.com,"Dan\nFox",+1\n'
    assert [(file.part, file.rows) for file in done.files] == [
        ("cleaned", 3),
        ("suspended", 1),
        ("removed", 1),
        ("log", 2),
    ]


def test_a_file_nobody_is_in_has_the_header_alone(members: Path) -> None:
    done = exported(members, {})
    assert done.content("removed") == done.content("suspended") == b"email,name,phone\n"
    assert done.content("cleaned") == members.read_bytes()


def test_rows_to_review_are_copied_beside_the_partition(members: Path) -> None:
    done = exported(members, {2: "review"})
    assert done.content("review").decode() == "email,name,phone\nann@example.com,Ann Lee,0012345\n"
    assert done.content("cleaned") == members.read_bytes()


def test_without_anything_to_review_there_is_no_review_file(members: Path) -> None:
    done = exported(members, {2: "remove"})
    assert not (members.parent / "out/members-review.csv").exists()
    assert "review" not in [file.part for file in done.files]


def test_a_review_file_of_an_earlier_run_does_not_pass_for_one_of_this_run(members: Path) -> None:
    exported(members, {2: "review"})
    done = exported(members, {})
    assert done.file("review").rows == 0
    assert done.content("review").decode() == "email,name,phone\n"


AWKWARD = {
    "utf-8 with a byte order mark": ("utf-8-sig", "\n", PEOPLE),
    "windows line ends": ("utf-8", "\r\n", PEOPLE),
    "utf-16": ("utf-16", "\r\n", PEOPLE.replace("Ann Lee", "王伟")),
    "gb18030": ("gb18030", "\r\n", PEOPLE.replace("Ann Lee", "王伟娜").replace("Eve Ott", "李娜芳")),
    "a sep= line": ("utf-8", "\r\n", "sep=,\n" + PEOPLE),
    "titles above the header": ("utf-8", "\n", "Members 2026,,\n,,\n" + PEOPLE),
    "blank lines between and at the end": ("utf-8", "\n", PEOPLE.replace("eve@", "\neve@") + "\n\n"),
    "no line end after the last record": ("utf-8", "\n", PEOPLE.rstrip("\n")),
    "spaces and full-width characters": ("utf-8", "\n", PEOPLE.replace("ann@", "  ａnn@ ")),
    "semicolons": ("utf-8", "\n", PEOPLE.replace(",", ";")),
}


@pytest.mark.parametrize("case", AWKWARD)
def test_the_bytes_of_a_kept_record_stay(tmp_path: Path, case: str) -> None:
    encoding, end, text = AWKWARD[case]
    file = written(tmp_path / "list.csv", text.replace("\n", end).encode(encoding))
    assert exported(file, {}).content("cleaned") == file.read_bytes()
    given = load_list(file)
    numbers, reading = given.contacts["row"].tolist(), given.reading
    done = exported(file, {numbers[0]: "remove", numbers[-1]: "suspend"}, tmp_path / "second")
    start = records_of(file, reading)
    bodies = {part: records_of(done.path(part), reading) for part in PARTS[:3]}
    gone = start[numbers[0] - 1], start[numbers[-1] - 1]
    assert bodies["removed"][-1] == gone[0]
    assert bodies["suspended"][-1] == gone[1]
    assert bodies["cleaned"] == [record for record in start if record not in gone]


def records_of(file: Path, reading: Reading) -> list[bytes]:
    """The records of a file, each with its bytes; the header among them."""
    encoding, delimiter = reading.encoding or "utf-8", reading.delimiter or ","
    raws = [raw for batch in read_records(file, encoding, delimiter) for raw in batch.raws]
    assert prefix(file, encoding) + b"".join(raws) == file.read_bytes()
    return raws


CELL = st.text(st.sampled_from('ab ,;"\t王é\n=+'), max_size=6)
FATE = st.sampled_from(["keep", "keep", "remove", "suspend", "review"])
ROWS = st.lists(st.tuples(CELL, CELL, FATE), min_size=1, max_size=12)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_the_three_files_together_are_the_list(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], end: str, last: bool
) -> None:
    records = [f'user{i}@example.com,"{a}",{quoted(b)}' for i, (a, b, _) in enumerate(cleaned_quotes(rows))]
    content = end.join(["email,one,two", *records]) + (end if last else "")
    folder = tmp_path_factory.mktemp("list")
    file = written(folder / "list.csv", content.encode())
    reading = Reading("csv", "utf-8", ",", header_row=1)
    fates = {i: fate for i, (_, _, fate) in enumerate(rows, 2) if fate != "keep"}
    done = exported(file, fates, reading=reading)
    parts = {"keep": "cleaned", "review": "cleaned", "remove": "removed", "suspend": "suspended"}
    ends = [end] * (len(records) - 1) + [end if last else ""]
    for part in ("cleaned", "suspended", "removed"):
        mine = [r + e for r, e, row in zip(records, ends, rows, strict=True) if parts[row[2]] == part]
        assert done.content(part).decode() == "email,one,two" + end + "".join(mine)


def cleaned_quotes(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(a.replace('"', '""'), b, fate) for a, b, fate in rows]


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in '",\n') else text


# --- corrections


def test_an_accepted_correction_changes_the_address_and_nothing_else(tmp_path: Path) -> None:
    text = 'name,email,phone\r\n"Lee, Ann" , ann@gmial.com,001\r\nBob,"bob@gmial.com",002\r\nCara,cara@gmial.com,003\r\n'
    file = written(tmp_path / "list.csv", text.encode())
    done = exported(file, {}, corrected=[2, 3])
    expected = text.replace(" ann@gmial.com", "ann@gmail.com").replace("bob@gmial.com", "bob@gmail.com")
    assert done.content("cleaned").decode() == expected
    assert done.file("cleaned").corrected == 2


def test_a_row_that_goes_goes_as_it_was_corrected_or_not(tmp_path: Path) -> None:
    file = written(tmp_path / "list.csv", b"email,name\nann@gmial.com,Ann\nbob@example.com,Bob\n")
    done = exported(file, {2: "remove"}, corrected=[2])
    assert done.content("removed") == b"email,name\nann@gmial.com,Ann\n"
    assert done.file("cleaned").corrected == 0


def test_a_correction_is_in_the_log_with_the_address_as_it_was(tmp_path: Path) -> None:
    file = written(tmp_path / "list.csv", b"email,name\nann@gmial.com,Ann\nbob@example.com,Bob\n")
    log = exported(file, {}, corrected=[2]).content("log").decode("utf-8-sig").splitlines()
    assert len(log) == 2
    assert log[1].startswith(
        'ann@gmial.com,correct,correction,,"Corrected to ann@gmail.com, as you accepted."'
    )


# --- names and places


def test_outputs_take_name_and_ending_of_the_list(tmp_path: Path) -> None:
    for name in ("a.csv", "b.tsv", "c.txt"):
        text = PEOPLE.replace(",", "\t") if name == "b.tsv" else PEOPLE
        written(tmp_path / name, text.encode())
    lists = [load_list(tmp_path / name) for name in ("a.csv", "b.tsv", "c.txt")]
    names = [file.path.name for file in planned_outputs(lists, tmp_path, parts=["cleaned", "log"])]
    assert names == ["a-cleaned.csv", "b-cleaned.tsv", "c-cleaned.txt", "removal-log.csv"]
    names = [
        file.path.name for file in planned_outputs(lists[1:], tmp_path, "xlsx", parts=["removed", "log"])
    ]
    assert names == ["b-removed.xlsx", "c-removed.xlsx", "removal-log.xlsx"]


def test_two_lists_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    paths = [tmp_path / "x/Members.csv", tmp_path / "y/members.csv"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(PEOPLE)
    done = exported(paths, {(0, 2): "remove", (1, 3): "remove"}, tmp_path / "out")
    assert done.path("removed", 0).name == "Members-removed.csv"
    assert done.path("removed", 1).name == "members-2-removed.csv"
    assert b"ann@" in done.path("removed", 0).read_bytes()
    assert b"bob@" in done.path("removed", 1).read_bytes()


def test_only_the_parts_asked_for_are_written(members: Path) -> None:
    exported(members, {2: "remove"}, parts=["removed"])
    assert [path.name for path in (members.parent / "out").iterdir()] == ["members-removed.csv"]


def test_an_earlier_output_is_replaced(members: Path) -> None:
    exported(members, {2: "remove"})
    done = exported(members, {3: "remove"})
    assert done.content("removed").decode() == 'email,name,phone\nbob@example.net,"Ray, Bob",\n'


def test_the_folder_is_made(members: Path, tmp_path: Path) -> None:
    exported(members, {}, tmp_path / "a/b/c")
    assert (tmp_path / "a/b/c/members-cleaned.csv").is_file()


# --- nothing of the person's is overwritten


def test_an_output_never_replaces_an_input(tmp_path: Path) -> None:
    first = written(tmp_path / "a.csv", PEOPLE.encode())
    second = written(tmp_path / "a-cleaned.csv", PEOPLE.encode())
    refused("output_is_input", lambda: exported([first, second], {}, tmp_path))
    assert second.read_bytes() == PEOPLE.encode()


def test_an_output_never_replaces_a_bounce_file(members: Path, tmp_path: Path) -> None:
    bounces = written(tmp_path / "removal-log.csv", b"old log")
    refused("output_is_input", lambda: exported(members, {}, tmp_path, inputs=[bounces]))
    refused("output_is_input", lambda: exported(members, {}, tmp_path, inputs=[tmp_path]))
    assert bounces.read_bytes() == b"old log"


def test_inputs_are_not_touched(members: Path) -> None:
    before = members.read_bytes(), members.stat().st_mtime_ns
    exported(members, {2: "remove"}, members.parent)
    assert (members.read_bytes(), members.stat().st_mtime_ns) == before


def test_a_list_changed_since_it_was_read_is_not_split_by_old_row_numbers(
    members: Path, tmp_path: Path
) -> None:
    lists = [load_list(members)]
    analysis = judged(lists)
    members.write_text("email\nnew@example.com\n" + PEOPLE)
    out = tmp_path / "out"
    plan = plan_of(analysis, {2: "remove"})
    refused(
        "source_changed",
        lambda: export(analysis, plan, lists, out, wording=ENGLISH, rules=default_rules(), run=RUN),
    )
    assert not out.exists()


# --- all or nothing


def refused(code: str, act: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        act()
    assert caught.value.code == code
    assert ENGLISH.text(f"error.{code}", **caught.value.fields)
    return caught.value


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_cancelling_leaves_nothing_new(members: Path) -> None:
    exported(members, {2: "remove"})
    before = files_in(members.parent / "out")

    def cancel(step: str, done: int, total: int | None = None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        exported(members, {3: "remove"}, progress=cancel)
    assert files_in(members.parent / "out") == before


def test_what_is_in_its_place_is_not_cancelled_any_more(members: Path) -> None:
    """Else the files would be there and the run would not be remembered."""
    out = members.parent / "out"

    def cancel(step: str, done: int, total: int | None = None) -> None:
        if out.exists() and any(not file.name.startswith(".") for file in out.iterdir()):
            raise Cancelled

    assert exported(members, {3: "remove"}, out, progress=cancel)


def test_cancelling_the_first_run_leaves_no_folder(members: Path) -> None:
    def cancel(step: str, done: int, total: int | None = None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        exported(members, {}, members.parent / "new/deep", progress=cancel)
    assert not (members.parent / "new").exists()


def test_what_a_killed_save_left_is_cleared_away_by_the_next_one(members: Path) -> None:
    out = members.parent / "out"
    out.mkdir()
    mine, others = out / ".members-removed.csv.0123abcd.tmp", out / ".holiday.csv.0123abcd.tmp"
    for file in (mine, others, out / ".members-removed.csv.tmp"):
        written(file, b"half")
    exported(members, {2: "remove"})
    hidden = {path.name for path in out.iterdir() if path.name.startswith(".")}
    assert hidden == {".holiday.csv.0123abcd.tmp", ".members-removed.csv.tmp"}


def test_what_another_save_is_writing_is_left_to_it(members: Path) -> None:
    out = members.parent / "out"
    with Staging(out) as other:
        stream = other.open(out / "members-removed.csv")
        exported(members, {2: "remove"})
        stream.write(b"later")
        other.commit()
    assert (out / "members-removed.csv").read_bytes() == b"later"


def test_a_full_disk_leaves_what_was_there(members: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exported(members, {2: "remove"})
    before = files_in(members.parent / "out")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    refused("disk_full", lambda: exported(members, {3: "remove"}))
    assert files_in(members.parent / "out") == before


@pytest.mark.skipif(os.name == "nt", reason="no limit on file size there")
def test_a_disk_that_fills_up_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    import resource

    rows = "".join(f"user{i}@example.com,{'x' * 80}\n" for i in range(3000))
    file = written(tmp_path / "list.csv", b"email,note\n" + rows.encode())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        refused("disk_full", lambda: exported(file, {2: "remove"}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not (tmp_path / "out").exists()


def test_a_place_that_is_no_folder_is_said(members: Path, tmp_path: Path) -> None:
    place = written(tmp_path / "place", b"")
    refused("output_not_writable", lambda: exported(members, {}, place))
    refused("output_not_writable", lambda: exported(members, {}, place / "inside"))
    assert place.read_bytes() == b""


def test_a_name_taken_by_a_folder_is_said_and_nothing_written(members: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "members-removed.csv").mkdir(parents=True)
    refused("output_in_use", lambda: exported(members, {}, out))
    assert [path.name for path in out.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("letters", [238, 246])
def test_a_name_too_long_for_the_disk_is_said(members: Path, letters: int) -> None:
    """With “-cleaned”, and with what hides it while it is written."""
    long = members.rename(members.with_name("n" * letters + ".csv"))
    refused("output_name_too_long", lambda: exported(long, {}, members.parent / "out"))
    assert not (members.parent / "out").exists()


def test_progress_counts_rows_up_to_all_and_those_of_the_log(members: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    exported(members, {2: "remove"}, progress=lambda *now: seen.append(now))
    written = [done for step, done, _ in seen if step == "writing"]
    assert written == sorted(written)
    assert [now for now in seen if now[0] != "writing"] == [("logging", 0, 1)]
    assert seen[-1] == ("writing", 5, 5)


def test_what_has_its_name_is_no_longer_stopped(members: Path, tmp_path: Path) -> None:
    """Stopped at any report, there is nothing; without a stop, all of it: never files that nobody knows of."""
    reports: list[str] = []
    exported(members, {2: "remove"}, tmp_path / "all", progress=lambda step, *_: reports.append(step))
    assert len(reports) > 2
    for place in range(len(reports)):
        left = [place]

        def stop(step: str, done: int, total: int | None = None, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            exported(members, {2: "remove"}, tmp_path / "out", progress=stop)
        assert not (tmp_path / "out").exists()


# --- other formats


def test_csv_as_workbook_keeps_text_as_text(members: Path) -> None:
    import openpyxl

    done = exported(members, {3: "remove"}, format="xlsx")
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(done.path("cleaned")).active.rows]
    assert rows[:3] == [
        ["email", "name", "phone"],
        ["ann@example.com", "Ann Lee", "0012345"],
        ["cara@example.org", 'Cara "C" Lim', "0049"],
    ]
    assert rows[3] == ["dan@example.com", "Dan\nFox", "+1"]


def test_formula_like_cells_of_a_csv_list_stay_and_are_counted(tmp_path: Path) -> None:
    kept = 'email,name,phone\nann@example.com,=1+1,+49 30\nbob@example.com,"@sum(A1)",-5\ncara@example.com,+cmd|x,-.5\n'
    text = f"{kept}d@example.com,=x,\n"
    file = written(tmp_path / "list.csv", text.encode())
    done = exported(file, {5: "remove"})
    assert done.content("cleaned").decode() == kept
    assert [(note.code, note.fields) for note in done.file("cleaned").notes] == [
        ("formula_like_cells", {"n": 3})
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_formula_like_cells_are_counted_in_any_encoding_and_place(tmp_path: Path, encoding: str) -> None:
    text = '=one,email,note 王伟\n=1,ann@example.com,"say ""=x"" 王"\n-1,bob@example.com,"=""x"""\n@b,cara@example.com,+'
    file = written(tmp_path / "list.csv", text.encode(encoding))
    reading = Reading("csv", "utf-16-le" if encoding == "utf-16" else encoding, ",", header_row=1)
    done = exported(file, {}, reading=reading)
    assert [(note.code, note.fields) for note in done.file("cleaned").notes] == [
        ("formula_like_cells", {"n": 5})
    ]


def test_formulas_without_results_are_said_where_their_cells_come_out_empty(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["email", "name"], ["ann@example.com", '="A"&"nn"'], ["bob@example.com", '="B"&"ob"']):
        book.active.append(row)
    book.create_sheet("Sums").append(["=1+1"])
    book.save(tmp_path / "list.xlsx")
    done = exported(tmp_path / "list.xlsx", {}, reading=Reading(sheet="Sheet"), format="csv")
    assert b"ann@example.com,\r\n" in done.content("cleaned")
    assert [(note.code, note.fields) for note in done.file("cleaned").notes] == [
        ("formulas_empty", {"n": 2, "file": "list.xlsx"})
    ]
    as_workbook = exported(tmp_path / "list.xlsx", {}, reading=Reading(sheet="Sheet"))
    assert as_workbook.file("cleaned").notes == ()  # its formulas are still there


def test_formulas_without_results_on_other_sheets_do_not_matter_to_a_csv(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["email", "name"], ["ann@example.com", "Ann"]):
        book.active.append(row)
    book.create_sheet("Sums").append(["=1+1"])
    book.save(tmp_path / "list.xlsx")
    done = exported(tmp_path / "list.xlsx", {}, reading=Reading(sheet="Sheet"), format="csv")
    assert done.file("cleaned").notes == ()


def test_a_json_list_comes_out_as_a_workbook_with_its_names(tmp_path: Path) -> None:
    import openpyxl

    people = [{"email": "ann@example.com", "phone": "001"}, {"email": "bob@example.com", "phone": "002"}]
    file = written(tmp_path / "list.json", json.dumps(people).encode())
    done = exported(file, {1: "remove"})
    assert done.path("cleaned").name == "list-cleaned.xlsx"
    for part, address in (("cleaned", "bob@example.com"), ("removed", "ann@example.com")):
        rows = list(openpyxl.load_workbook(done.path(part)).active.values)
        assert rows == [("email", "phone"), (address, people[part == "cleaned"]["phone"])]


def test_a_web_page_named_xls_comes_out_as_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    rows = "".join(f"<tr><td>{name}@example.com</td><td>00{n}</td></tr>" for n, name in enumerate("abc"))
    page = f"<html><table><tr><th>email</th><th>phone</th></tr>{rows}</table></html>"
    done = exported(written(tmp_path / "list.xls", page.encode()), {3: "remove"})
    rows_left = list(openpyxl.load_workbook(done.path("cleaned")).active.values)
    assert rows_left == [("email", "phone"), ("a@example.com", "000"), ("c@example.com", "002")]


def test_text_named_xls_stays_text_under_a_name_that_says_so(tmp_path: Path) -> None:
    done = exported(written(tmp_path / "list.xls", PEOPLE.encode()), {2: "remove"})
    assert done.path("cleaned").name == "list-cleaned.csv"
    assert b"bob@example.net" in done.content("cleaned")


def test_a_list_in_a_zip_archive_is_named_by_its_own_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("members.csv", PEOPLE)
    done = exported(tmp_path / "export.zip", {2: "remove"})
    assert done.path("removed").name == "members-removed.csv"
    assert done.content("removed").decode() == "email,name,phone\nann@example.com,Ann Lee,0012345\n"


def test_a_workbook_in_a_zip_archive_is_copied_too(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["email", "phone"], ["ann@example.com", "001"], ["bob@example.com", "002"]):
        book.active.append(row)
    book.save(tmp_path / "members.xlsx")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(tmp_path / "members.xlsx", "members.xlsx")
    done = exported(tmp_path / "export.zip", {2: "remove"})
    rows = list(openpyxl.load_workbook(done.path("cleaned")).active.values)
    assert rows == [("email", "phone"), ("bob@example.com", "002")]


def test_more_rows_than_a_workbook_holds_are_refused_with_the_way_out(
    members: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newbook, "MOST_ROWS", 3)
    refused("too_many_rows", lambda: exported(members, {}, format="xlsx"))
    assert not (members.parent / "out").exists()


def test_a_cell_longer_than_a_workbooks_may_be_is_cut_and_said(tmp_path: Path) -> None:
    file = written(tmp_path / "list.csv", f"email,note\nann@example.com,{'x' * 40_000}\n".encode())
    done = exported(file, {}, format="xlsx")
    assert [(note.code, note.fields) for note in done.file("cleaned").notes] == [("cells_cut", {"n": 1})]
