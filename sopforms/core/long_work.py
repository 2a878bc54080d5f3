"""Long work and how far it is: what has been done, what failed, what still waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sopforms.core.filing import Making


class Work(StrEnum):
    """What takes so long that nobody waits for it at a page."""

    SCHOOL_IMPORT = "school_import"
    GUIDE_SECTIONS = "guide_sections"
    INSTRUCTION_GUIDE = "instruction_guide"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a work is, counted in items. `stopped`: what still waits will not be begun."""

    total: int
    done: int
    failed: int
    running: int
    stopped: bool = False

    @classmethod
    def of(cls, counted: Mapping[Making, int], *, stopped: bool) -> Progress:
        """Return the progress of these counts by state."""
        return cls(
            sum(counted.values()),
            counted.get(Making.DONE, 0),
            counted.get(Making.FAILED, 0),
            counted.get(Making.RUNNING, 0),
            stopped,
        )

    @property
    def left(self) -> int:
        """How many were not begun."""
        return self.total - self.done - self.failed - self.running

    @property
    def goes_on(self) -> bool:
        """Whether something is still being done, or will be."""
        return self.running > 0 or (self.left > 0 and not self.stopped)

    @property
    def share(self) -> int:
        """How much is behind us, in whole per cent; rounded down, so that 100 says that all is over."""
        return 100 if not self.total else (self.done + self.failed) * 100 // self.total
