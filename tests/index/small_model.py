"""A sentence-transformers model of a few kilobytes: any other model that a deployment may name."""

import string
from pathlib import Path

_SIZE = 32


def write_small_model(folder: Path) -> Path:
    """Write a model with random weights, that reads letter by letter; return its folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    letters = string.ascii_lowercase + string.digits + ".,?!'-"
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{one}" for one in letters)]
    source = folder / "source"
    source.mkdir()
    (source / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=_SIZE,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=2 * _SIZE,
    )
    BertModel(config).save_pretrained(source)
    BertTokenizer(str(source / "vocab.txt")).save_pretrained(source)
    model = SentenceTransformer(modules=[Transformer(str(source)), Pooling(_SIZE)], device="cpu")
    model.save(str(folder / "model"))
    return folder / "model"
