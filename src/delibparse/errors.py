"""Every failure a caller may meet, one class each, with its exit status.

The command line prints them as one line, `delibparse: FILE: what is wrong (what to do)`; a library caller
catches `DelibparseError` or one of its kinds. Each class holds its sentence in both languages.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitStatus(IntEnum):
    """The exit statuses of the contract."""

    DONE = 0
    STRICT = 1
    USAGE = 2
    UNREADABLE = 3
    MISSING_PROGRAM = 4
    PARTIAL_BATCH = 5
    INTERRUPTED = 130


class DelibparseError(Exception):
    """Base of all failures. `facts` fill the sentence of the class, in French or in English."""

    status: ClassVar[ExitStatus] = ExitStatus.UNREADABLE
    fr: ClassVar[str] = "échec"
    en: ClassVar[str] = "failure"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, lang: str = "fr") -> str:
        """The failure in one line, with what to do about it in brackets."""
        return " ".join((self.en if lang == "en" else self.fr).format(**self.facts).split())


class UsageError(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{fr}"
    en = "{en}"


class BadVocabulary(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--vocabulary {file} : {why} (voyez docs/grammar.md)"
    en = "--vocabulary {file}: {why} (see docs/grammar.md)"


class BadRoster(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--roster {file} : {why} (voyez docs/reconcile.md)"
    en = "--roster {file}: {why} (see docs/reconcile.md)"


class BadSettings(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{file} : {why} (voyez docs/check.md)"
    en = "{file}: {why} (see docs/check.md)"


class BadRecord(DelibparseError):
    fr = "pas un JSON de delibparse : {why} (donnez celui d'extract)"
    en = "not a JSON of delibparse: {why} (give that of extract)"


class FileMissing(DelibparseError):
    fr = "fichier introuvable (vérifiez le chemin)"
    en = "no such file (check the path)"


class IsADirectory(DelibparseError):
    fr = "c'est un dossier (donnez des fichiers)"
    en = "is a directory (give files)"


class NotPermitted(DelibparseError):
    fr = "lecture refusée (vérifiez les droits du fichier)"
    en = "permission denied (check the file's permissions)"


class InputFailure(DelibparseError):
    fr = "lecture impossible : {why} (vérifiez le disque ou le fichier)"
    en = "cannot be read: {why} (check the disk or the file)"


class EmptyFile(DelibparseError):
    fr = "fichier vide (refaites la copie ou la numérisation)"
    en = "empty file (copy or scan it again)"


class UnknownFormat(DelibparseError):
    fr = "ni PDF, ni PNG, JPEG ou TIFF, ni texte (convertissez-le en PDF)"
    en = "not a PDF, PNG, JPEG, TIFF or text file (convert it to PDF)"


class DamagedFile(DelibparseError):
    fr = "fichier endommagé ou tronqué : {why} (refaites la copie ou la numérisation)"
    en = "damaged or truncated file: {why} (copy or scan it again)"


class PasswordNeeded(DelibparseError):
    fr = "PDF protégé par un mot de passe (donnez-le avec --password)"
    en = "password-protected PDF (give it with --password)"


class WrongPassword(DelibparseError):
    fr = "mot de passe refusé (vérifiez --password)"
    en = "wrong password (check --password)"


class NoPages(DelibparseError):
    fr = "aucune page (refaites la copie ou la numérisation)"
    en = "no pages (copy or scan it again)"


class PagesOutOfRange(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--pages {asked} : pages absentes (le fichier en a {pages})"
    en = "--pages {asked}: no such pages (the file has {pages})"


class TooManyPages(DelibparseError):
    fr = "{pages} pages, limite {limit} (--max-pages l'élève, --pages en choisit)"
    en = "{pages} pages, limit {limit} (raise it with --max-pages, or choose with --pages)"


class TooManyBytes(DelibparseError):
    fr = "{size} octets, limite {limit} (découpez le fichier)"
    en = "{size} bytes, limit {limit} (split the file)"


class TooManyPixels(DelibparseError):
    fr = "page {page} : image de {width} x {height} points, limite {limit} (réduisez l'image)"
    en = "page {page}: image of {width} x {height} pixels, limit {limit} (shrink the image)"


class PageTooLarge(DelibparseError):
    fr = "page {page} : {width:.1f} x {height:.1f} m, limite {limit} m de côté (réduisez la page)"
    en = "page {page}: {width:.1f} x {height:.1f} m, limit {limit} m a side (shrink the page)"


class EngineMissing(DelibparseError):
    status = ExitStatus.MISSING_PROGRAM
    fr = "aucun moteur d'OCR : ni tesserocr ni tesseract (apt install tesseract-ocr tesseract-ocr-fra)"
    en = "no OCR engine: neither tesserocr nor tesseract (apt install tesseract-ocr tesseract-ocr-fra)"


class NamedEngineMissing(DelibparseError):
    status = ExitStatus.MISSING_PROGRAM
    fr = "moteur {engine} absent ({remedy})"
    en = "engine {engine} is not installed ({remedy})"


class LanguageMissing(DelibparseError):
    status = ExitStatus.MISSING_PROGRAM
    fr = "données de langue OCR absentes : {language} (apt install tesseract-ocr-{language})"
    en = "OCR language data missing: {language} (apt install tesseract-ocr-{language})"


class EngineFailed(DelibparseError):
    status = ExitStatus.UNREADABLE
    fr = "page {page} : le moteur d'OCR a échoué : {why} (essayez --engine ou --dpi)"
    en = "page {page}: the OCR engine failed: {why} (try --engine or --dpi)"


class OutputFailure(DelibparseError):
    status = ExitStatus.UNREADABLE
    fr = "écriture impossible : {why} (vérifiez le dossier et l'espace libre)"
    en = "cannot be written: {why} (check the folder and the free space)"
