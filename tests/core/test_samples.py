"""The samples keep their strikes however much later somebody tries them."""

from datetime import datetime
from pathlib import Path

from listcleaner.core import samples
from listcleaner.core.session import Source

LATER = datetime(2031, 1, 1)


def test_the_samples_are_judged_on_the_day_they_were_written_for() -> None:
    assert samples.moment(samples.session(), LATER) == samples.WRITTEN


def test_a_session_with_any_other_file_is_judged_by_the_clock() -> None:
    own = samples.session().adding(Source(Path("members.csv"), "list"))
    assert samples.moment(own, LATER) == LATER
    assert samples.moment(type(own)(), LATER) == LATER
