"""The commands about people and the ledger itself: ``protect``, ``forget``, ``ledger``."""

import argparse

from listcleaner import userdata
from listcleaner.commands.computing import utc_now
from listcleaner.commands.remembering import existing, made
from listcleaner.commands.said import DONE, print_json
from listcleaner.core.errors import UserError
from listcleaner.core.export.staging import Staging
from listcleaner.core.ledger import put_back, write_book
from listcleaner.core.wording import Wording


def protect(options: argparse.Namespace, wording: Wording) -> int:
    """``protect ADDRESS [--undo]``: kept whatever the rules say, from now on or no more; without an address who is."""
    if options.address is None:
        return _say_protected(options, wording)
    said = "cli.protected"
    with made(options) as ledger:
        if not options.undo:
            ledger.protect(options.address, utc_now())
        elif ledger.unprotect(options.address):
            said = "cli.unprotected"
        else:
            raise UserError("not_protected", text=options.address)
    if options.json:
        print_json({"address": options.address, "protected": not options.undo})
    else:
        print(wording.text(said, text=options.address))
    return DONE


def _say_protected(options: argparse.Namespace, wording: Wording) -> int:
    with existing(options) as ledger:
        found = ledger.protected()
    for address, at in found:
        if options.json:
            print_json({"address": address, "protected": True, "at": f"{at.isoformat()}Z"})
        else:
            print(wording.pair(wording.date(at), address))
    if not found and not options.json:
        print(wording.text("cli.nobody_protected"))
    return DONE


def forget(options: argparse.Namespace, wording: Wording) -> int:
    """``forget ADDRESS``: erases a person at her request; should she come back in a list, she is not mailed."""
    with made(options) as ledger:
        forgotten = ledger.forget(options.address, utc_now())
    if options.json:
        files = [str(path) for path in forgotten.files]
        print_json({"events": forgotten.events, "decisions": forgotten.decisions, "files": files})
        return DONE
    print(wording.text("cli.forgotten", events=forgotten.events, decisions=forgotten.decisions))
    if forgotten.files:
        print(wording.text("cli.name_her"))
        for path in forgotten.files:
            print(path)
    return DONE


def ledger(options: argparse.Namespace, wording: Wording) -> int:
    """``ledger``: where it is and what is in it; a copy of it, one put back, all of it as a workbook."""
    place = options.ledger or userdata.ledger()
    if options.restore:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = put_back(options.restore, place, utc_now())
        if options.json:
            print_json({"ledger": str(place), "before": before and str(before)})
        else:
            print(wording.text("cli.put_back", file=options.restore))
            print(before or place)
        return DONE
    with existing(options) as open_ledger:
        if options.backup:
            open_ledger.backup(options.backup)
        elif options.export:
            if options.export.suffix.lower() != ".xlsx":
                raise UserError("no_workbook_name", file=options.export.name)
            with Staging(options.export.absolute().parent) as staging:
                write_book(open_ledger, staging.open(options.export.absolute()), wording)
                staging.commit()
        facts: dict[str, object] = {**open_ledger.facts()}
    if written := options.backup or options.export:
        facts |= {"written": str(written)}
    if options.json:
        print_json({"ledger": str(place)} | facts)
    elif written:
        print(written)
    else:
        print(place)
        print(wording.text("cli.ledger_holds", **facts))
    return DONE
