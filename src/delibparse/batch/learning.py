"""What a batch has learnt of its bodies, from what the journal keeps of each of its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from delibparse import errors
from delibparse.batch.journal import Told
from delibparse.batchfolder import BatchFolder

if TYPE_CHECKING:
    from delibparse.model.record import Collectivite
    from delibparse.profile import Profile, Seen
    from delibparse.reconcile import Circle

OTHERS = 2
"""Other files of a folder that must name a body, for a file that names none to be of it."""


class Learnt:
    """The profiles of the bodies of an archive, and what the second pass takes from them. Raises OutputDamaged."""

    def __init__(self, rows: Iterable[Told], folder: BatchFolder) -> None:
        from delibparse.profile import Bodies, circle_of, learn

        listed = list(rows)
        self._seen = seen_by_content(listed, folder)
        self._bodies = Bodies(sitting.body for seen in self._seen.values() for sitting in seen.sittings)
        self._profiles = learn(self._seen.values())
        self._circles = {key: circle_of(profile) for key, profile in self._profiles.items()}
        self._dividing = {key for key, circle in self._circles.items() if circle.divided(None)}
        self._days = self._days_of_folders(listed)
        self._of_folder = self._one_body(listed)

    def concerns(self, sha256: str, output: str) -> bool:
        """Whether there may be something to mend, or to fill in, in a file."""
        if self._seen[sha256].doubtful or self.body_of(sha256, output) is not None:
            return True
        return bool(self.circles_of(sha256, output))

    def body_of(self, sha256: str, output: str) -> Collectivite | None:
        """The body of the acts of a file that name none: that whose members its lists name, else that of all other
        files of the folder, else that of the folder's bodies on whose days its acts were taken."""
        seen = self._seen[sha256]
        key = self._key_of(seen, _folder_of(output)) if seen.bodiless else None
        return None if key is None else self._profiles[key].body

    def _key_of(self, seen: Seen, folder: str) -> str | None:
        from delibparse.batch.whose import by_days, by_members, is_of_others

        if (key := by_members(seen, self._circles)) is not None:
            return key
        if (key := self._of_folder.get(folder)) is not None:
            return None if is_of_others(seen, self._circles[key]) else key
        return by_days(seen, self._days.get(folder, {}))

    def circles_of(self, sha256: str, output: str) -> dict[str, Circle]:
        """The councils that a file's acts are of, by what tells them apart in the acts."""
        from delibparse.model.people import council_of

        seen = self._seen[sha256]
        bodies = [*(sitting.body for sitting in seen.sittings), *filter(None, [self.body_of(sha256, output)])]
        known = {council_of(body): self._bodies.key_of(body) for body in bodies}
        return {
            named: self._circles[key]
            for named, key in known.items()
            if named and key and (seen.doubtful or (seen.undivided and key in self._dividing) or self._cuts(seen, key))
        }

    def _cuts(self, seen: Seen, key: str) -> bool:
        """Whether a list of a file may be cut otherwise than the names of a body's members."""
        circle = self._circles[key]
        return any(circle.cuts(one.day, (named.who for named in one.people)) for one in seen.sittings)

    def _days_of_folders(self, rows: list[Told]) -> dict[str, dict[str, set[str]]]:
        """By folder, the days of the sessions of each body that its files name."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in rows:
            for one in self._seen[row.sha256].sittings:
                if (key := self._bodies.key_of(one.body)) is not None and one.day:
                    found[_folder_of(row.output)][key].add(one.day)
        return found

    def _one_body(self, rows: list[Told]) -> dict[str, str]:
        """By folder, the body of all of its files that name one, where it is one and enough of them do."""
        named: dict[str, list[set[str]]] = defaultdict(list)
        for row in rows:
            keys = {key for one in self._seen[row.sha256].sittings if (key := self._bodies.key_of(one.body))}
            if keys:
                named[_folder_of(row.output)].append(keys)
        return {
            folder: next(iter(files[0]))
            for folder, files in named.items()
            if len(files) >= OTHERS and len(set().union(*files)) == 1
        }


def _folder_of(output: str) -> str:
    return PurePosixPath(output).parent.as_posix()


def seen_by_content(
    rows: Iterable[Told], folder: BatchFolder, read: Callable[[int], None] = lambda _more: None
) -> dict[str, Seen]:
    """What each content tells of its body, by its SHA-256. `read` is told of each row that was.

    What the journal does not keep is taken from the file's JSON. Raises OutputDamaged.
    """
    import msgspec

    from delibparse.profile.seen import from_json

    found: dict[str, Seen] = {}
    for row in rows:
        read(1)
        if row.sha256 in found:
            continue
        try:
            found[row.sha256] = from_json(row.seen) if row.seen else _from_record(folder, row.output)
        except msgspec.MsgspecError:  # another version's
            found[row.sha256] = _from_record(folder, row.output)
    return found


def profiles(
    folder: BatchFolder, rows: list[Told], read: Callable[[int], None] = lambda _more: None
) -> dict[str, Profile]:
    """The profiles of a batch's folder, by the bodies' keys, from what its journal keeps (`what_was_seen`). `read` is
    told of each row that was. Raises OutputDamaged."""
    from delibparse.profile import learn

    return learn(seen_by_content(rows, folder, read).values())


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
