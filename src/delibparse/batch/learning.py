"""The profiles of the bodies of an archive, from what the journal keeps of each of its files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from delibparse import errors
from delibparse.batch.journal import Told, what_was_seen
from delibparse.batchfolder import BatchFolder

if TYPE_CHECKING:
    from delibparse.profile import Profile, Seen


def seen_by_key(rows: Iterable[Told], folder: BatchFolder) -> dict[str, Seen]:
    """What each file tells of its body, each content once, by the first key of those that have it.

    What the journal does not keep is taken from the file's JSON. Raises OutputDamaged.
    """
    import msgspec

    from delibparse.profile.seen import from_json

    found: dict[str, Seen] = {}
    contents: set[str] = set()
    for row in rows:
        if row.sha256 in contents:
            continue
        contents.add(row.sha256)
        try:
            found[row.key] = from_json(row.seen) if row.seen else _from_record(folder, row.output)
        except msgspec.MsgspecError:  # another version's
            found[row.key] = _from_record(folder, row.output)
    return found


def profiles(folder: BatchFolder) -> dict[str, Profile]:
    """The profiles of a batch's folder, by the bodies' keys. Raises NoJournal, JournalDamaged, OutputDamaged."""
    from delibparse.profile import learn

    return learn(seen_by_key(what_was_seen(folder), folder).values())


def _from_record(folder: BatchFolder, output: str) -> Seen:
    from delibparse.model.schema import from_json
    from delibparse.profile import seen_in

    before = folder.before(output)
    path = before if before.is_file() else folder.record(output)
    try:
        return seen_in(from_json(path.read_bytes()))
    except OSError as error:
        raise errors.OutputDamaged(file=path, why=error.strerror or str(error)) from error
    except errors.BadRecord as failure:
        raise errors.OutputDamaged(file=path, why=failure.facts["why"]) from failure
