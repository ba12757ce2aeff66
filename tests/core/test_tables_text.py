"""Reading delimited text: encodings, delimiters, headers, and the traps real exports set."""

from itertools import pairwise
from pathlib import Path

import pytest

from listcleaner.core.errors import Cancelled, UserError
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.table import Reading, Table

CODECS = {"big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949", "koi8_r": "koi8_u"}


@pytest.fixture
def table(tmp_path):
    """Reads a text (encoded as told) or bytes as a table."""

    def read(
        content: str | bytes, written: str = "utf-8", name: str = "list.csv", **reading: object
    ) -> Table:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(written))
        return read_table(path, Reading(**reading))

    return read


def cells(table: Table) -> list[list[str]]:
    return table.cells.to_numpy().tolist()


LISTS = {
    "simplified Chinese": (
        ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030"],
        "邮箱,姓名,公司\nwang@example.com,王伟,北京科技\nli@example.com,李娜,上海贸易\nliu@example.com,刘婷,\n",
    ),
    "Chinese names only": (
        ["gb18030"],
        "email,name\na@example.com,王芳\nb@example.com,张三\nc@example.com,孙琪\n",
    ),
    "one Chinese name": (["gb18030"], "email,name\na@example.com,王芳\n"),
    "rare Chinese names": (
        ["gb18030"],
        "email,name\na@example.com,龚玥\nb@example.com,闫珺\nc@example.com,阎喆\nd@example.com,翟昊\ne@example.com,俞鑫\n",
    ),
    "Chinese reasons": (
        ["gb18030"],
        "地址,退信原因\na@example.com,用户不存在，已拒收。\nb@example.com,邮箱已满（临时）\n",
    ),
    "traditional Chinese": (
        ["big5"],
        "電子郵件,姓名\nlin@example.com,林志玲\nchen@example.com,陳怡君\nhuang@example.com,黃淑芬\n",
    ),
    "Taiwanese names only": (
        ["big5"],
        "email,name\na@example.com,陳美玲\nb@example.com,許瑋甯\nc@example.com,謝欣穎\n",
    ),
    "Taiwanese companies": (["big5"], "公司,email\n臺灣積體電路,a@example.com\n台北市政府,b@example.com\n"),
    "Japanese": (
        ["shift_jis"],
        "メールアドレス,氏名\ntanaka@example.com,田中太郎\nsato@example.com,佐藤花子\n",
    ),
    "Japanese in kanji only": (["shift_jis"], "email,name\na@example.com,田中太郎\nb@example.com,渡辺直美\n"),
    "Japanese with half-width kana": (
        ["shift_jis"],
        "email,氏名,フリガナ\na@example.com,田中太郎,ﾀﾅｶ ﾀﾛｳ\nb@example.com,佐藤花子,ｻﾄｳ ﾊﾅｺ\n",
    ),
    "German": (
        ["cp1252"],
        "E-Mail;Name;Straße\na@example.com;Jürgen Müller;Hauptstraße 1\nb@example.com;Käthe Groß;\n",
    ),
    "one umlaut": (["cp1252"], "name;email\nJörg;a@example.com\n"),
    "French": (["cp1252"], "Adresse e-mail;Prénom\na@example.com;Hélène\nb@example.com;François\n"),
    "French in capitals": (["cp1252"], "NOM;EMAIL\nLEFÈVRE;a@example.com\nGAGNÉ;b@example.com\n"),
    "Spanish": (
        ["cp1252"],
        "Correo electrónico;Nombre\na@example.com;José Ñíguez\nb@example.com;María Peña\n",
    ),
    "prices and quotes": (["cp1252"], "email,price\na@example.com,€5\nb@example.com,£7 – “ok”\n"),
    "Portuguese": (["cp1252"], "E-mail;Nome\na@example.com;João Conceição\nb@example.com;Ângela Simões\n"),
    "Danish": (["cp1252"], "E-mail;Navn\na@example.com;Søren Ødegård\nb@example.com;Åse Kjær\n"),
    "Irish": (["cp1252"], "name,email\nMáire Ó Briain,a@example.com\nSeán Ó Súilleabháin,b@example.com\n"),
    "Icelandic": (
        ["cp1252"],
        "nafn;email\nGuðrún Jónsdóttir;a@example.com\nSigurður Þórsson;b@example.com\n",
    ),
    "Polish": (
        ["cp1250"],
        "Adres e-mail;Imię i nazwisko\na@example.com;Łukasz Wiśniewski\nb@example.com;Małgorzata Dąbrowska\n",
    ),
    "Polish in capitals": (["cp1250"], "EMAIL;NAZWISKO\na@example.com;ŻÓŁTOWSKA\nb@example.com;WÓJCIK\n"),
    "Czech": (["cp1250"], "e-mail;jméno\na@example.com;Jiří Dvořák\nb@example.com;Kateřina Němcová\n"),
    "Slovak": (["cp1250"], "e-mail;meno\na@example.com;Ľubomír Kováč\nb@example.com;Žofia Ďurišová\n"),
    "Hungarian": (
        ["cp1250"],
        "E-mail cím;Név\na@example.com;Győri Erzsébet\nb@example.com;Szűcs Gergő\nc@example.com;Hegedűs Ernő\n",
    ),
    "Croatian": (["cp1250"], "e-pošta;ime\na@example.com;Ivana Kovačević\nb@example.com;Đuro Marić\n"),
    "Romanian": (["cp1250"], "email;nume\na@example.com;Ştefan Ioniţă\nb@example.com;Mădălina Băsescu\n"),
    "Turkish": (["cp1254"], "e-posta;ad soyad\na@example.com;Ayşe Yılmaz\nb@example.com;Çağla Gökoğlu\n"),
    "Lithuanian": (
        ["cp1257"],
        "paštas;vardas\na@example.com;Šarūnas Žukauskas\nb@example.com;Rūta Petrauskienė\n",
    ),
    "Latvian": (["cp1257"], "e-pasts;vārds\na@example.com;Jānis Bērziņš\nb@example.com;Kristīne Kalniņa\n"),
    "Greek": (["cp1253"], "email;όνομα\na@example.com;Γεώργιος Παπαδόπουλος\nb@example.com;Ελένη Δήμου\n"),
    "Greek in capitals": (["cp1253"], "EMAIL;ΟΝΟΜΑ\na@example.com;ΝΙΚΟΣ ΠΑΠΠΑΣ\nb@example.com;ΜΑΡΙΑ ΔΗΜΟΥ\n"),
    "Russian": (
        ["cp1251", "koi8_r"],
        "Адрес;Имя\na@example.com;Иван Петров\nb@example.com;Мария Сидорова\n",
    ),
    "Russian, one name": (["cp1251", "koi8_r"], "email;name\na@example.com;Екатерина Смирнова\n"),
    "Ukrainian": (
        ["cp1251", "koi8_r"],
        "Пошта;Прізвище\na@example.com;Олена Коваль\nb@example.com;Юрій Шевченко\n",
    ),
    "Bulgarian": (["cp1251"], "Имейл;Име\na@example.com;Георги Димитров\nb@example.com;Мария Иванова\n"),
    "Hebrew": (["cp1255"], "אימייל;שם\na@example.com;משה לוי\nb@example.com;רחל אברהם\n"),
    "Arabic": (["cp1256"], "البريد;الاسم\na@example.com;محمد الأنصاري\nb@example.com;فاطمة البغدادي\n"),
    "Thai": (["cp874"], "อีเมล;ชื่อ\na@example.com;สมชาย ใจดี\nb@example.com;พรรณี แท่นทอง\n"),
    "Korean": (["euc_kr"], "이메일,이름\na@example.com,김철수\nb@example.com,이영희\nc@example.com,박지성\n"),
    "one Korean name": (["euc_kr"], "email,name\na@example.com,김영희\n"),
    "Korean beside Latin": (["euc_kr"], "email,회사\na@example.com,LG전자\nb@example.com,KT&G 영업부\n"),
    "Chinese beside Latin": (
        ["gb18030"],
        "email,公司\na@example.com,IBM中国有限公司\nb@example.com,KTV包厢A座\n",
    ),
}


@pytest.mark.parametrize("times", [1, 300], ids=["short", "long"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(text, encoding, id=f"{name} in {encoding}")
        for name, (all_, text) in LISTS.items()
        for encoding in all_
    ],
)
def test_the_encoding_is_found_in_lists_of_any_length(table, text, encoding, times):
    header, *rows = text.splitlines(keepends=True)
    content = (header + "".join(rows) * times).encode(CODECS.get(encoding, encoding))
    if encoding == "utf-8-sig":
        assert content.startswith(b"\xef\xbb\xbf")
    found = table(content)
    assert found.reading.encoding == encoding
    delimiter = found.reading.delimiter
    assert list(found.header) == header.rstrip("\n").split(delimiter)
    assert cells(found)[-1] == rows[-1].rstrip("\n").split(delimiter)


def test_unicode_text_of_excel_is_tabs_in_utf16_with_a_mark(table):
    found = table(b"\xff\xfe" + "email\tname\r\na@example.com\t王\r\n".encode("utf-16-le"), name="list.txt")
    assert (found.reading.encoding, found.reading.delimiter) == ("utf-16-le", "\t")
    assert (found.header, cells(found)) == (("email", "name"), [["a@example.com", "王"]])


def test_a_mark_is_no_part_of_the_first_header(table):
    assert table('\ufeff"Email Address",Name\na@example.com,Ann\n').header == ("Email Address", "Name")


def test_an_encoding_the_person_names_is_used(table):
    assert table("email,name\na@example.com,é\n", "cp1252", encoding="cp1252").cells.iloc[0, 1] == "é"
    with pytest.raises(UserError) as error:
        table("email\n", encoding="utf-9")
    assert error.value.code == "encoding_unknown"


def test_broken_bytes_in_one_row_leave_the_file_what_it_is_and_are_reported(table):
    good = "".join(f"u{n}@example.com,Zoë\n" for n in range(30)).encode()
    found = table(b"email,name\n" + good + b"bad@example.com,Zo\xeb\n" + good)
    assert found.reading.encoding == "utf-8"
    assert found.unreadable == (32,)
    assert cells(found)[30] == ["bad@example.com", "Zo\ufffd"]
    assert [note.code for note in found.notes] == ["text_garbled"]
    assert len(found.cells) == 61


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(table, delimiter):
    text = "\n".join(
        delimiter.join(row)
        for row in [["email", "name", "x"], ["a@example.com", "Ann", "1"], ["b@example.com", "", "2"]]
    )
    found = table(text)
    assert found.reading.delimiter == delimiter
    assert cells(found) == [["a@example.com", "Ann", "1"], ["b@example.com", "", "2"]]


def test_decimal_commas_do_not_hide_semicolons(table):
    found = table("points;email\n1,5;a@example.com\n2,5;b@example.com\n3,0;c@example.com\n")
    assert cells(found)[0] == ["1,5", "a@example.com"]


def test_a_file_of_one_column_is_not_split(table):
    found = table("email\nann@example.com\nbob@example.com\n")
    assert (found.header, cells(found)) == (("email",), [["ann@example.com"], ["bob@example.com"]])


def test_several_addresses_in_some_cells_of_one_column_do_not_split_it(table):
    found = table(
        "email\nann@example.com\nbob@example.com; bo@example.com\ncy@example.com\ndee@example.com\n"
    )
    assert found.cells.shape == (4, 1)


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_sep_line_names_the_delimiter_and_is_no_row(table, line):
    found = table(f"{line}\r\nemail;note\r\na@example.com;1,2,3\r\n")
    assert (found.reading.delimiter, found.header, found.numbers.tolist()) == (";", ("email", "note"), [2])
    assert cells(found) == [["a@example.com", "1,2,3"]]


def test_a_delimiter_the_person_names_is_used(table):
    assert table("email:name\na@example.com:Ann\n", delimiter=":").header == ("email", "name")
    with pytest.raises(UserError) as error:
        table("email\n", delimiter="::")
    assert error.value.code == "delimiter_wrong"


HEADERS = {
    "plain": ("email,name\na@example.com,Ann\n", 1, ("email", "name")),
    "title above": ("Export of 2026-01-05,\n,\nemail,name\na@example.com,Ann\n", 3, ("email", "name")),
    "title that mentions an address": (
        "Made by office@example.com,,\nMail,Name,City\na@example.com,Ann,Rome\n",
        2,
        ("Mail", "Name", "City"),
    ),
    "titles above one column": ("My newsletter\nemail\na@example.com\nb@example.com\n", 2, ("email",)),
    "no header": ("a@example.com,Ann\nb@example.com,Bob\n", 0, ("", "")),
    "no header, first address broken": (
        "ann.example.com,Ann\nb@example.com,Bob\nc@example.com,Cy\n",
        0,
        ("", ""),
    ),
    "no header, first address missing": (",Ann\nb@example.com,Bob\nc@example.com,Cy\n", 0, ("", "")),
    "first addresses broken": (
        "email,name\nann.example.com,Ann\nn/a,Al\nb@example.com,Bob\n",
        1,
        ("email", "name"),
    ),
    "words of no known language": ("tölva,nafn\na@example.com,Ann\n", 1, ("tölva", "nafn")),
    "blank lines above": ("\n\nemail,name\na@example.com,Ann\n", 3, ("email", "name")),
    "no address anywhere": ("SubscriberKey,SMTPCode\n1001,550\n1002,421\n", 1, ("SubscriberKey", "SMTPCode")),
    "header only": ("email,name\n", 1, ("email", "name")),
}


@pytest.mark.parametrize(("text", "row", "names"), HEADERS.values(), ids=HEADERS)
def test_the_header_is_found(table, text, row, names):
    found = table(text)
    assert (found.reading.header_row, found.header) == (row, names)


def test_a_header_row_the_person_names_is_used(table):
    text = "email,name\na@example.com,Ann\nb@example.com,Bob\n"
    assert table(text, header_row=0).numbers.tolist() == [1, 2, 3]
    assert table(text, header_row=2).header == ("a@example.com", "Ann")
    with pytest.raises(UserError) as error:
        table(text, header_row=9)
    assert (error.value.code, error.value.fields["row"]) == ("header_missing", 9)


def test_a_trailing_delimiter_on_data_rows_only_shifts_nothing(table):
    found = table("email,id\na@example.com,1,\nb@example.com,2,\n")
    assert (found.header, cells(found), found.unreadable) == (
        ("email", "id"),
        [["a@example.com", "1"], ["b@example.com", "2"]],
        (),
    )


def test_equal_headers_stay_as_they_are(table):
    assert table("email,reason,reason\na@example.com,x,\n").header == ("email", "reason", "reason")


@pytest.mark.parametrize(
    "name", ["NA", "None", "null", "NaN", "n/a", "-", "TRUE", "123e45", "007", "550", "1.0", "+49 30"]
)
def test_cells_stay_the_text_they_are(table, name):
    found = table(f"email,name\na@example.com,{name}\nb@example.com,\n")
    assert cells(found) == [["a@example.com", name], ["b@example.com", ""]]


def test_hidden_and_full_width_characters_stay(table):
    odd = "\u200ba＠example.com\xa0"
    assert table(f"email,name\n{odd},\u3000王\n").cells.iloc[0].tolist() == [odd, "\u3000王"]


def test_quoted_line_ends_and_doubled_quotes_belong_to_the_cell(table):
    found = table('email,reason,n\na@example.com,"550 5.1.1\r\nno ""such"" user",1\nb@example.com,"x, y",2\n')
    assert cells(found) == [
        ["a@example.com", '550 5.1.1\r\nno "such" user', "1"],
        ["b@example.com", "x, y", "2"],
    ]
    assert found.numbers.tolist() == [2, 3]


def test_short_rows_are_padded_and_long_ones_kept_and_reported(table):
    found = table("email,name,city\na@example.com\nb@example.com,Bob,Rome,Italy\nc@example.com,Cy,Oslo,,\n")
    assert cells(found) == [
        ["a@example.com", "", ""],
        ["b@example.com", "Bob", "Rome"],
        ["c@example.com", "Cy", "Oslo"],
    ]
    assert found.unreadable == (3,)
    assert [(note.code, note.rows) for note in found.notes] == [("row_too_long", (3,))]


def test_a_column_most_rows_have_but_the_header_lacks_is_a_column(table):
    found = table("email,name\na@example.com,Ann,Rome\nb@example.com,Bob,Oslo\nc@example.com,Cy,\n")
    assert (found.header, found.unreadable) == (("email", "name", ""), ())


def test_blank_rows_are_no_rows_but_are_counted(table):
    found = table("email,name\n\na@example.com,Ann\n,\n  , \nb@example.com,Bob\n\n\n")
    assert found.numbers.tolist() == [3, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not ended"])
def test_line_ends_of_all_systems(table, end, last):
    text = end.join(["email,name", "a@example.com,Ann", "b@example.com,Bob"]) + (end if last else "")
    assert cells(table(text)) == [["a@example.com", "Ann"], ["b@example.com", "Bob"]]


def test_nul_bytes_do_not_end_a_file(table):
    rows = "".join(f"u{n}@example.com,name {n}\n" for n in range(20))
    assert len(table("email,name\na@example.com,A\0nn\n" + rows).cells) == 21


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('bad@example.com,"Ann', '"Ann'),
        ('bad@example.com,"Ann "the boss" Lee"', 'Ann "the boss" Lee'),
        (r'bad@example.com,"Ann \"Lee\", jr"', 'Ann "Lee", jr'),
        ('"bad@example.com","Ann', '"Ann'),
        ('bad@example.com,5" disk', '5" disk'),
    ],
)
@pytest.mark.parametrize("others", ["plain", "quoted"])
def test_a_broken_quote_spoils_no_other_row(table, line, name, others):
    mark = '"' if others == "quoted" else ""
    rows = [f"{mark}u{n}@example.com{mark},{mark}User {n}{mark}" for n in range(3000)]
    found = table("\n".join(["email,name", *rows[:1500], line, *rows[1500:]]) + "\n")
    assert len(found.cells) == 3001
    assert found.cells.iloc[1500].tolist() == ["bad@example.com", name]
    assert found.numbers.tolist() == list(range(2, 3003))
    well_formed = line.endswith("disk")  # a quote inside a cell that is not quoted is a character
    assert [note.code for note in found.notes] == ([] if well_formed else ["quote_mended"])


def test_two_lost_quotes_do_not_join_the_rows_between_them(table):
    found = table('email,name\na@example.com,"\nb@example.com,Bob\nc@example.com,"\nd@example.com,Dan\n')
    assert found.cells[0].tolist() == ["a@example.com", "b@example.com", "c@example.com", "d@example.com"]
    assert [(note.code, note.rows) for note in found.notes] == [("quote_mended", (2, 4))]


def test_progress_is_told_and_may_cancel(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("email,name\n" + "".join(f"user{n}@example.com,Name {n % 7}\n" for n in range(120_000)))
    steps: list[tuple[int, int | None]] = []
    found = read_table(path, progress=lambda step, done, total=None: steps.append((done, total)))
    assert len(found.cells) == 120_000
    assert steps[-1] == (120_001, 120_001)
    dones = [0, *(done for done, _ in steps)]
    assert max(b - a for a, b in pairwise(dones)) <= 50_000

    def cancel(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_table(path, progress=cancel)


def test_reading_a_table_again_as_it_was_read_gives_the_same(table, tmp_path):
    first = table("Title\n\nE-Mail;Näme\na@example.com;Jörg\n", "cp1252")
    again = read_table(Path(first.path), first.reading)
    assert again.reading == first.reading
    assert (again.header, cells(again), again.numbers.tolist()) == (
        first.header,
        cells(first),
        first.numbers.tolist(),
    )


def test_a_line_of_far_more_cells_than_a_spreadsheet_has_is_refused_at_once(table) -> None:
    with pytest.raises(UserError) as refused:
        table(",".join(["a@example.com"] * 20_000) + "\n")
    assert refused.value.code == "too_many_columns"
