"""What a bounce means: class and reason from the service's own word, the codes and the server's text.

Three witnesses are heard: the service (``Hint``), the codes and the words. Words beat codes, because codes lie
(``5.2.2`` is a full mailbox, ``550`` anything), and where witnesses contradict each other the milder verdict holds:
a valid customer lost costs more than ten dead addresses kept.
"""

from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from listcleaner.core.bounces import codes, phrases, transcript, wordform
from listcleaner.core.bounces.codes import Code
from listcleaner.core.bounces.phrases import Match
from listcleaner.core.bounces.verdict import Verdict
from listcleaner.core.vocabulary import reasons

STRONG = 50  # from this strength on the words name the cause; weaker ones ("rejected", "try later") give way to a specific code
_HINTING = 45  # from here on single words ("spam", "sender … not") are reason enough not to believe a code that says dead
_OF_ANYBODY = 70  # up to this strength "dead" may be said of anybody; stronger are sentences about recipients
_SUBJECT, _BETWEEN = (
    40,
    14,
)  # how far before the words that say dead their subject may begin, and how far end, in characters
_HALF = 4000
_BOUNCES = frozenset({"hard", "soft", "blocked", "deferred", "unknown"})
_FINAL_AT_ONCE = frozenset(
    {"mailbox_full", "mailbox_disabled", "expired", "mailbox_moved"}
)  # soft even when the code is 4xx
# Whose fault a bounce without a known reason is; a blocked one is the sender's by its meaning (DESIGN, promise 4).
_FAULT_BY_CLASS = {"hard": "address", "blocked": "sender"}
# Codes with these meanings show that the address was not the trouble, whatever words stand beside them.
_ALIVE = frozenset(
    {
        "mailbox_full",
        "message_too_large",
        "content_error",
        "sender_invalid",
        "sender_auth",
        "sender_limit",
        "auth_fail",
        "tls_required",
    }
)
# What servers add to any refusal: how to behave, whom to ask.
_ADVICE = frozenset({"spam_content", "reputation", "policy"})
_DEAD = frozenset({"5.1.1", "5.1.2", "5.1.10", "5.4.4"})


@dataclass(frozen=True, slots=True)
class Hint:
    """What the service says, as its profile maps it.

    ``weak``: its word is unreliable (a "hard" given to every 5xx) and only counts when codes and text say nothing.
    ``echo``: the address was skipped for an older bounce. ``final``: delivery was given up (True), will be tried again
    (False), or the record does not say (None). ``word``: the service's own value, for ``because``.
    """

    category: str
    reason: str = "undefined"
    weak: bool = False
    echo: bool = False
    final: bool | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Finding:
    """What one witness says."""

    category: str
    reason: str
    because: str
    specific: bool = True  # names a cause; a bare reply code does not


NO_HINT = Hint("unknown", weak=True)


def classify(text: str, status: str = "", hint: Hint | None = None) -> Verdict:
    """The meaning of one bounce record.

    ``text`` is the server's answer as the record has it; ``status`` the content of a code column (``5.1.1``, ``550``,
    ``mailgun:605``), or ``""``. Unknown text is never hard.
    """
    return _classify(_excerpt(text), status, hint or NO_HINT)


def classify_columns(records: pd.DataFrame) -> pd.DataFrame:
    """Verdicts for many records at once.

    ``records``: columns ``text``, ``status`` and ``hint`` (Hint or None); the last two may be missing. Result: the same
    index, a column for each field of Verdict. Each distinct combination is classified once, and texts that differ only in
    address, ids or times are one.
    """
    size = len(records)
    texts = records["text"].tolist()
    statuses = records["status"].tolist() if "status" in records else [""] * size
    hints = records["hint"].tolist() if "hint" in records else [None] * size
    masked = {text: _excerpt(text) for text in set(texts)}
    known = {id(hint): hint for hint in hints}  # a hint is compared field by field, its identity at once
    places: dict[tuple[str, str, int], int] = {}
    place = [
        places.setdefault((masked[text], status, id(hint)), len(places))
        for text, status, hint in zip(texts, statuses, hints, strict=True)
    ]
    verdicts = [_classify(text, status, known[hint] or NO_HINT) for text, status, hint in places]
    return _columns(verdicts, np.array(place, dtype=np.int64), records.index)


def _columns(verdicts: list[Verdict], place: np.ndarray, index: pd.Index) -> pd.DataFrame:
    columns = {}
    for field in fields(Verdict):
        values = [getattr(verdict, field.name) for verdict in verdicts]
        columns[field.name] = pd.Series(values, dtype="str" if field.type is str else "bool").array.take(
            place
        )
    return pd.DataFrame(columns, index=index)


def _excerpt(text: str) -> str:
    """The masked text; of a very long one the beginning and the end, where servers say what happened."""
    if len(text) > 2 * _HALF:
        text = f"{text[:_HALF]}\n{text[-_HALF:]}"
    return wordform.mask(transcript.own_words(text))


@lru_cache(maxsize=16384)
def _classify(text: str, status: str, hint: Hint) -> Verdict:
    text = _answer_that_counts(text)
    found_status, found_reply = codes.find_codes(text)
    own_status, own_reply = _read_status(status)
    known = next(
        (code for code in (own_status, found_status) if code and not codes.is_filler(code)),
        own_status or found_status,
    )
    reply = own_reply or found_reply
    words = wordform.words(text)
    match = _find(text, words, known, reply)
    temporary = codes.is_temporary(known, reply)
    final = _final(hint, words)
    if match and not text.isascii():
        match = replace(match, words=wordform.as_written(match.words, text))
    torn = codes.contradict(known, reply)
    by_text = _by_text(match, known or reply, temporary, final, torn) if match else None
    by_code = _by_code(status if ":" in status else known or reply, final, _says_something(words))
    if torn and by_code and by_code.category == "hard":
        by_code = replace(by_code, category="soft", specific=False)
    finding = _with_hint(hint, _weigh(match, by_text, by_code), _is_weak(match, known))
    return Verdict(
        category=finding.category,
        reason=finding.reason,
        fault=_fault(finding),
        status=known,
        reply=reply,
        because=finding.because,
        echo=hint.echo or finding.reason.startswith("suppressed_"),
    )


def _final(hint: Hint, words: str) -> bool | None:
    """Whether delivery was given up: as the record says, else as the server's words do; None when nobody says."""
    if hint.final is not None:
        return hint.final
    if hint.category in ("hard", "soft", "blocked"):
        return True
    outcome = phrases.outcome_scanner().find(words, "", "")
    return outcome.pattern.category == "given_up" if outcome else None


def _find(text: str, words: str, status: str, reply: str) -> Match | None:
    """What the words say, and where they say little, what a link names.

    A later sentence about spam or policy is general advice when the code and the first words both say dead.
    """
    scanner = phrases.scanner()
    match = scanner.find(words, status, reply)
    if (match is None or match.pattern.strength < STRONG) and (links := wordform.link_words(text)):
        linked = scanner.find(links, status, reply)
        # A help page is about many things: its name never proves an address dead.
        named = linked is not None and linked.pattern.category != "hard"
        if linked and named and (match is None or linked.pattern.strength > match.pattern.strength):
            match = linked
    if match and match.pattern.reason in _ADVICE and status in _DEAD:
        before = words[: match.end].rpartition(wordform.END)[0]
        first = scanner.find(before, status, reply) if before else None
        if first and first.pattern.category == "hard" and first.pattern.strength >= STRONG:
            return first
    return (match and _said_of_us(words, match)) or match


def _said_of_us(words: str, match: Match) -> Match | None:
    """What words that say dead mean where their subject is ours: "your account", "the sender", "the name in HELO"."""
    if match.pattern.category != "hard" or match.pattern.strength > _OF_ANYBODY:
        return None
    begin = max(0, match.start - _SUBJECT)
    near = words[begin : match.end - 1].rpartition(wordform.END)[2]
    subject = phrases.subject_scanner().find(near, "", "")
    if subject is None or len(near) - subject.end > len(match.words) + _BETWEEN:
        return None
    return Match(subject.pattern, f"{near[subject.start - 1 :]}", match.end)


def _answer_that_counts(text: str) -> str:
    """Of a server that quotes another, what the other answered; not where the words round it speak of us (sender callouts)."""
    answer = transcript.innermost(text)
    if not answer:
        return text
    scanner = phrases.scanner()
    outer = scanner.find(wordform.words(text), *codes.find_codes(text))
    inner = scanner.find(wordform.words(answer), *codes.find_codes(answer))
    ours = outer is not None and reasons()[outer.pattern.reason].fault == "sender"
    return answer if inner and inner.pattern.strength >= STRONG and not ours else text


def _fault(finding: _Finding) -> str:
    by_class = _FAULT_BY_CLASS.get(finding.category) if finding.reason == "undefined" else None
    return by_class or reasons()[finding.reason].fault


def _read_status(status: str) -> tuple[str, str]:
    """A code column's content as (enhanced code, reply code)."""
    status = status.strip()
    if status[:3].isdigit() and status[3:] in ("", ".0"):  # a number column may have come through as 550.0
        return "", status[:3]
    return codes.find_codes(status)


def _says_something(words: str) -> bool:
    return any(
        word not in (wordform.ADDRESS, wordform.IP, wordform.END, "0", "smtp") for word in words.split()
    )


def _by_text(match: Match, code: str, temporary: bool, final: bool | None, torn: bool) -> _Finding:
    """What the words say. ``torn``: one code says for now, the other for good; clear words that say dead then stand."""
    pattern = match.pattern
    category = pattern.category
    stands = torn and category == "hard" and pattern.strength >= STRONG
    if temporary and not pattern.lasting and not stands:
        if category in ("hard", "soft"):
            category = "soft" if category == "hard" or pattern.reason in _FINAL_AT_ONCE else "deferred"
        elif category == "blocked":
            category = "deferred"
    elif category == "deferred" and code.startswith("5"):
        category = _given_up(pattern.reason)
    quoted = " ".join("<address>" if word == wordform.ADDRESS else word for word in match.words.split(" "))
    because = f'text "{quoted}" ({pattern.id})'
    return _Finding(_settled(category, pattern.reason, final), pattern.reason, because)


def _by_code(code: str, final: bool | None, has_words: bool) -> _Finding | None:
    found: Code | None = codes.lookup(code)
    if found is None:
        return None
    bare = "." not in code and ":" not in code
    if found.category == "hard" and has_words and bare:
        # RFC 5321 gives 550, 551 and 553 to dead addresses and to refusals alike. Without any words the code is all there
        # is, and RFC and table say "mailbox unavailable". Words that nobody knows may as well be a refusal: never hard.
        return _Finding("unknown", "undefined", f"code {code} with unknown text", specific=False)
    specific = not bare and found.reason != "undefined"
    if final and found.final:
        category, _, reason = found.final.partition("/")
        return _Finding(category, reason, f"code {code}, given up", specific)
    category = _settled(found.category, found.reason, final)
    return _Finding(category, found.reason, f"code {code}", specific)


def _given_up(reason: str) -> str:
    return "blocked" if reasons()[reason].fault == "sender" else "soft"


def _settled(category: str, reason: str, final: bool | None) -> str:
    """The class when the record says that delivery was given up, or that it goes on."""
    if final is True and category == "deferred":
        return _given_up(reason)
    if final is False and category in ("soft", "blocked"):
        return "deferred"
    return category


def _is_weak(match: Match | None, status: str) -> bool:
    """Whether text and codes are too little to stand against the service's own word."""
    if match and (match.pattern.strength >= STRONG or match.pattern.category != "hard"):
        return False
    return not status or codes.is_filler(status)


def _weigh(match: Match | None, by_text: _Finding | None, by_code: _Finding | None) -> _Finding | None:
    """What words and codes say together."""
    if match is None or by_text is None:
        return by_code
    if by_code is None or by_code.category == "unknown":
        return by_text
    if match.pattern.strength >= STRONG:
        alive = (by_code.reason in _ALIVE and by_code.specific) or by_code.reason == "sender_auth"
        if by_text.category == "hard" and alive:
            return _Finding(
                by_code.category, by_code.reason, f"{by_code.because} is milder than {by_text.because}"
            )
        return _Finding(by_text.category, by_text.reason, f"{by_text.because}, {by_code.because}")
    if match.pattern.strength >= _HINTING and by_code.category == "hard" and by_text.category != "hard":
        return replace(by_text, because=f"{by_text.because} is milder than {by_code.because}")
    finer = (
        by_code.reason == "policy" and by_text.category == by_code.category
    )  # 5.7.1 and the words say which policy
    if by_code.specific and not finer:
        return _Finding(by_code.category, by_code.reason, f"{by_code.because}, {by_text.because}")
    return by_text


def _with_hint(hint: Hint, finding: _Finding | None, weak: bool) -> _Finding:
    """The verdict of all three witnesses. ``weak``: the finding is too little to stand against the service's own word."""
    silent = hint.category == "unknown" and not hint.word
    vendor = f"service says {hint.word}" if hint.word else f"listed as {hint.category}"
    if silent and not finding:
        vendor = "no code and no known words"
    own = _Finding(_settled(hint.category, hint.reason, hint.final), hint.reason, vendor)
    if finding is None or hint.category not in _BOUNCES or hint.echo:
        return own
    assumed = hint.weak and not hint.word  # nobody says it; it is what such files mostly hold
    both = finding.because if silent or assumed else f"{finding.because}; {vendor}"
    if finding.category == "unknown":
        # An unreliable "hard" over words that nobody knows proves nothing.
        doubtful = hint.weak and hint.category == "hard"
        nothing = hint.category == "unknown" and hint.reason == "undefined"
        return replace(finding if doubtful or nothing else own, because=both)
    if hint.weak or hint.category == "unknown":
        return replace(finding, because=both)
    if weak:
        named = finding if finding.category == own.category and own.reason == "undefined" else own
        return replace(named, because=both)
    if finding.category == "hard" and own.category != "hard":
        return _against_milder_word(hint, own, finding, vendor)
    if own.category == "hard" and finding.category != "hard":
        return replace(finding, because=f"{finding.because} is milder than: {vendor}")
    if own.category == "deferred" and hint.final is not True and finding.category in ("soft", "blocked"):
        return replace(finding, category="deferred", because=both)
    return replace(finding, because=both)


def _against_milder_word(hint: Hint, own: _Finding, finding: _Finding, vendor: str) -> _Finding:
    """Text or code say dead, the service says less. Services do file "user unknown" under soft and even under deferred."""
    refused = hint.category == "blocked" and hint.reason not in ("undefined", "policy")
    dead = finding.because.startswith("text") or finding.reason in (
        "invalid_mailbox",
        "invalid_domain",
        "invalid_syntax",
    )
    if dead and not refused:
        return replace(finding, because=f"{finding.because}; {vendor}")
    reason = own.reason if refused else finding.reason
    return _Finding(own.category, reason, f"{vendor}, milder than {finding.because}")
