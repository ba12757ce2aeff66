"""Rules: one declaration, and a file a person can write by hand."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcleaner.core.errors import UserError
from listcleaner.core.rules.declared import (
    BIT,
    GENERAL,
    RULES,
    Option,
    Param,
    Rules,
    Setting,
    default_rules,
    striking,
)
from listcleaner.core.rules.file import load_rules
from listcleaner.core.rules.template import dump_rules
from listcleaner.core.wording import LANGUAGES, Wording
from tests.core.judgement import setting


@pytest.fixture
def load(tmp_path):
    def load(text, encoding="utf-8"):
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding=encoding)
        return load_rules(path)

    return load


def test_the_defaults_are_those_of_the_design():
    rules = default_rules()
    on = {rule.id: rules[rule.id].action for rule in RULES if rules[rule.id].on}
    assert on == {
        "complained": "remove",
        "unsubscribed": "remove",
        "hard": "remove",
        "came_back": "remove",
        "invalid": "remove",
        "soft": "suspend",
        "duplicate": "remove",
        "blocked": "review",
        "unknown": "review",
    }
    assert (rules["soft"].param("limit"), rules["soft"].param("pause_days")) == (3, 30)
    assert (rules.brake_percent, rules.brake_engaged_percent, rules.strike_months) == (25, 5, 12)
    assert rules.absence_resets


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_declaration_is_within_its_own_bounds(rule):
    assert rule.action in rule.actions
    assert BIT[rule.id] == 1 << RULES.index(rule)
    assert all(param.least <= param.default <= param.most for param in rule.params)


def test_an_empty_file_means_the_defaults(load):
    assert load("") == default_rules()


def test_what_a_file_does_not_mention_stays_as_it_is(load):
    assert load("[soft]\nlimit = 5\n") == setting(default_rules(), "soft", limit=5)


def test_a_file_saved_by_windows_notepad_is_read(load):
    assert load("[soft]\r\nlimit = 5\r\n", "utf-8-sig")["soft"].param("limit") == 5


def values(declared):
    if isinstance(declared, Param):
        return st.integers(declared.least, declared.most)
    return st.sampled_from(declared.values) if isinstance(declared, Option) else st.booleans()


def limits(bounds):
    """Limits of some reasons, in the order of the reasons."""
    some = st.dictionaries(st.sampled_from(striking()), values(bounds), max_size=3)
    return some.map(lambda chosen: tuple((name, chosen[name]) for name in striking() if name in chosen))


general = st.fixed_dictionaries({one.name: values(one) for one in GENERAL})
choices = st.tuples(
    *(
        st.tuples(
            st.just(rule.id),
            st.builds(
                Setting,
                st.booleans(),
                st.sampled_from(rule.actions),
                st.tuples(*(st.tuples(st.just(p.name), values(p)) for p in rule.params)),
                limits(rule.limits) if rule.limits else st.just(()),
            ),
        )
        for rule in RULES
    )
)


@given(st.builds(lambda settings, general: Rules(settings, **general), choices, general))
@settings(deadline=None, max_examples=50)
def test_rules_saved_and_loaded_are_the_same(tmp_path_factory, rules):
    path = tmp_path_factory.mktemp("rules") / "rules.toml"
    for language in LANGUAGES:
        path.write_text(dump_rules(rules, Wording(language)), encoding="utf-8")
        assert load_rules(path) == rules


def test_a_saved_file_tells_what_may_stand_there():
    text = dump_rules(default_rules(), Wording("en"))
    assert "limit = 3  # times, 1 to 20: from so many soft bounces in a row on" in text
    assert "# mailbox_full = 3  # times, 0 to 20: Mailbox is full" in text
    assert 'action = "suspend"  # suspend, remove, review' in text
    assert set(tomllib.loads(text)) > {rule.id for rule in RULES}


@pytest.mark.parametrize(
    ("text", "line", "key", "nearest"),
    [
        ("[soft]\nlimt = 3", 2, "soft.limt", "soft.limit"),
        ("\n\n[sofd]\nlimit = 3", 3, "sofd", "soft"),
        ("absence_reset = true", 1, "absence_reset", "absence_resets"),
        ("[hard]\non = true\n[soft]\non = true\nlimit = 99", 5, "soft.limit = 99", "soft.limit = 20"),
        ("[soft]\nlimit = 0", 2, "soft.limit = 0", "soft.limit = 1"),
        ('[soft]\nlimit = "4"', 2, 'soft.limit = "4"', "soft.limit = 4"),
        ('[soft]\nlimit = "four"', 2, 'soft.limit = "four"', "soft.limit = 3"),
        ("[soft]\nlimit = true", 2, "soft.limit = true", "soft.limit = 3"),
        ("[soft]\nlimit = nan", 2, "soft.limit = nan", "soft.limit = 3"),
        ("[soft]\nlimit = 2.6", 2, "soft.limit = 2.6", "soft.limit = 3"),
        ('[hard]\naction = "delete"', 2, 'hard.action = "delete"', 'hard.action = "remove"'),
        ('[hard]\naction = "reveiw"', 2, 'hard.action = "reveiw"', 'hard.action = "review"'),
        ('[hard]\non = "no"', 2, 'hard.on = "no"', "hard.on = false"),
        ("soft = 3", 1, "soft = 3", "[soft]"),
        ("# a remark\nsoft.limit = 99", 2, "soft.limit = 99", "soft.limit = 20"),
        ("soft = { limit = 99 }", 1, "soft.limit = 99", "soft.limit = 20"),
        ("[ 'soft' ] # words\n limit= 99", 2, "soft.limit = 99", "soft.limit = 20"),
        ("max_removal = 10", 1, "max_removal", "brake_percent"),
        ('[hard]\naction = "spare"', 2, 'hard.action = "spare"', 'hard.action = "remove"'),
        ("brake_percent = 101", 1, "brake_percent = 101", "brake_percent = 100"),
        ('resets = "delivery"', 1, 'resets = "delivery"', 'resets = "delivered"'),
        ("strike_per = 1", 1, "strike_per = 1", 'strike_per = "send"'),
        ("[soft.limit]\nmailbox_full = 5", 1, "soft.limit = \"{'mailbox_full': 5}\"", "soft.limit = 3"),
        ("[soft.limits]\nmailbox_ful = 5", 2, "soft.limits.mailbox_ful", "soft.limits.mailbox_full"),
        (
            "[soft.limits]\nmailbox_full = 21",
            2,
            "soft.limits.mailbox_full = 21",
            "soft.limits.mailbox_full = 20",
        ),
        ("[soft]\nlimits.greylisted = -1", 2, "soft.limits.greylisted = -1", "soft.limits.greylisted = 0"),
        (
            "[soft]\nlimits = { greylisted = 'no' }",
            2,
            'soft.limits.greylisted = "no"',
            "soft.limits.greylisted = 3",
        ),
        ("[soft]\nlimits = 5", 2, "soft.limits = 5", "[soft.limits]"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(load, text, line, key, nearest):
    with pytest.raises(UserError) as error:
        load(text)
    assert error.value.code == "rules_invalid"
    fields = error.value.fields
    assert (fields["line"], fields["key"], fields["nearest"]) == (line, key, nearest)


@pytest.mark.parametrize(
    ("text", "line", "key", "known"),
    [
        ("on = true\nxyz = 1", 1, "on", "absence_resets"),
        ("[soft]\nmax_removal = 3", 2, "soft.max_removal", "limit"),
        ("[hard.limits]\nmailbox_full = 5", 1, "hard.limits", "strikes"),
        ("[soft.limits]\nspam_content = 3", 2, "soft.limits.spam_content", "mailbox_full"),
    ],
)
def test_a_key_like_no_other_is_answered_with_what_there_is(load, text, line, key, known):
    with pytest.raises(UserError) as error:
        load(text)
    assert error.value.code == "rules_unknown"
    assert (error.value.fields["line"], error.value.fields["key"]) == (line, key)
    assert known in error.value.fields["known"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("[soft]\nlimit = ", 2), ("[soft\n", 1), ("a = 1\n\na = 2\n", 3), ("a = " + "[" * 5000, 1)],
)
def test_a_file_that_is_no_toml_is_named_with_its_line(load, text, line):
    with pytest.raises(UserError) as error:
        load(text)
    assert (error.value.code, error.value.fields["line"]) == ("rules_unreadable", line)


def test_a_file_in_another_encoding_is_named_with_its_line(load):
    with pytest.raises(UserError) as error:
        load("[soft]\n# größer", "latin-1")
    assert (error.value.code, error.value.fields["line"]) == ("rules_unreadable", 2)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path, code in ((tmp_path / "none.toml", "file_missing"), (tmp_path, "file_is_folder")):
        with pytest.raises(UserError) as error:
            load_rules(path)
        assert error.value.code == code
