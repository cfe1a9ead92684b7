"""Low-rank corrections beside a model's linear layers, while they are learned. Needs torch; build time only.

Source: low-rank adaptation (Hu et al., 2021, arXiv:2106.09685).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

_SCALE = 2.0

Factors = tuple[NDArray[np.float16], NDArray[np.float16]]


def insert(model: "torch.nn.Module", rank: int, *, first_layer: int = 0) -> dict[str, "torch.nn.Module"]:
    """Put a trainable correction beside every linear layer of the encoder's blocks; freeze the rest.

    Args:
        model: Its blocks are numbered in their names (`encoder.layer.3`).
        rank: Of the corrections.
        first_layer: Number of the first block that is corrected.

    Returns:
        Name of each corrected layer -> its correction.
    """
    import torch

    class Corrected(torch.nn.Module):  # type: ignore[misc]  # torch is not followed: its types are its own
        def __init__(self, layer: torch.nn.Linear) -> None:
            super().__init__()
            self.layer = layer
            self.down = torch.nn.Parameter(torch.randn(rank, layer.in_features) / math.sqrt(layer.in_features))
            self.up = torch.nn.Parameter(torch.zeros(layer.out_features, rank))

        def forward(self, inputs: torch.Tensor) -> torch.Tensor:
            return self.layer(inputs) + _SCALE * (inputs @ self.down.T @ self.up.T)

    for weight in model.parameters():
        weight.requires_grad = False
    inserted = {}
    for name, layer in list(model.named_modules()):
        if isinstance(layer, torch.nn.Linear) and _block(name) >= first_layer:
            parent, _, attribute = name.rpartition(".")
            inserted[name] = Corrected(layer)
            setattr(model.get_submodule(parent), attribute, inserted[name])
    return inserted


def unfreeze(model: "torch.nn.Module", first_layer: int) -> "dict[str, torch.nn.Parameter]":
    """Freeze a model but for the weight matrices of its later blocks; return these by the names of their layers."""
    import torch

    for weight in model.parameters():
        weight.requires_grad = False
    found = {
        name: layer.weight
        for name, layer in model.named_modules()
        if isinstance(layer, torch.nn.Linear) and _block(name) >= first_layer
    }
    for weight in found.values():
        weight.requires_grad = True
    return found


def squeeze(change: "torch.Tensor", rank: int) -> "tuple[torch.Tensor, torch.Tensor]":
    """Return (down, up) of a rank whose product is as near to a change of weights as it can be (truncated SVD)."""
    import torch

    left, sizes, right = torch.linalg.svd(change, full_matrices=False)
    root = sizes[:rank].sqrt()
    spare = max(0, rank - len(root))  # a small matrix has no more directions
    down, up = root[:, None] * right[:rank], left[:, :rank] * root
    return torch.nn.functional.pad(down, (0, 0, 0, spare)), torch.nn.functional.pad(up, (0, spare))


def set_factors(layer: "torch.nn.Module", down: "torch.Tensor", up: "torch.Tensor") -> None:
    """Let a correction begin with what `squeeze` returned."""
    import torch

    with torch.no_grad():
        layer.down.copy_(down)
        layer.up.copy_(up / _SCALE)


def _block(name: str) -> int:
    """Return the number of the block that a layer belongs to; -1 for one outside of the blocks."""
    _, _, rest = name.partition(".layer.")
    number = rest.partition(".")[0]
    return int(number) if number.isdigit() else -1


def trainable(layers: Iterable["torch.nn.Module"]) -> list["torch.nn.Parameter"]:
    """Return the weights of corrections."""
    return [weight for layer in layers for weight in (layer.down, layer.up)]


def factors(layer: "torch.nn.Module") -> Factors:
    """Return what a correction has learned, as `index.adapter.Adapter` keeps it."""
    return (
        layer.down.detach().numpy().astype(np.float16),
        (_SCALE * layer.up).detach().numpy().astype(np.float16),
    )


def stepper(
    groups: "Sequence[tuple[list[torch.nn.Parameter], float]]", *, steps: int, warm_up: int
) -> "Callable[[torch.Tensor], None]":
    """Return what takes one step down a loss: AdamW, warmed up, then slower and slower.

    Args:
        groups: Weights, and the learning rate of each group at its highest.
        steps: How many there will be.
        warm_up: How many of them it takes to reach the highest rate.
    """
    import torch

    options = [{"params": weights, "lr": rate} for weights, rate in groups]
    optimiser = torch.optim.AdamW(options, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / warm_up) * max(0.02, 1 - step / steps)
    )
    every = [weight for weights, _ in groups for weight in weights]

    def step(loss: "torch.Tensor") -> None:
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(every, 1.0)
        optimiser.step()
        schedule.step()

    return step
