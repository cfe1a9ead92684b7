"""Texts with what is so of them."""

import numpy as np

from index.network.told import Told, reading_key


def test_a_reading_is_of_a_text_and_the_word_before_it() -> None:
    """The same words in another capacity, or by another role, are read anew."""
    assert reading_key("a", "personal") == reading_key("a", "personal")
    assert len({reading_key(*one) for one in (("a", "personal"), ("a", "official"), ("b", "official"))}) == 3


def test_texts_stay_out_of_the_representation() -> None:
    """They are modelled on what people wrote."""
    table = np.zeros((1, 1), np.float32)
    told = Told(texts=["my secret"], befores=["employee"], labels=("leak",), said=table, counts=table)
    assert "secret" not in repr(told)
