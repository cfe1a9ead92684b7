"""A network that reads: a sentence encoder's tokens, and what they tell of each label. Needs torch; build time only.

A label is told by the mean of the tokens and by those that it pays attention to; its words are told token by token.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_DROPOUT = 0.1
_OUT = -1e4
"""Attention to what is no token."""


class Network(torch.nn.Module):  # type: ignore[misc]  # torch is not followed: its types are its own
    """Tells labels and their words from token ids and attention mask.

    Its outputs are logits: of labels, of shape (texts, labels), and of words, of shape (texts, tokens, placed).
    """

    def __init__(self, model: "SentenceTransformer", labels: int, placed: int) -> None:
        """Put fresh layers on a model's encoder.

        Args:
            model: Its first module is the encoder.
            labels: How many labels are told.
            placed: Of how many of them the words are told.
        """
        super().__init__()
        self.encoder = model[0].model
        width = self.encoder.config.hidden_size
        self.dropout = torch.nn.Dropout(_DROPOUT)
        self.heads = torch.nn.ModuleDict(
            {
                "mean": torch.nn.Linear(width, labels),
                "attention": torch.nn.Linear(width, labels),
                "value": torch.nn.Linear(width, labels),
                "words": torch.nn.Linear(width, placed),
            }
        )

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits."""
        return self.tell(self.read(input_ids, attention_mask), attention_mask)

    def read(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return what the encoder makes of the tokens; shape (texts, tokens, width)."""
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    def tell(self, tokens: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits of what the encoder has read."""
        tokens = self.dropout(tokens)
        shown = attention_mask[..., None].to(tokens.dtype)
        mean = (tokens * shown).sum(1) / shown.sum(1)
        attention = self.heads["attention"](tokens).masked_fill(shown == 0, _OUT).softmax(1)
        labels = self.heads["mean"](mean) + (attention * self.heads["value"](tokens)).sum(1)
        return labels, self.heads["words"](tokens)

    def learned_heads(self) -> dict[str, NDArray[Any]]:
        """Return what the layers on top of the model have learned."""
        return {name: value.detach().numpy().astype(np.float32) for name, value in self.heads.state_dict().items()}

    def restore_heads(self, heads: Mapping[str, NDArray[Any]]) -> None:
        """Put back what `learned_heads` returned."""
        self.heads.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in heads.items()})
