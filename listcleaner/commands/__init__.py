"""What each command does. Imported only when one runs: it brings pandas and the core with it."""

import argparse
from collections.abc import Callable

from listcleaner.commands.cleaning import clean, demo
from listcleaner.commands.comparing import compare_presets, rules
from listcleaner.commands.keeping import forget, ledger, protect
from listcleaner.commands.looking import classify, events, inspect
from listcleaner.commands.patterns import domains, health
from listcleaner.commands.remembering import history, undo
from listcleaner.core.wording import Wording

COMMANDS: dict[str, Callable[[argparse.Namespace, Wording], int]] = {
    "demo": demo,
    "inspect": inspect,
    "events": events,
    "classify": classify,
    "clean": clean,
    "compare-presets": compare_presets,
    "rules": rules,
    "domains": domains,
    "health": health,
    "history": history,
    "undo": undo,
    "protect": protect,
    "forget": forget,
    "ledger": ledger,
}
