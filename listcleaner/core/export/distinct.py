"""Sentences for many rows, each made once: rows about which the same is to be said are many."""

from collections.abc import Callable

import numpy as np
import pandas as pd


def sentences(facts: pd.DataFrame, sentence: Callable[..., str]) -> np.ndarray:
    """The sentence of each row of facts (object), made once for each distinct one."""
    combined = np.zeros(len(facts), dtype=np.int64)
    for name in facts:
        codes, values = pd.factorize(facts[name], use_na_sentinel=False)
        combined = pd.factorize(combined * max(1, len(values)) + codes)[0]
    first = np.unique(combined, return_index=True)[1]
    texts = [sentence(*row) for row in facts.iloc[first].itertuples(index=False, name=None)]
    made: np.ndarray = np.array([*texts, ""], dtype=object)[combined]
    return made
