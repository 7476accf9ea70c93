"""What the acts of a body tell of it, taken together: its members and when they sat, its numbers, how its acts are made.

Pure: `seen_in` takes from one document what is worth keeping, `learn` makes the profiles of all bodies of it, whatever
the order in which the files come.
"""

from delibparse.profile.learn import learn
from delibparse.profile.model import Mandate, Member, Profile, Span, Year
from delibparse.profile.seen import Seen, Sitting, seen_in

__all__ = ["Mandate", "Member", "Profile", "Seen", "Sitting", "Span", "Year", "learn", "seen_in"]
