"""Every failure a caller may meet, one class each, with its exit status.

The command line prints them as one line, `delibparse: FILE: what is wrong (what to do)`; a library caller
catches `DelibparseError` or one of its kinds. Each class holds its sentence in both languages.
A failure is raised by its name here, `errors.TooManyPages`, whatever room it stands in.
"""

from __future__ import annotations

from delibparse.errors.archives import *  # noqa: F403
from delibparse.errors.base import *  # noqa: F403
from delibparse.errors.command import *  # noqa: F403
from delibparse.errors.inputs import *  # noqa: F403
from delibparse.errors.limits import *  # noqa: F403
from delibparse.errors.outputs import *  # noqa: F403
from delibparse.errors.programs import *  # noqa: F403
from delibparse.errors.rosters import *  # noqa: F403
