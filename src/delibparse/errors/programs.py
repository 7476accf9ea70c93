"""Programs, data and packages that are missing or failed, and faults of our own."""

from __future__ import annotations

from delibparse.errors.base import DelibparseError, ExitStatus
from delibparse.errors.limits import OutOfMemory


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


class WorkerDied(DelibparseError):
    fr = "le processus de lecture s'est arrêté : {why} (le fichier est peut-être piégé)"
    en = "the reading process died: {why} (the file may be a trap)"


class InternalFailure(DelibparseError):
    fr = "erreur interne : {why} (signalez-la avec le fichier)"
    en = "internal error: {why} (report it with the file)"


OPENCV_NO_MEMORY = -4
"""The code (cv::Error::StsNoMem) of the exception that OpenCV raises where Python would raise MemoryError."""


def unforeseen(error: Exception) -> InternalFailure | OutOfMemory:
    """The failure that stands for an exception which nobody foresaw; with its traceback, for --debug. OpenCV's want of
    memory is no internal error."""
    failure: InternalFailure | OutOfMemory = InternalFailure(
        why=f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    )
    if type(error).__module__ == "cv2" and getattr(error, "code", None) == OPENCV_NO_MEMORY:
        failure = OutOfMemory(limit="")
    failure.__cause__ = error
    return failure


class ExtraMissing(DelibparseError):
    status = ExitStatus.MISSING_PROGRAM
    fr = "{package} n'est pas installé (pip install {package})"
    en = "{package} is not installed (pip install {package})"


class SchedulerMissing(DelibparseError):
    fr = "pas d'ordonnanceur Dask à {address} : {why} (lancez dask scheduler)"
    en = "no Dask scheduler at {address}: {why} (start dask scheduler)"
