"""Encodings by the names a person may know them by."""

from listcleaner.gui.text import tr

ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "shift_jis", "euc_kr"),
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1257"),
)


def encoding_name(encoding: str) -> str:
    """What a person may know it by, and its own name."""
    known = {
        "utf-8": tr("Unicode"),
        "utf-8-sig": tr("Unicode with mark"),
        "utf-16": tr("Unicode, two bytes"),
        "gb18030": tr("Chinese, simplified"),
        "big5": tr("Chinese, traditional"),
        "shift_jis": tr("Japanese"),
        "euc_kr": tr("Korean"),
        "cp1252": tr("Western European"),
        "cp1250": tr("Central European"),
        "cp1251": tr("Cyrillic"),
        "koi8_r": tr("Cyrillic, older"),
        "cp1253": tr("Greek"),
        "cp1254": tr("Turkish"),
        "cp1257": tr("Baltic"),
    }.get(encoding)
    return f"{known} ({encoding})" if known else encoding
