"""Moments as the judgement counts with them: int64 µs since 1970 (UTC)."""

from datetime import datetime

import numpy as np
import pandas as pd

NEVER = np.iinfo(np.int64).min  # a time that is not known, as NaT is stored
DAY = 86_400_000_000


def micros(moment: datetime) -> int:
    """A moment (naive, UTC)."""
    return int(np.datetime64(moment, "us").astype(np.int64))


def all_micros(times: pd.Series | np.ndarray) -> np.ndarray:
    """Many of them; NEVER for NaT."""
    return np.asarray(times, dtype="datetime64[us]").astype(np.int64)
