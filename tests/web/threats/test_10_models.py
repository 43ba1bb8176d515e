"""Threat 10: articles that talk to a language model."""

import pytest


@pytest.mark.skip(
    reason="papertiger has no reader that asks a language model yet; there is nothing to instruct"
)
def test_hostile_articles_instruct_nobody() -> None:
    """To be written with the first such reader."""
