"""The networks that can be trained: their layers, settings and where they are from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from digitpad.core.errors import DigitpadError
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    MaxPooling2D,
    Rescaling,
    Reshape,
    Spread,
)
from digitpad.core.prediction import CLASSES, DIGITS, OUTPUT
from digitpad.core.training_config import TITLES, TrainingConfig


@dataclass(frozen=True, slots=True)
class Preset:
    """A named network with its own settings.

    Attributes
    ----------
    description
        Two plain sentences.
    defaults
        The settings it comes with; its `preset` is the name.
    layers
        Returns the network for settings, from the frame to the probabilities.
    fixed
        Fields of the settings that this network has no use for.
    reported
        What the tutorial it is from says of its accuracy on the MNIST test set; ""
        for our own.
    loss
        Keras's loss; the sparse one takes labels instead of one-hot targets.
    one_cycle
        Whether the learning rate rises for a fifth of the steps and then falls
        (https://arxiv.org/abs/1708.07120), or stays as it is.
    label_smoothing
        Share of each one-hot target that is spread over all digits, in [0, 1).
    weight_decay
        AdamW's, where that is chosen.
    rejects
        Whether it is also shown what is no digit.
    calibrated
        Whether a temperature is folded into the finished model, so that its
        probabilities fit how often it is right.
    """

    description: str
    defaults: TrainingConfig
    layers: Callable[[TrainingConfig], tuple[Layer, ...]]
    fixed: frozenset[str] = frozenset()
    reported: str = ""
    loss: Literal["categorical_crossentropy", "sparse_categorical_crossentropy"] = (
        "categorical_crossentropy"
    )
    one_cycle: bool = False
    label_smoothing: float = 0.0
    weight_decay: float = 0.004
    rejects: bool = False
    calibrated: bool = False

    @property
    def name(self) -> str:
        """The preset's name."""
        return self.defaults.preset


def preset_named(name: str) -> Preset:
    """Return a preset.

    Raises
    ------
    DigitpadError
        If there is none of that name.
    """
    try:
        return PRESETS[name]
    except KeyError as error:
        raise DigitpadError(
            f"There is no preset '{name}': choose one of {', '.join(PRESETS)}."
        ) from error


def check_fixed(config: TrainingConfig) -> None:
    """Refuse settings that the preset's network has no use for.

    Raises
    ------
    DigitpadError
        If one differs from the preset's own.
    """
    preset = preset_named(config.preset)
    for name in sorted(preset.fixed):
        if getattr(config, name) != getattr(preset.defaults, name):
            raise DigitpadError(
                f"The network {preset.name} has no {TITLES[name].lower()} to change."
            )


def _dense_64_64(config: TrainingConfig) -> tuple[Layer, ...]:
    return (
        Rescaling("centred", 1.0, -0.5),
        Flatten("flatten"),
        *_dense_layers(config),
        Dense(OUTPUT, DIGITS, "softmax"),
    )


def _dense_512_dropout(config: TrainingConfig) -> tuple[Layer, ...]:
    return (
        Flatten("flatten"),
        *_dense_layers(config),
        Dropout("dropout", config.dropout),
        Dense(OUTPUT, DIGITS, "softmax"),
    )


def _cnn_4_8_12(config: TrainingConfig) -> tuple[Layer, ...]:
    return (
        Reshape("pixels", (*FRAME_SHAPE, 1)),
        *(
            Conv2D(f"conv_{number}", filters, activation=config.activation)
            for number, filters in enumerate((4, 8, 12), 1)
        ),
        Flatten("flatten"),
        *_dense_layers(config),
        Dense(OUTPUT, DIGITS, "softmax"),
    )


def _cnn_32_64_dropout(config: TrainingConfig) -> tuple[Layer, ...]:
    layers: list[Layer] = [Reshape("pixels", (*FRAME_SHAPE, 1))]
    for number, filters in enumerate((32, 64), 1):
        layers += [
            Conv2D(f"conv_{number}", filters),
            Activation(f"{config.activation}_{number}", config.activation),
            MaxPooling2D(f"pool_{number}"),
        ]
    layers += [Flatten("flatten"), Dropout("dropout_1", config.dropout)]
    for number, units in enumerate(config.dense, 1):
        layers += [
            Dense(f"dense_{number}", units),
            Activation(f"dense_{config.activation}_{number}", config.activation),
        ]
    layers += [
        Dropout("dropout_2", config.dropout),
        Dense("logits", DIGITS),
        Activation(OUTPUT, "softmax"),
    ]
    return tuple(layers)


def _quick(config: TrainingConfig) -> tuple[Layer, ...]:
    return (
        Reshape("pixels", (*FRAME_SHAPE, 1)),
        # A wide kernel in wide steps, and not normalised: at 28x28 pixels every
        # layer costs most.
        Conv2D("conv_1", 16, 5, strides=2, activation=config.activation),
        *normalized_conv(2, 32, config, padding="valid"),
        MaxPooling2D("pool"),
        *normalized_conv(3, 64, config, padding="valid"),
        Flatten("features"),
        Dropout("dropout", config.dropout),
        Dense(OUTPUT, DIGITS, "softmax"),
    )


def digitpad_layers(
    config: TrainingConfig,
    stages: Sequence[Sequence[int]] = ((24, 24), (48, 48), (96, 96)),
) -> tuple[Layer, ...]:
    """Return the layers of the preset `digitpad`, or of a network of its kind.

    `stages` are the filters of each convolution; after a stage the side is halved.
    """
    layers: list[Layer] = [Reshape("pixels", (*FRAME_SHAPE, 1))]
    number = 0
    for stage, filters in enumerate(stages):
        for place, count in enumerate(filters, 1):
            number += 1
            # At first the side is halved by steps: cheaper than by pooling.
            strides = 2 if stage == 0 and place == len(filters) else 1
            layers += normalized_conv(number, count, config, strides=strides)
        if stage > 0:
            layers.append(MaxPooling2D(f"pool_{stage}"))
    layers.append(Flatten("features"))
    for number, units in enumerate(config.dense, 1):
        layers += [
            Dense(f"dense_{number}", units, use_bias=False),
            BatchNormalization(f"dense_norm_{number}"),
            Activation(f"dense_{config.activation}_{number}", config.activation),
        ]
    layers += [
        Dropout("dropout", config.dropout),
        Dense(CLASSES, DIGITS + 1, "softmax"),
        Spread(OUTPUT),
    ]
    return tuple(layers)


def normalized_conv(
    number: int,
    filters: int,
    config: TrainingConfig,
    *,
    kernel: int = 3,
    strides: int = 1,
    padding: Literal["valid", "same"] = "same",
) -> tuple[Layer, ...]:
    """Return a normalised convolution, which lets a few epochs suffice."""
    return (
        Conv2D(
            f"conv_{number}",
            filters,
            kernel,
            strides=strides,
            padding=padding,
            use_bias=False,  # the normalisation has its own
        ),
        BatchNormalization(f"norm_{number}"),
        Activation(f"{config.activation}_{number}", config.activation),
    )


def _dense_layers(config: TrainingConfig) -> tuple[Layer, ...]:
    return tuple(
        Dense(f"dense_{number}", units, config.activation)
        for number, units in enumerate(config.dense, 1)
    )


_ALL: Final = (
    Preset(
        description="Two small dense layers look at all 784 pixels at once. The "
        "smallest network here, and the quickest to see learn.",
        defaults=TrainingConfig("dense-64-64", epochs=5, batch_size=32, dense=(64, 64)),
        layers=_dense_64_64,
        fixed=frozenset({"dropout"}),
        reported="96.5 %",
    ),
    Preset(
        description="One wide dense layer, a fifth of which is left out by chance at "
        "each step. Leaving out keeps it from learning the images by heart.",
        defaults=TrainingConfig(
            "dense-512-dropout", epochs=5, batch_size=32, dense=(512,), dropout=0.2
        ),
        layers=_dense_512_dropout,
        reported="35.6 %, the trace of unscaled inputs; scaled, as here, they give "
        "about 97.8 %",
        loss="sparse_categorical_crossentropy",
    ),
    Preset(
        description="Three small convolutions look for strokes and corners before a "
        "dense layer judges. It learns in big batches of 1,000 images.",
        defaults=TrainingConfig(
            "cnn-4-8-12",
            epochs=25,
            batch_size=1000,
            dense=(256,),
            validation_split=0.2,
        ),
        layers=_cnn_4_8_12,
        fixed=frozenset({"dropout"}),
        reported="98.78 %",
    ),
    Preset(
        description="Two convolutions with pooling find parts of digits wherever they "
        "are. Half of the numbers are left out by chance, twice.",
        defaults=TrainingConfig(
            "cnn-32-64-dropout",
            epochs=10,
            batch_size=128,
            dense=(32,),
            dropout=0.5,
            validation_split=0.1,
        ),
        layers=_cnn_32_64_dropout,
        reported="98.93 %",
    ),
    Preset(
        description="Made for showing: reads 99 of 100 test digits after a few "
        "seconds. Normalised convolutions let it take big steps.",
        defaults=TrainingConfig(
            "digitpad-quick",
            epochs=2,
            batch_size=256,
            learning_rate=1e-2,
            optimizer="adamw",
            dropout=0.1,
            validation_split=0.05,
        ),
        layers=_quick,
        fixed=frozenset({"dense"}),
        one_cycle=True,
        weight_decay=0.02,
        calibrated=True,
    ),
    Preset(
        description="A smaller sister of the network that this program reads with, for "
        "those with seven minutes. It also learns other hands, and what is no digit.",
        defaults=TrainingConfig(
            "digitpad",
            epochs=8,
            batch_size=128,
            learning_rate=3e-3,
            optimizer="adamw",
            dense=(128,),
            dropout=0.3,
            validation_split=0.05,
            augmentation="redraw",
        ),
        layers=digitpad_layers,
        one_cycle=True,
        label_smoothing=0.05,
        weight_decay=0.02,
        rejects=True,
        calibrated=True,
    ),
)

PRESETS: Final = {preset.name: preset for preset in _ALL}
"""In the order in which they are offered."""

DEFAULT_PRESET: Final = "digitpad-quick"
