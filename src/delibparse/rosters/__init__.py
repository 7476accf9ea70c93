"""Who sits on the councils of France: the national register of elected people, imported by its user.

Files as they are published (data.gouv.fr) are read into one SQLite file of the user's data folder, several vintages
side by side; an act whose body is known is then read with the members who sat on its day.
"""

from __future__ import annotations

from delibparse.rosters.place import imported, store_path

__all__ = ["imported", "store_path"]
