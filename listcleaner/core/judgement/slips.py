"""Whether a domain that looks like a slip is one: not where people read what is sent there."""

import numpy as np
import pandas as pd

# "delivered" proves nothing: who sells slips of gmail.com takes all mail in.
ALIVE = ("engaged", "auto_reply")


def without_live(contacts: pd.DataFrame, people: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The contacts without suggestions for another domain where somebody at theirs opened, clicked, bought or answered.

    ``people``: PEOPLE_DTYPES. Where the cell was more than the address, that is suggested as it stands.
    """
    suggestion = contacts["suggestion"]
    usable = ((suggestion != "") & (contacts["problem"] == "")).to_numpy()
    rows = np.flatnonzero(usable)
    meant = _domains(suggestion.iloc[rows])
    rows = rows[meant != contacts["domain"].iloc[rows].to_numpy(object)]
    if not len(rows):
        return contacts
    domains = contacts["domain"].iloc[rows].to_numpy(object)
    rows = rows[np.isin(domains, list(_alive(set(domains), people, events)))]
    if not len(rows):
        return contacts
    bare = contacts["key"].iloc[rows].to_numpy(object)
    written = contacts["address"].iloc[rows].str.strip().str.lower().to_numpy(object)
    withdrawn = suggestion.to_numpy(dtype=object, copy=True)
    withdrawn[rows] = np.where(written == bare, "", bare)
    return contacts.assign(suggestion=pd.Categorical(withdrawn))


def _alive(domains: set[str], people: pd.DataFrame, events: pd.DataFrame) -> set[str]:
    """Those of some domains at which somebody did something."""
    reading = people["domain"][people["last_engaged"].notna()]
    answering = _domains(events["key"][events["class"].isin(ALIVE)])
    return domains & {*reading.unique(), *answering}


def _domains(addresses: pd.Series) -> np.ndarray:
    """What stands behind the @, lower case (object)."""
    return np.array([address.rpartition("@")[2].lower() for address in addresses.tolist()], dtype=object)
