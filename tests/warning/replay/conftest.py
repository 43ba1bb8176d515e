"""One small world for all tests of replays."""

from __future__ import annotations

import pytest

from papertiger.warning.replay import SMALL, World, world


@pytest.fixture(scope="session")
def small() -> World:
    return world(SMALL)
