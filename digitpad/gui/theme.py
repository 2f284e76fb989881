"""Colours and type: one look in light, one in dark."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look.

    Text colours stand at least 4.5 to 1 against the surfaces they are used on, bars
    3 to 1 against their track, as WCAG 2.2 asks for; a test measures it.
    """

    background: QColor
    surface: QColor
    """Canvas and cards."""
    line: QColor
    """Edges, tracks and the grid: decoration, never the only sign of anything."""
    text: QColor
    quiet: QColor
    """Text of second rank."""
    ink: QColor
    accent: QColor
    """The answer."""
    runner_up: QColor
    """The second guess."""
    other: QColor
    """The bars of all other digits."""
    unsure: QColor
    """Both guesses when the verdict is "not sure"."""
    track: QColor
    pressed: QColor


LIGHT: Final = Theme(
    background=QColor("#eef0f4"),
    surface=QColor("#ffffff"),
    line=QColor("#d5dae2"),
    text=QColor("#171c26"),
    quiet=QColor("#566072"),
    ink=QColor("#171c26"),
    accent=QColor("#2456d6"),
    runner_up=QColor("#5f80d8"),
    other=QColor("#79849a"),
    unsure=QColor("#9a5200"),
    track=QColor("#e6e9ef"),
    pressed=QColor("#dfe6f8"),
)
DARK: Final = Theme(
    background=QColor("#12151b"),
    surface=QColor("#1b2028"),
    line=QColor("#343c49"),
    text=QColor("#eef1f6"),
    quiet=QColor("#a3adbd"),
    ink=QColor("#f4f6fa"),
    accent=QColor("#7ea6ff"),
    runner_up=QColor("#6380c6"),
    other=QColor("#78849a"),
    unsure=QColor("#f0a63c"),
    track=QColor("#2a313c"),
    pressed=QColor("#2c3a5a"),
)

_STYLE: Final = """
QMenuBar {{ background: {background}; color: {text}; padding: 4px 12px;
            font-size: 15px; }}
QMenuBar::item {{ padding: 6px 12px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {pressed}; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {line};
         padding: 6px; font-size: 15px; }}
QMenu::item {{ padding: 8px 32px 8px 28px; border-radius: 6px; }}
QMenu::item:selected {{ background: {pressed}; }}
QMenu::item:disabled {{ color: {quiet}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 6px 8px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMessageBox QLabel {{ font-size: 15px; }}
QMessageBox QPushButton {{ background: {surface}; color: {text}; font-size: 15px;
    border: 1px solid {line}; border-radius: 10px; padding: 9px 26px; }}
QMessageBox QPushButton:hover {{ background: {pressed}; }}
QMessageBox QPushButton:focus {{ border: 2px solid {accent}; padding: 8px 25px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 8px; }}
"""


def theme_for(appearance: str) -> Theme:
    """Return the look for "light", "dark" or "system"."""
    if appearance == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if appearance == "dark" else LIGHT


def apply_theme(theme: Theme) -> None:
    """Give the application's own widgets, menus and dialogs the look."""
    palette = QPalette()
    for role, color in {
        QPalette.ColorRole.Window: theme.background,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.surface,
        QPalette.ColorRole.Link: theme.accent,
    }.items():
        palette.setColor(role, color)
    QApplication.setPalette(palette)
    names = ("background", "surface", "line", "text", "quiet", "accent", "pressed")
    colors = {name: getattr(theme, name).name() for name in names}
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setStyleSheet(_STYLE.format(**colors))


def font_of(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the application's font at a height in logical pixels."""
    font = QFont(QApplication.font())
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(weight)
    return font
