"""The layers that are known, and the settings that each may have."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign import measures
from digitpad.core.foreign.measures import Measure, Settings, Shape
from digitpad.core.foreign.settings import (
    Clean,
    activation,
    axes,
    flag,
    margins,
    maybe,
    number,
    numbers,
    one_of,
    pair,
    shape,
    whole,
)

Known = tuple[Clean, Any]
"""How a setting is cleaned, and what it is where a file does not tell."""

_NEEDED: Final = object()
_LIVING: Final = frozenset(
    {
        *("name", "dtype", "trainable", "autocast", "sparse", "ragged", "seed"),
        *("batch_shape", "batch_input_shape", "build_config"),
        *("noise_shape", "supports_masking", "fused", "renorm_momentum"),
    }
)
"""Settings that say nothing about what a trained layer does."""
_ONLY_TRAINING: Final = ("_initializer", "_regularizer", "_constraint")


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of layers.

    Attributes
    ----------
    measure
        What such a layer makes of shapes; raises ValueError if it cannot.
    settings
        Those that matter, by Keras's names.
    most_inputs
        How many it may take.
    renamed
        Older names of settings.
    """

    measure: Callable[[Settings, Sequence[Shape]], Measure]
    settings: Mapping[str, Known] = field(default_factory=dict)
    most_inputs: int = 1
    renamed: Mapping[str, str] = field(default_factory=dict)

    def clean(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Return a layer's settings as they may be given to Keras.

        Raises
        ------
        DigitpadError
            If one is impossible or not known; which one, as part of a sentence.
        """
        given = {self.renamed.get(name, name): config[name] for name in config}
        for name, value in given.items():
            if name not in self.settings and not _is_harmless(name, value):
                raise DigitpadError(f"a setting '{name:.40}' that is not known")
        cleaned = {}
        for name, (clean, default) in self.settings.items():
            if name not in given and default is _NEEDED:
                raise DigitpadError(f"no setting '{name}'")
            try:
                cleaned[name] = clean(given[name]) if name in given else default
            except (ValueError, TypeError) as error:
                raise DigitpadError(f"an unusual '{name}': {error}") from error
        return cleaned


def _is_harmless(name: str, value: Any) -> bool:
    if name == "groups":
        return bool(value == 1)
    return name in _LIVING or name.endswith(_ONLY_TRAINING) or value in (None, False)


_UNITS: Final = whole(1, 1_000_000)
_WINDOW: Final = pair(1, 100)
_FORMAT: Final[Known] = (one_of("channels_last", None), "channels_last")
_ACTIVATION: Final[Known] = (activation, "linear")
_BIAS: Final[Known] = (flag, True)
_EPSILON: Final[Known] = (number(0, 1), 1e-3)
_SHARE: Final[Known] = (number(0, 0.9999), _NEEDED)
_PADDING: Final[Known] = (one_of("valid", "same"), "valid")
_LAST: Final[Known] = (axes, (-1,))

_SLIDING: Final[Mapping[str, Known]] = {
    "kernel_size": (_WINDOW, _NEEDED),
    "strides": (_WINDOW, (1, 1)),
    "padding": _PADDING,
    "data_format": _FORMAT,
    "dilation_rate": (_WINDOW, (1, 1)),
    "activation": _ACTIVATION,
    "use_bias": _BIAS,
}
_EACH: Final[Mapping[str, Known]] = {"depth_multiplier": (whole(1, 1000), 1)}
_FILTERS: Final[Mapping[str, Known]] = {"filters": (_UNITS, _NEEDED)}

_POOLING: Final = Kind(
    measures.pooling,
    {
        "pool_size": (_WINDOW, (2, 2)),
        "strides": (maybe(_WINDOW), None),
        "padding": _PADDING,
        "data_format": _FORMAT,
    },
)
_GLOBAL: Final = Kind(
    measures.global_pooling, {"data_format": _FORMAT, "keepdims": (flag, False)}
)
_BATCH_NORMALIZATION: Final = Kind(
    measures.batch_normalization,
    {
        "axis": _LAST,
        "momentum": (number(0, 1), 0.99),
        "epsilon": _EPSILON,
        "center": (flag, True),
        "scale": (flag, True),
    },
)
_MERGING: Final = Kind(measures.merged, most_inputs=64)
_LEAVING_OUT: Final = Kind(measures.same, {"rate": _SHARE})

KINDS: Final[Mapping[str, Kind]] = {
    "Activation": Kind(measures.same, {"activation": (activation, _NEEDED)}),
    "Add": _MERGING,
    "AlphaDropout": _LEAVING_OUT,
    "Average": _MERGING,
    "AveragePooling2D": _POOLING,
    "BatchNormalization": _BATCH_NORMALIZATION,
    "Concatenate": Kind(
        measures.concatenated, {"axis": (whole(-3, 3), -1)}, most_inputs=64
    ),
    "Conv2D": Kind(measures.conv, {**_FILTERS, **_SLIDING}),
    "Dense": Kind(
        measures.dense,
        {"units": (_UNITS, _NEEDED), "activation": _ACTIVATION, "use_bias": _BIAS},
    ),
    "DepthwiseConv2D": Kind(measures.depthwise, {**_SLIDING, **_EACH}),
    "Dropout": _LEAVING_OUT,
    "ELU": Kind(measures.same, {"alpha": (number(0, 1000), 1.0)}),
    "Flatten": Kind(measures.flattened, {"data_format": _FORMAT}),
    "GaussianDropout": _LEAVING_OUT,
    "GaussianNoise": Kind(measures.same, {"stddev": (number(0, 1e6), _NEEDED)}),
    "GlobalAveragePooling2D": _GLOBAL,
    "GlobalMaxPooling2D": _GLOBAL,
    "LayerNormalization": Kind(
        measures.layer_normalization,
        {
            "axis": _LAST,
            "epsilon": _EPSILON,
            "center": (flag, True),
            "scale": (flag, True),
        },
    ),
    "LeakyReLU": Kind(
        measures.same,
        {"negative_slope": (number(0, 1000), 0.3)},
        renamed={"alpha": "negative_slope"},
    ),
    "MaxPooling2D": _POOLING,
    "Maximum": _MERGING,
    "Minimum": _MERGING,
    "Multiply": _MERGING,
    "Normalization": Kind(
        measures.normalized,
        {
            "axis": (lambda value: axes(value) if value else None, (-1,)),
            "mean": (maybe(numbers), None),
            "variance": (maybe(numbers), None),
        },
    ),
    "PReLU": Kind(measures.prelu, {"shared_axes": (maybe(axes), None)}),
    "ReLU": Kind(
        measures.same,
        {
            "max_value": (maybe(number(0, 1e9)), None),
            "negative_slope": (number(0, 1000), 0.0),
            "threshold": (number(0, 1e9), 0.0),
        },
    ),
    "Rescaling": Kind(
        measures.rescaled, {"scale": (numbers, _NEEDED), "offset": (numbers, 0.0)}
    ),
    "Reshape": Kind(measures.reshaped, {"target_shape": (shape, _NEEDED)}),
    "SeparableConv2D": Kind(measures.separable, {**_FILTERS, **_SLIDING, **_EACH}),
    "Softmax": Kind(measures.last_softmax, {"axis": _LAST}),
    "SpatialDropout2D": Kind(measures.same, {"rate": _SHARE, "data_format": _FORMAT}),
    "ZeroPadding2D": Kind(
        measures.padded,
        {"padding": (margins, ((1, 1), (1, 1))), "data_format": _FORMAT},
    ),
}
"""Each is also the name of a class in `keras.layers`; all run in LiteRT."""

IDLE: Final = frozenset(
    {
        *("ActivityRegularization", "Identity", "RandomBrightness", "RandomContrast"),
        *("RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom"),
    }
)
"""Layers that do something only while a network is trained: they are left out."""

ALIASES: Final[Mapping[str, str]] = {
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
}
"""What TensorFlow 1 and 2.0 called them."""
