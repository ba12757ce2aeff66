"""What kind of address it is: of a job, of a throw-away service, of a free provider. Lists in ``resources/data/``."""

from functools import cache

import numpy as np

from listcleaner import resources


@cache
def role_names() -> frozenset[str]:
    """Local parts that name a job and not a person, in all languages (``role_names.toml``)."""
    languages = resources.toml("data/role_names.toml")["names"]
    return frozenset(name for names in languages.values() for name in names)


def are_roles(keys: np.ndarray) -> np.ndarray:
    """Which keys are addresses of a job. Few begin as a role does, and only those are taken apart: a third of the time."""
    roles = role_names()
    beginnings = {f"{role}@"[:3] for role in roles}
    return np.array([key[:3] in beginnings and key.partition("@")[0] in roles for key in keys], dtype=bool)


@cache
def disposable_domains() -> frozenset[str]:
    """Domains that hand out addresses for an hour (``disposable_domains.txt``)."""
    return _lines("data/disposable_domains.txt")


def is_disposable(domain: str) -> bool:
    """Whether a domain, or one it belongs to, is in the list; never a free provider, whatever the list says."""
    known = disposable_domains()
    while domain and not is_free_provider(domain):
        if domain in known:
            return True
        domain = domain.partition(".")[2]
    return False


@cache
def free_providers() -> frozenset[str]:
    """Domains anybody can have an address at (``free_providers.txt``)."""
    return _lines("data/free_providers.txt")


def is_free_provider(domain: str) -> bool:
    """Whether people with any name, firm or club have addresses there."""
    return domain in free_providers()


def _lines(name: str) -> frozenset[str]:
    lines = resources.path(name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
