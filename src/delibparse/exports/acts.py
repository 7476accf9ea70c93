"""The acts of a batch folder, of JSON and JSON Lines files, or of standard input: one at a time.

Those of a batch folder as people have corrected them, up to the last word in its `corrections.jsonl`.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Literal, TypeVar

import msgspec

from delibparse import corrections, errors
from delibparse.batchfolder import BatchFolder
from delibparse.corrections import Corrections, Left, Trouble
from delibparse.model.record import Collectivite, Deliberation
from delibparse.model.stream import Act, acts_of, bodies_of
from delibparse.settings import Settings, in_folder

T = TypeVar("T")
Tell = Callable[[list[Left], list[Trouble]], None]
"""Who is told which corrections of a batch folder were not applied, and which of their lines are none."""


Read = Callable[[int], None]
"""Who is told how many more bytes of the sources were read."""


def _tell_nobody(_left: list[Left], _troubles: list[Trouble]) -> None:
    return None


def acts(
    sources: Iterable[str],
    lang: Literal["fr", "en"] = "fr",
    tell: Tell = _tell_nobody,
    read: Read = lambda _more: None,
) -> Iterator[Act]:
    """The acts in the order of the sources; those of files of the same content once, under the first one's name.
    `lang` is the language of the warnings of acts that people have corrected.

    Raises SourceMissing, NotABatch, InputFailure, BadRecord.
    """
    names: dict[str, str] = {}
    for act in _all(sources, lang, tell, read):
        if names.setdefault(act.sha256, act.fichier) == act.fichier:
            yield act


def size_of(sources: Iterable[str]) -> int:
    """The bytes that `acts` will read, and `bodies` too; 0 where standard input is among them, or one is not there.

    Raises NotABatch.
    """
    try:
        return sum((_acts_in(path) if path.is_dir() else path).stat().st_size for path in map(_path, sources))
    except OSError:
        return 0


def _path(source: str) -> Path:
    """Raises FileNotFoundError: standard input, of which nobody knows how much comes."""
    if source == "-":
        raise FileNotFoundError(source)
    return Path(source)


def bodies(sources: Iterable[str], read: Read = lambda _more: None) -> Iterator[Collectivite]:
    """The bodies that the acts of the sources name, as they were read; those of standard input, which comes once, not.

    Raises SourceMissing, NotABatch, InputFailure, BadRecord.
    """
    for source in sources:
        path = Path(source)
        if source != "-":
            yield from _of_file(_acts_in(path) if path.is_dir() else path, bodies_of, read)


def _all(sources: Iterable[str], lang: Literal["fr", "en"], tell: Tell, read: Read) -> Iterator[Act]:
    for source in sources:
        if source == "-":
            yield from acts_of(sys.stdin.buffer)
        elif Path(source).is_dir():
            yield from _of_batch(BatchFolder(Path(source)), lang, tell, read)
        else:
            yield from _of_file(Path(source), acts_of, read)


def _of_file(path: Path, found_in: Callable[[IO[bytes]], Iterator[T]], read: Read = lambda _more: None) -> Iterator[T]:
    try:
        with path.open("rb") as stream:
            before = 0
            for one in found_in(stream):
                read(stream.tell() - before)
                before = stream.tell()
                yield one
    except FileNotFoundError as error:
        raise errors.SourceMissing(source=path) from error
    except OSError as error:
        raise errors.InputFailure(why=error.strerror or str(error)) from error


def _acts_in(path: Path) -> Path:
    """The acts of a batch's folder. Raises NotABatch."""
    folder = BatchFolder(path)
    if not folder.holds_acts():
        raise errors.NotABatch(folder=folder.path)
    return folder.acts


def _of_batch(folder: BatchFolder, lang: Literal["fr", "en"], tell: Tell, read: Read) -> Iterator[Act]:
    found = _acts_in(folder.path)
    said = corrections.load(folder.corrections)
    before = folder.uncorrected_acts
    uncorrected = _by_file(_of_file(before, acts_of)) if before.is_file() else {}
    if not said and not uncorrected:
        yield from _of_file(found, acts_of, read)
        return
    yield from _corrected(_of_file(found, acts_of, read), uncorrected, said, lang, tell, in_folder(folder.path))


def _corrected(
    found: Iterator[Act],
    uncorrected: dict[str, list[Act]],
    said: Corrections,
    lang: Literal["fr", "en"],
    tell: Tell,
    settings: Settings,
) -> Iterator[Act]:
    """The acts, file by file, what people said of them put into what was read before they did."""
    from delibparse.checks import check_act

    left: list[Left] = []
    shas: set[str] = set()
    names: set[str] = set()
    for (sha256, name), some in groupby(found, key=lambda act: (act.sha256, act.fichier)):
        group = list(some)
        names.add(name)
        first = sha256 not in shas
        shas.add(sha256)
        words = said.by_file.get(sha256, [])
        if words or sha256 in uncorrected:
            group = [
                msgspec.structs.replace(act, fichier=name) for act in copy.deepcopy(uncorrected.get(sha256, group))
            ]
            lost = corrections.apply(list[Deliberation](group), words)
            left += lost if first else []
            for act in group if words else []:
                act.avertissements = check_act(act, lang, settings)
        yield from group
    left += corrections.gone(said.by_file, shas, names)
    if left or said.troubles:
        tell(left, said.troubles)


def _by_file(found: Iterator[Act]) -> dict[str, list[Act]]:
    """By SHA-256, the acts of one file of that content."""
    files: dict[str, dict[int, Act]] = {}
    for act in found:
        files.setdefault(act.sha256, {}).setdefault(act.acte, act)
    return {sha256: list(acts.values()) for sha256, acts in files.items()}
