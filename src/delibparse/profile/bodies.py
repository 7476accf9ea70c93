"""One key for each body of an archive: its SIREN, else its INSEE code, else its name, as its acts give them."""

from __future__ import annotations

from collections.abc import Iterable

from delibparse.model.people import council_of, fold
from delibparse.model.record import Collectivite


class Bodies:
    """The bodies that some acts name. An act that gives less of its body than others is of theirs where these are one:
    a name that comes with one SIREN alone is that body's.

    >>> bodies = Bodies([Collectivite("Valbrune", siren="210000018"), Collectivite("VALBRUNE")])
    >>> bodies.key_of(Collectivite("Valbrune"))
    '210000018'
    """

    def __init__(self, met: Iterable[Collectivite]) -> None:
        better: dict[str, set[str]] = {}
        for body in met:
            key = council_of(body)
            for other in (body.code_insee, fold(body.nom)):
                if key and other and other != key:
                    better.setdefault(other, set()).add(key)
        self._better = {other: next(iter(keys)) for other, keys in better.items() if len(keys) == 1}

    def key_of(self, body: Collectivite) -> str | None:
        """None for a body of which an act says nothing."""
        key = council_of(body)
        while key is not None and key in self._better:  # a name's INSEE code, the code's SIREN
            key = self._better[key]
        return key
