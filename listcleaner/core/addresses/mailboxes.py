"""Which addresses are one mailbox at the services that promise it: a.nn+shop@googlemail.com is ann@gmail.com."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from listcleaner import resources


@dataclass(frozen=True)
class _Service:
    domain: str
    tag: str
    dots: bool

    def name_of(self, key: str) -> str:
        """The one spelling that stands for all of a mailbox; the key itself where nothing would be left of it."""
        local = key.rpartition("@")[0]
        local = local.partition(self.tag)[0]
        if self.dots:
            local = local.replace(".", "")
        return f"{local}@{self.domain}" if local else key


def mailboxes(keys: pd.Series, domains: pd.Series) -> np.ndarray:
    """For each address (its key and domain, as ``check`` has them) the number of its mailbox (int32, counted from 0).

    Addresses of a service nothing is known of (``resources/data/mailboxes.toml``) are a mailbox each.
    """
    services = _services()
    names = keys.to_numpy(dtype=object).copy()
    known = np.flatnonzero(domains.isin(list(services)).to_numpy())
    names[known] = [
        services[domain].name_of(key)
        for key, domain in zip(names[known], domains.iloc[known].astype("str"), strict=True)
    ]
    return pd.factorize(names)[0].astype(np.int32)


@cache
def _services() -> dict[str, _Service]:
    data = resources.toml("data/mailboxes.toml")
    found = {
        domain: _Service(entry["domains"][0], entry["tag"], entry.get("dots", False))
        for entry in data["service"]
        for domain in entry["domains"]
    }
    return found | {
        domain: _Service(domain, entry["tag"], False) for entry in data["each"] for domain in entry["domains"]
    }
