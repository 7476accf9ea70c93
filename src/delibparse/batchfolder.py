"""What lies where in the output folder of a batch: what it leaves for others, and what it keeps for its next run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ACTS, WARNINGS, FAILURES, SUMMARY = "deliberations.jsonl", "warnings.csv", "failures.csv", "summary.json"
CORRECTIONS = "corrections.jsonl"
OWN = ".delibparse"

RESERVED = frozenset({ACTS, WARNINGS, FAILURES, SUMMARY, CORRECTIONS})
"""Names directly in the folder that no input's JSON may take."""


@dataclass(frozen=True, slots=True)
class BatchFolder:
    """The output folder of a batch. Nothing here touches the disk but `holds_acts`.

    `output` is the path of an input's JSON below the folder, as the journal keeps it ("sous/dossier/acte.pdf.json").

    >>> BatchFolder(Path("out")).before("a/acte.pdf.json").as_posix()
    'out/.delibparse/before/a/acte.pdf.json'
    """

    path: Path

    # ---- for others ----

    @property
    def acts(self) -> Path:
        """All acts, a line each, as people have corrected them."""
        return self.path / ACTS

    @property
    def warnings(self) -> Path:
        return self.path / WARNINGS

    @property
    def failures(self) -> Path:
        return self.path / FAILURES

    @property
    def summary(self) -> Path:
        return self.path / SUMMARY

    @property
    def corrections(self) -> Path:
        """What people said of the values, a line each; only ever added to."""
        return self.path / CORRECTIONS

    def record(self, output: str) -> Path:
        """The JSON of an input."""
        return self.path / output

    def holds_acts(self) -> bool:
        """Whether a run has ended here: the folder can be exported and reviewed."""
        return self.acts.is_file()

    # ---- the run's own ----

    @property
    def own(self) -> Path:
        """The folder of all that follows."""
        return self.path / OWN

    @property
    def journal(self) -> Path:
        return self.own / "journal.sqlite"

    @property
    def lock(self) -> Path:
        return self.own / "lock.sqlite"

    @property
    def corrections_lock(self) -> Path:
        """Held while a correction is looked at and added: two servers on one folder take turns."""
        return self.own / "corrections.lock"

    @property
    def parts(self) -> Path:
        """The folder for what is not whole: files being written, pages of large files read apart. A run clears it, so
        that nothing of one that was killed stays among the outputs."""
        return self.own / "parts"

    @property
    def unpacked(self) -> Path:
        """The folder for archives that cannot be read in place; empty between runs."""
        return self.own / "unpacked"

    @property
    def texts(self) -> Path:
        """The folder for what OCR read."""
        return self.own / "texts"

    def text_of(self, sha256: str) -> Path:
        """What OCR read of a file, by the file's content."""
        return self.texts / sha256[:2] / f"{sha256}.txt"

    def before(self, output: str) -> Path:
        """An input's JSON as it was before its names were mended by the other files of its session."""
        return self.own / "before" / output

    def uncorrected(self, output: str) -> Path:
        """An input's JSON as it was before people corrected it."""
        return self.own / "uncorrected" / output

    @property
    def uncorrected_acts(self) -> Path:
        """The acts of the corrected files as they were before, a line each, as in `acts`."""
        return self.own / "uncorrected.jsonl"
