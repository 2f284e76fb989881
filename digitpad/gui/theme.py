"""Colours and type: one look in light, one in dark."""

from dataclasses import dataclass, fields
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from digitpad.core.paths import asset


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

_LEGIBLE: Final = 0.179
"""On colours of a higher relative luminance black is more legible than white; either
way the contrast is at least 4.5 to 1."""

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

QLabel[quiet="true"] {{ color: {quiet}; }}
QLabel[problem="true"] {{ color: {unsure}; }}

QPushButton {{ background: {surface}; color: {text}; font-size: 15px;
    border: 1px solid {line}; border-radius: 10px; padding: 9px 18px; }}
QPushButton:hover, QPushButton:pressed, QPushButton:checked {{
    background: {pressed}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 8px 17px; }}
QPushButton:disabled {{ background: {background}; color: {quiet}; }}
QPushButton#status {{ border: none; border-top: 1px solid {line}; border-radius: 0;
    text-align: left; padding: 9px 24px; }}
QPushButton#status:focus {{ border: 2px solid {accent}; padding: 8px 22px; }}
QPushButton[primary="true"] {{ background: {accent}; color: {surface};
    border-color: {accent}; font-weight: 600; }}
QPushButton[primary="true"]:hover {{ border-color: {text}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {text}; }}
QPushButton[primary="true"]:disabled {{ background: {track}; color: {quiet};
    border-color: {line}; }}

QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit {{ background: {surface};
    color: {text}; font-size: 15px; min-height: 36px; padding: 0 9px;
    border: 1px solid {line}; border-radius: 10px;
    selection-background-color: {accent}; selection-color: {surface}; }}
QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover, QLineEdit:hover {{
    border-color: {quiet}; }}
QComboBox:focus, QComboBox:on, QSpinBox:focus, QDoubleSpinBox:focus,
QLineEdit:focus {{ border: 2px solid {accent}; padding: 0 8px; min-height: 34px; }}
QSpinBox, QDoubleSpinBox {{ min-height: 33px; }}
QSpinBox:focus, QDoubleSpinBox:focus {{ min-height: 31px; }}
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled,
QLineEdit:disabled {{ background: {background}; color: {quiet};
    border-color: {line}; }}
QComboBox::drop-down {{ subcontrol-origin: border; width: 34px; border: none; }}
QSpinBox::up-button, QDoubleSpinBox::up-button,
QSpinBox::down-button, QDoubleSpinBox::down-button {{ subcontrol-origin: border;
    subcontrol-position: center right; width: 32px; height: 34px; border: none;
    border-radius: 8px; margin: 0 2px; }}
QSpinBox::down-button, QDoubleSpinBox::down-button {{ right: 32px; }}
QSpinBox::up-button:hover, QDoubleSpinBox::up-button:hover,
QSpinBox::down-button:hover, QDoubleSpinBox::down-button:hover {{
    background: {pressed}; }}
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{
    image: url("{icons}/down.svg"); width: 16px; height: 16px; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{
    image: url("{icons}/up.svg"); width: 16px; height: 16px; }}
QSpinBox::up-arrow:disabled, QDoubleSpinBox::up-arrow:disabled,
QSpinBox::down-arrow:disabled, QDoubleSpinBox::down-arrow:disabled,
QSpinBox::up-arrow:off, QDoubleSpinBox::up-arrow:off,
QSpinBox::down-arrow:off, QDoubleSpinBox::down-arrow:off {{ image: none; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {{
    background: {surface}; color: {text}; font-size: 15px; outline: none;
    border: 1px solid {line}; border-radius: 0; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: 36px; padding: 0 6px;
    border-radius: 6px; }}

QCheckBox {{ font-size: 15px; spacing: 8px; padding: 3px; }}
QCheckBox::indicator {{ width: 18px; height: 18px; background: {surface};
    border: 1px solid {quiet}; border-radius: 5px; }}
QCheckBox:disabled {{ color: {quiet}; }}
QCheckBox::indicator:hover {{ background: {pressed}; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; width: 16px;
    height: 16px; }}
QCheckBox::indicator:checked {{ image: url("{icons}/check.svg"); }}

QSlider {{ min-height: 38px; }}
QSlider::groove:horizontal {{ background: {track}; height: 8px;
    border-radius: 4px; }}
QSlider::sub-page:horizontal {{ background: {accent}; border-radius: 4px; }}
QSlider::sub-page:horizontal:disabled {{ background: {line}; }}
QSlider::handle:horizontal {{ background: {surface}; border: 2px solid {accent};
    width: 22px; margin: -9px 0; border-radius: 13px; }}
QSlider::handle:horizontal:focus {{ border-color: {text};
    background: {pressed}; }}
QSlider::handle:horizontal:disabled {{ border-color: {line}; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QTabBar {{ font-size: 15px; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {quiet}; padding: 9px 16px;
    border: 2px solid transparent; border-bottom: 3px solid transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ border-color: {accent}; border-radius: 6px; }}

QTableView, QListView {{ background: {surface}; color: {text}; font-size: 15px;
    border: 1px solid {line}; border-radius: 10px; padding: 1px;
    gridline-color: {line};
    alternate-background-color: {background}; outline: none;
    selection-background-color: {pressed}; selection-color: {text}; }}
QTableView:focus, QListView:focus {{ border: 2px solid {accent}; padding: 0; }}
QTableView::item, QListView::item {{ padding: 0 6px; }}
QListView::item {{ min-height: 36px; }}
QTableView::item:selected, QListView::item:selected {{ background: {pressed};
    color: {text}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {quiet}; font-size: 13px;
    border: none; border-bottom: 1px solid {line}; padding: 7px 9px; }}
QTableCornerButton::section {{ background: transparent; border: none; }}

QProgressBar {{ background: {track}; color: {text}; border: none; font-size: 13px;
    border-radius: 5px; max-height: 10px; min-height: 10px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 5px; }}

QTextBrowser, QPlainTextEdit {{ background: {surface}; color: {text};
    border: 1px solid {line}; border-radius: 10px; padding: 1px; }}
QTextBrowser:focus, QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 0; }}

QScrollArea {{ background: transparent; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {other}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QToolTip {{ background: {text}; color: {surface}; border: none; font-size: 14px;
    padding: 6px 8px; }}
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
    colors = {field.name: getattr(theme, field.name).name() for field in fields(theme)}
    # Their grey stands out 3 to 1 in light and in dark.
    colors["icons"] = asset("icons").as_posix()
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setStyleSheet(_STYLE.format(**colors))


def font_of(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the application's font at a height in logical pixels."""
    font = QFont(QApplication.font())
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(weight)
    return font


def legible_on(color: QColor) -> QColor:
    """Return black or white, whichever stands out more from a colour."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, (color.redF(), color.greenF(), color.blueF()))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return QColor(
        Qt.GlobalColor.black if luminance > _LEGIBLE else Qt.GlobalColor.white
    )
