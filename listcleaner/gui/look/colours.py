"""Colours by name for light and dark: data, needed before anything of Qt is."""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["system", "light", "dark"]


@dataclass(frozen=True)
class Tone:
    """A status colour: its text and icon, its tint, and what a chart uses."""

    text: str
    tint: str
    chart: str
    icon: str


@dataclass(frozen=True)
class Tokens:
    """Colours by use. Contrast is AA for every text on every background it is used on."""

    dark: bool
    rail: str
    canvas: str
    surface: str
    rail_selected: str
    sunken: str
    hover: str
    press: str
    tint: str
    border: str
    border_strong: str
    gridline: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    fill: str
    fill_hover: str
    blue: str
    mute: str
    dot: str
    tones: dict[str, Tone]

    def __getitem__(self, name: str) -> str:
        return str(getattr(self, name))


ICONS = {
    "ok": "circle-check",
    "soft": "undo-2",
    "suspended": "circle-pause",
    "blocked": "shield-alert",
    "unknown": "circle-question-mark",
    "hard": "circle-x",
    "invalid": "circle-slash-2",
    "unsubscribed": "user-round-minus",
    "complained": "flag",
}


def _tones(rows: dict[str, tuple[str, str, str]]) -> dict[str, Tone]:
    return {name: Tone(*row, icon=ICONS[name]) for name, row in rows.items()}


LIGHT = Tokens(
    dark=False,
    rail="#EEF1F4",
    canvas="#F7F8FA",
    surface="#FFFFFF",
    rail_selected="#FFFFFF",
    sunken="#F2F4F7",
    hover="#F4F6F9",
    press="#E6EAEF",
    tint="#E8F0FC",
    border="#E3E7EC",
    border_strong="#CDD4DC",
    gridline="#E9ECF0",
    control="#7A8494",
    text="#1B2430",
    text2="#4A5563",
    text3="#626C7A",
    accent="#2160C4",
    fill="#2160C4",
    fill_hover="#1B54AE",
    blue="#4A82DB",
    mute="#C4CBD5",
    dot="#B97D12",
    tones=_tones(
        {
            "ok": ("#1E7A46", "#E6F4EB", "#3F9E6B"),
            "soft": ("#8A5A00", "#FCF1D9", "#C4861A"),
            "suspended": ("#AD430D", "#FDEBDF", "#D06A36"),
            "blocked": ("#6445B5", "#EFEAFB", "#8F76D6"),
            "unknown": ("#55606E", "#ECEFF3", "#7D8896"),
            "hard": ("#B3261E", "#FBE9E7", "#D9574E"),
            "invalid": ("#7A4A2E", "#F5ECE5", "#A9795B"),
            "unsubscribed": ("#55606E", "#ECEFF3", "#7D8896"),
            "complained": ("#A81F6B", "#FBE7F2", "#CB4F93"),
        }
    ),
)
DARK = Tokens(
    dark=True,
    rail="#131518",
    canvas="#181A1E",
    surface="#1F2227",
    rail_selected="#23272D",
    sunken="#25282E",
    hover="#262A30",
    press="#30353D",
    tint="#263349",
    border="#2F343B",
    border_strong="#434A54",
    gridline="#2B2F36",
    control="#737C8A",
    text="#E9EBEE",
    text2="#B3BAC5",
    text3="#939BA8",
    accent="#86B0FF",
    fill="#3B70DB",
    fill_hover="#3565CA",
    blue="#5C8DE6",
    mute="#4A515C",
    dot="#E5B457",
    tones=_tones(
        {
            "ok": ("#6CCB93", "#2B3D38", "#4FA877"),
            "soft": ("#E5B457", "#3F392F", "#D9A441"),
            "suspended": ("#F29B66", "#413531", "#DB7F4B"),
            "blocked": ("#B8A2F5", "#373648", "#917BD6"),
            "unknown": ("#A6AFBB", "#35393F", "#7D8795"),
            "hard": ("#F58C84", "#413336", "#DB6A62"),
            "invalid": ("#D3A889", "#3C3737", "#AD8467"),
            "unsubscribed": ("#A6AFBB", "#35393F", "#7D8795"),
            "complained": ("#F08BC0", "#40333F", "#CF62A0"),
        }
    ),
)


def wanted(scheme: Scheme, system_is_dark: bool) -> Tokens:
    """The colours of a scheme; ``system`` is what the system has."""
    return DARK if scheme == "dark" or (scheme == "system" and system_is_dark) else LIGHT
