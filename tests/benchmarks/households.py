"""The chance of being late, for 100,000 households over 60 months: time and memory.

    python tests/benchmarks/households.py [rounds]

Time is the processor's, and measured against that of the random numbers alone: the same numbers, drawn in the
same way in the same run, turn about with the simulation. Memory is what the simulation holds at its peak, as
`tracemalloc` counts it (numpy reports to it), and what the whole process grew by.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from duecourse.calc import Household, Shocks, chance_of_late
from duecourse.calc.household.simulating import Draws, blocks

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 9
HOUSEHOLDS, MONTHS, SEED = 100_000, 60, 1
MOST_TIMES = 1.5
MOST_MEGABYTES = 20

HOUSEHOLD = Household(
    income="6200",
    essentials="4100",
    other="300",
    payment="1100",
    saved="1500",
    keeps="3000",
    days_after_pay=24,
)
SHOCKS = Shocks(
    pay_spread="0.15", job_loss="0.01", months_out="4", income_out="1500",
    illness="0.03", illness_cost="1500", forgets="0.02",
)  # fmt: skip
REGULAR = Shocks(job_loss="0.01", months_out="4", income_out="1500", illness="0.03", illness_cost="1500")
CHANGED = {
    "fund": HOUSEHOLD.with_fund("6000"),
    "due_day": HOUSEHOLD.with_due_day(1),
    "autopay": HOUSEHOLD.with_autopay(),
    "smaller": HOUSEHOLD.with_payment("700"),
}


def draw(shocks: Shocks) -> None:
    """The random numbers alone."""
    chances = shocks.raw()
    for block, count in blocks(HOUSEHOLDS):
        draws, numbers = Draws(chances, False, SEED, block), np.empty(count, np.float32)
        for _ in range(MONTHS):
            draws.next_month(numbers)


def simulate(shocks: Shocks, changes: int, households: int = HOUSEHOLDS) -> None:
    """The simulation, with so many changes beside the household as it is."""
    changed = dict(list(CHANGED.items())[:changes])
    chance_of_late(HOUSEHOLD, shocks, changed=changed, households=households, months=MONTHS, seed=SEED)


def seconds(job: Callable[[], object]) -> float:
    """How much of the processor's time a job takes."""
    began = time.process_time()
    job()
    return time.process_time() - began


def compare(title: str, shocks: Shocks, changes: int) -> float:
    """Numbers and simulation turn about; the median of the ratios of neighbours, and the quietest round."""
    pairs = [
        (seconds(lambda: draw(shocks)), seconds(lambda: simulate(shocks, changes))) for _ in range(ROUNDS)
    ]
    numbers, whole = (min(times) for times in zip(*pairs, strict=True))
    median = statistics.median(b / a for a, b in pairs)
    print(
        f"  {1e3 * numbers:6.1f} ms numbers, {1e3 * whole:6.1f} ms in all: {whole / numbers:.2f} × "
        f"(quietest of each), {median:.2f} × (median of {ROUNDS} pairs)   {title}"
    )
    return min(whole / numbers, median)


def memory() -> float:
    """What the simulation holds at its peak, megabytes."""
    simulate(SHOCKS, 4, households=1)  # what is loaded or made once
    before = peak_of_process()
    simulate(SHOCKS, 4)
    grown = peak_of_process() - before
    tracemalloc.start()
    simulate(SHOCKS, 4)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"  {peak / 1e6:6.1f} MB at its peak with four changes, the process grew by {grown:.1f} MB")
    return peak / 1e6


def peak_of_process() -> float:
    """The most memory the process has held, megabytes; 0 on a system that does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    print(
        f"\n{HOUSEHOLDS:,} households, {MONTHS} months: at most {MOST_TIMES} × the time of the random numbers"
    )
    held = memory()
    times = compare("irregular pay, work, illness, forgetting", SHOCKS, 0)
    compare("the same with one change beside it", SHOCKS, 1)
    compare("the same with four changes beside it", SHOCKS, 4)
    compare("regular pay: less to draw", REGULAR, 0)
    if times > MOST_TIMES or held > MOST_MEGABYTES:
        sys.exit(f"more than {MOST_TIMES} × or {MOST_MEGABYTES} MB")
