"""A session's causes across its files: a fault of its lists is told once, with the number of acts that bear it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from delibparse.checks.report import Cause, Row, cause_of
from delibparse.model.record import Avertissement, Collectivite, Seance


class _Act(msgspec.Struct):
    """What an act's warnings and its session are known by; the rest of its JSON is passed over."""

    collectivite: Collectivite
    seance: Seance
    avertissements: list[Avertissement]


class _Document(msgspec.Struct):
    deliberations: list[_Act]


def shared_causes(records: Iterable[bytes]) -> Counter[Cause]:
    """Count the acts that bear each cause of a known session, over the JSON of the files of some sessions.

    An act counts once for a cause. Raises msgspec.DecodeError for JSON that is none of ours.
    """
    acts = (act for data in records for act in msgspec.json.decode(data, type=_Document).deliberations)
    return Counter(cause for act in acts for cause in {cause_of(act, one) for one in act.avertissements} if cause)


def told_once(found: Iterable[Row], shared: Mapping[Cause, int], told: set[Cause]) -> Iterator[Row]:
    """Yield the rows of a file, a cause that is `shared` only where it is not `told` yet, with its number of acts.

    Adds to `told`, which goes from file to file. A cause whose council or date is unknown is its file's alone: two
    files that lack them need not be of one session.
    """
    for row in found:
        if row.cause is None or row.cause not in shared:
            yield row
        elif row.cause not in told:
            told.add(row.cause)
            yield row._replace(actes=shared[row.cause])
