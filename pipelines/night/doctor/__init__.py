"""``xianjian doctor``: what is wrong with this installation, and what to do about it.

Belongs here: looking at everything that a night needs, without changing anything. Does not belong here: whether nights
still happen for an outside cron (heartbeat), whether the figures are right (quality, verify).
"""

from pipelines.night.doctor.examination import examine, print_signs
from pipelines.night.doctor.sign import Sign

__all__ = ["Sign", "examine", "print_signs"]
