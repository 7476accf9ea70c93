"""Files that ask for more than a limit allows: bytes, pages, pixels, time, memory."""

from __future__ import annotations

from delibparse.errors.base import DelibparseError


class TooMuchInside(DelibparseError):
    fr = "plus de {limit} octets une fois décompressé (enregistrez-le en PDF, ou découpez-le)"
    en = "more than {limit} bytes once uncompressed (save it as PDF, or split it)"


class TooMuchText(DelibparseError):
    fr = "plus de {limit} caractères de texte, ou trop de cellules (découpez le document)"
    en = "more than {limit} characters of text, or too many cells (split the document)"


class TooManyElements(DelibparseError):
    fr = "plus de {limit} éléments (enregistrez le document en PDF, ou découpez-le)"
    en = "more than {limit} elements (save the document as PDF, or split it)"


class NestedTooDeep(DelibparseError):
    fr = "plus de {limit} éléments les uns dans les autres (enregistrez le document en PDF)"
    en = "more than {limit} elements within each other (save the document as PDF)"


class TooManyPages(DelibparseError):
    fr = "{pages} pages, limite {limit} (--max-pages l'élève, --pages en choisit)"
    en = "{pages} pages, limit {limit} (raise it with --max-pages, or choose with --pages)"


class TooManyBytes(DelibparseError):
    fr = "{size} octets, limite {limit} (découpez le fichier)"
    en = "{size} bytes, limit {limit} (split the file)"


class TooLongList(DelibparseError):
    fr = "{list} : liste de plus de {names} noms ou de {bytes} octets (donnez le dossier, ou découpez la liste)"
    en = "{list}: a list of more than {names} names or {bytes} bytes (give the folder, or split the list)"


class TooManyWords(DelibparseError):
    fr = "plus de {limit} mots (découpez le fichier)"
    en = "more than {limit} words (split the file)"


class TooLongWord(DelibparseError):
    fr = "un mot de {length} caractères, limite {limit} (le fichier n'est pas un texte ordinaire)"
    en = "a word of {length} characters, limit {limit} (the file is no ordinary text)"


class TooManyPixels(DelibparseError):
    fr = "page {page} : image de {width} x {height} points, limite {limit} (réduisez l'image)"
    en = "page {page}: image of {width} x {height} pixels, limit {limit} (shrink the image)"


class PageTooLarge(DelibparseError):
    fr = "page {page} : {width:.1f} x {height:.1f} m, limite {limit} m de côté (réduisez la page)"
    en = "page {page}: {width:.1f} x {height:.1f} m, limit {limit} m a side (shrink the page)"


class FileTimeout(DelibparseError):
    fr = "pas lu en {seconds:.0f} s (--timeout l'élève)"
    en = "not read within {seconds:.0f} s (raise it with --timeout)"


class OutOfMemory(DelibparseError):
    fr = "plus de {limit} Mo de mémoire demandés (--memory l'élève)"
    en = "more than {limit} MB of memory asked for (raise it with --memory)"


class TimeUsed(DelibparseError):
    fr = "plus de temps de calcul demandé que n'en a la lecture (le fichier est peut-être piégé ; découpez-le)"
    en = "more processor time asked for than reading has (the file may be a trap; split it)"


class PatternTimeout(DelibparseError):
    fr = "texte de {length} caractères : une recherche a pris trop de temps (découpez le fichier, ou signalez-le)"
    en = "text of {length} characters: a search took too long (split the file, or report it)"
