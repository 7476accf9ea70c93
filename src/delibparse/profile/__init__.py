"""What all acts of a body tell of it: its members and when they sat, its numbers, the order of its acts.

Pure: `seen_in` takes from one document what is worth keeping, `learn` makes the profiles of all bodies of it, whatever
the order in which the files come.
"""

from delibparse.profile.bodies import Bodies
from delibparse.profile.circle import circle_of
from delibparse.profile.learn import learn
from delibparse.profile.model import Mandate, Member, Profile, Span, Year
from delibparse.profile.seen import Seen, Sitting, seen_in

__all__ = [
    "Bodies", "Mandate", "Member", "Profile", "Seen", "Sitting", "Span", "Year", "circle_of", "learn", "seen_in",
]  # fmt: skip
