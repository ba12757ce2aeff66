"""Every service's files are read as the samples beside them say."""

import json
from pathlib import Path

import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.formats.profile import (
    GENERIC,
    fold_header,
    generic,
    profiles,
    read_profiles,
    whole_values,
)

SAMPLES = Path(__file__).parents[1] / "data" / "bounces"
EXPECTED = ".expected.jsonl"
FILES = sorted(path for path in SAMPLES.glob("*/*") if not path.name.endswith(EXPECTED))
IDS = {profile.id: profile for profile in profiles()}


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def expected(path: Path) -> list[dict[str, object]]:
    lines = path.with_name(path.name + EXPECTED).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def events(path: Path) -> list[dict[str, object]]:
    (file,) = load_bounces(path)
    table = file.events.assign(at=file.events["at"].map(lambda at: None if at != at else at.isoformat()))
    columns = ["row", "address", "class", "reason", "echo", "status", "reply", "at", "zone", "campaign"]
    return [
        {name: None if value != value else value for name, value in row.items()}
        for row in table[columns].to_dict("records")
    ]


def test_every_profile_has_a_sample():
    assert set(IDS) | {GENERIC} == {path.parent.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_sample_has_an_expectation(path):
    assert path.with_name(path.name + EXPECTED).is_file()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob(f"*/*{EXPECTED}")), ids=named)
def test_every_expectation_has_a_sample(path):
    assert path.with_name(path.name.removesuffix(EXPECTED)).is_file()


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name in IDS], ids=named)
def test_the_service_is_named(path):
    found = inspect(path)
    assert (found.source, found.kind) == (path.parent.name, IDS[path.parent.name].kind)


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == GENERIC], ids=named)
def test_files_of_unknown_services_are_known_as_bounces_by_their_words(path):
    found = inspect(path)
    assert (found.source, found.kind) == (None, "events")


@pytest.mark.parametrize("path", FILES, ids=named)
def test_the_events_are_the_expected_ones(path):
    kind = IDS.get(path.parent.name, generic()).kind
    if kind != "events":
        assert expected(path) == []
        with pytest.raises(UserError) as error:
            load_bounces(path)
        assert error.value.code == ("is_a_list" if kind == "contacts" else "is_own_log")
    else:
        assert events(path) == expected(path)
        assert expected(path), "a sample without events proves nothing"


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.id)
def test_a_profile_can_be_recognised_and_finds_the_address(profile):
    assert profile.must
    assert "address" in profile.columns
    assert not profile.only_named or profile.name
    assert profile.kind != "events" or profile.values or profile.always or "text" in profile.columns


def test_no_generic_word_has_two_meanings():
    assert not set(generic().values) & set(whole_values())


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[x]\nmust = ['a']\ncolour = 1", "unknown keys"),
        ("[x]\nkind = 'bounces'", "no kind"),
        ("[x]\nalways = 'dead'", "no meaning"),
        ("[x]\nalways = 'hard because'", "unknown reason"),
        ("[x.columns]\nsubject = 'a'", "unknown roles"),
        ("[x.values]\nBad = 'hard invalid_mailbox invalid_domain'", "no meaning"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_name(tmp_path, table, message):
    path = tmp_path / "acme.toml"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"acme\.x.*{message}"):
        read_profiles(path)


@pytest.mark.parametrize(
    "header", ["\ufeffE-Mail", ' "e-mail" ', "Ｅ-Ｍａｉｌ", "E-\u200bMail", "e-mail\u00a0"]
)
def test_headers_are_compared_without_what_nobody_sees(header):
    assert fold_header(header) == "e-mail"
