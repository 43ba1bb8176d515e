"""Work over processes: in order, the same as here, and told when a process dies."""

from __future__ import annotations

import math
import os

import pytest

from papertiger.errors import ModelError
from papertiger.scenario.parallel import Crew


def test_results_come_in_the_order_of_the_pieces_here_and_over_processes() -> None:
    wanted = [math.factorial(number) for number in range(20)]
    assert list(Crew().each(math.factorial, range(20))) == wanted
    with Crew(2) as crew:
        assert list(crew.each(math.factorial, range(20))) == wanted
        assert list(crew.each(math.factorial, range(3))) == wanted[:3]


def test_a_process_that_dies_is_told_with_the_cure() -> None:
    with Crew(2) as crew, pytest.raises(ModelError, match=r"worker processes died.*fewer workers"):
        list(crew.each(os._exit, [1]))
