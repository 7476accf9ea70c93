"""Hostile work in a process of its own, with a limit on its memory and on its processor time.

A child that dies takes nothing with it: its death is a failure of the one piece of work, the next has a new child.
"""

from delibparse.guard.confine import allow, confine, relax
from delibparse.guard.team import Bounds, Team

__all__ = ["Bounds", "Team", "allow", "confine", "relax"]
