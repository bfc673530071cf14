"""Every decision that a manager may take otherwise, with what it would change in a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.compare.simulate import Simulated, side
from pipeline.complaints.casework import Casework
from pipeline.month.story import Run, complaints_worked, statements
from pipeline.rulebook.change import with_values
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import Parameter, switches
from pipeline.settlement.settle import Past


@dataclass(frozen=True)
class Decision:
    """A switch, what it would be set to, the month with and without it, and how many complaints more are past their limit with it."""

    parameter: Parameter
    other: Any
    simulated: Simulated
    overdue: int


def weighed(run: Run, past: Callable[[Rulebook], Past]) -> Iterator[Decision]:
    """Each alternative of each switch by itself. `past` is what closed months carry on under a rulebook."""
    assert run.result is not None
    request, today, late = run.request, side(run.result.settlement), _overdue(run.result.casework)
    for parameter, other in switches(request.rulebook):
        changed = with_values(request.rulebook, {parameter.path: other})
        then = statements(run.validated, request.month, changed, past(changed))
        cases = complaints_worked(run.validated, then.looked_back, request.month, request.as_of, changed)
        yield Decision(parameter, other, Simulated(request.month, today, side(then.settlement), is_closed=False), _overdue(cases) - late)


def _overdue(cases: Casework | None) -> int:
    return 0 if cases is None else int((cases.tracking["days_overdue"] > 0).sum())
