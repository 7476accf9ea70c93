"""What is known of a body once its acts are read. Dates are ISO 8601."""

from __future__ import annotations

from msgspec import Struct

from delibparse.model.record import Collectivite, Personne


class Span(Struct, frozen=True):
    """The time that a member sat in one mandate: the first and the last session whose lists name them, in how many
    sessions. `came` and `went` tell that the lists of an earlier session of the mandate, or of a later one, do not."""

    mandate: int
    first: str
    last: str
    sessions: int
    came: bool = False
    went: bool = False


class Member(Struct, frozen=True):
    """A member: the name as it is printed most, the forms of first and family name in which it is surely printed with
    the number of sessions of each, and the spans. `sessions` are those of all mandates; `also` the other namings, each
    with the sessions in which its form is read clearly."""

    who: Personne
    forms: tuple[tuple[str, int], ...]
    spans: tuple[Span, ...]
    sessions: int
    also: tuple[tuple[Personne, int], ...] = ()


class Mandate(Struct, frozen=True):
    """The time between two general elections: the first and the last day that a session may be of it, "" where it has
    no bound; how many sessions the acts tell of, how many of them declare the number in office; the number that most of
    them declare, and how many these are."""

    first: str
    last: str
    sessions: int
    declared: int = 0
    in_office: int | None = None
    in_office_in: int = 0


class Year(Struct, frozen=True):
    """How many sessions and files are of a year, how many words of headers, attendances and votes became values, and
    how many were not understood."""

    year: int
    sessions: int
    files: int
    read: int
    left: int

    @property
    def share(self) -> float | None:
        """The share of the words that became values; None where there are none."""
        return self.read / (self.read + self.left) if self.read + self.left else None


class Profile(Struct, frozen=True):
    """A body by its acts. `key` is its SIREN, else its INSEE code, else its name without accents; `body` what most acts
    give of it; `names` and `organes` the ways in which it and its assembly are printed, `orders` the orders in which
    the blocks of an act come, each with a number of sessions, the most usual first."""

    key: str
    body: Collectivite
    files: int
    sessions: int
    first: str
    last: str
    mandates: tuple[Mandate, ...]
    members: tuple[Member, ...]
    names: tuple[tuple[str, int], ...]
    organes: tuple[tuple[str, int], ...]
    orders: tuple[tuple[str, int], ...]
    years: tuple[Year, ...]
