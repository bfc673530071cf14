"""Every decision that a manager may take otherwise, with what it would change in a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.compare.simulate import Simulated, side
from pipeline.month.story import Run, statements
from pipeline.rulebook.change import with_values
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import Parameter, switches
from pipeline.settlement.settle import Past


@dataclass(frozen=True)
class Decision:
    """A switch, what it would be set to, and the month with and without it."""

    parameter: Parameter
    other: Any
    simulated: Simulated


def weighed(run: Run, past: Callable[[Rulebook], Past]) -> Iterator[Decision]:
    """Each alternative of each switch by itself. `past` is what closed months carry on under a rulebook."""
    assert run.settlement is not None
    month, rulebook, today = run.request.month, run.request.rulebook, side(run.settlement)
    for parameter, other in switches(rulebook):
        changed = with_values(rulebook, {parameter.path: other}, rulebook.name)
        then = statements(run.validated, month, changed, past(changed)).settlement
        yield Decision(parameter, other, Simulated(month, today, side(then), is_closed=False))
