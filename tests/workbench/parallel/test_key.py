"""The key of a language model is with the process that asks, and with no worker."""

from __future__ import annotations

import pickle
from typing import cast

import pytest

from papertiger.settings import Endpoint, Settings
from papertiger.workbench.parallel import open_hands

KEY = "sk-very-secret-key-0123456789"


@pytest.mark.parametrize("cluster", [None, "tcp://127.0.0.1:1"])
def test_no_worker_is_given_the_key(cluster: str | None) -> None:
    settings = Settings(llm=Endpoint("http://127.0.0.1:9/v1", "scripted", key=KEY))
    hands = cast("object", open_hands(settings, 2, cluster))

    sent = pickle.dumps(vars(hands)["_orders"])

    assert KEY.encode() not in sent
    assert KEY.encode() in pickle.dumps(settings)
