"""What NumPy lacks for the network: activations, and sentences back to front."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of probabilities, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    logarithms: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logarithms


def relu(x: Floats) -> Floats:
    """The rectified `x`."""
    kept: Floats = np.maximum(x, np.float32(0))
    return kept


def sigmoid(x: Floats) -> Floats:
    """The logistic function, by way of the faster tanh."""
    squashed: Floats = np.float32(0.5) * np.tanh(np.float32(0.5) * x) + np.float32(0.5)
    return squashed


def mirrored(x: Floats, lengths: NDArray[np.int64]) -> Floats:
    """Each sentence of (longest, B, width) back to front, padding left at the end."""
    out = np.zeros_like(x)
    for b, n in enumerate(lengths):
        out[:n, b] = x[:n, b][::-1]
    return out
