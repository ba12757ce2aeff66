"""Addresses of jobs, throw-away domains and free providers: lists that must not accuse anybody."""

from importlib import metadata

import pytest

from listcleaner import resources
from listcleaner.core.addresses.kinds import disposable_domains, free_providers, is_disposable, role_names
from tests.renew_disposable_domains import LIST, PACKAGE, content

EXISTING = resources.path("data/free_providers.txt").read_text(encoding="utf-8").splitlines()


def test_role_names_are_whole_local_parts_in_lower_case_each_once_a_language() -> None:
    for names in resources.toml("data/role_names.toml")["names"].values():
        assert len(names) == len(set(names))
        assert all(name == name.casefold().strip() and "@" not in name for name in names)
    assert {"info", "postmaster", "客服", "buero", "kefu", "고객센터", "salg", "bilgi"} <= role_names()


@pytest.mark.parametrize(
    "name", ["ann", "mark", "grace", "rose", "will", "max", "wang", "li", "yan", "may", "sun", "olga", "ingo"]
)
def test_no_first_or_family_name_is_a_job(name: str) -> None:
    assert name not in role_names()


@pytest.mark.parametrize("domain", sorted(free_providers() | {"example.com", "com", ""}))
def test_domains_people_really_use_are_not_disposable(domain: str) -> None:
    assert not is_disposable(domain)


def test_a_forwarding_service_for_private_addresses_is_none_of_an_hour() -> None:
    relays = (
        "duck.com",
        "mozmail.com",
        "privaterelay.appleid.com",
        "simplelogin.com",
        "anonaddy.com",
        "passmail.net",
    )
    assert [domain for domain in relays if is_disposable(domain)] == []


def test_disposable_domains_are_plain_domains() -> None:
    domains = disposable_domains()
    assert len(domains) > 5000
    assert all(
        domain == domain.lower().strip(".") and "." in domain and " " not in domain for domain in domains
    )
    assert is_disposable("mailinator.com")
    assert is_disposable("eu.mailinator.com")


def test_the_list_of_disposable_domains_is_the_packages_unchanged() -> None:
    """To renew it, raise the version in pyproject.toml and run ``python -m tests.renew_disposable_domains``."""
    assert metadata.version(PACKAGE) in LIST.read_text(encoding="utf-8").splitlines()[0]
    assert LIST.read_text(encoding="utf-8") == content()


def test_free_providers_stand_there_once_each() -> None:
    lines = [line for line in EXISTING if not line.startswith("#")]
    assert len(lines) == len(set(lines)) > 300
    assert set(resources.toml("data/common_domains.toml")["common"]) <= free_providers()
