"""Every failure a caller may meet, one class each, with its exit status.

The command line prints them as one line, `delibparse: FILE: what is wrong (what to do)`; a library caller
catches `DelibparseError` or one of its kinds. Each class holds its sentence in both languages.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


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

    def __reduce__(self) -> tuple[Any, ...]:
        """Failures go from one process to another: their facts as plain values."""
        facts = {name: fact if isinstance(fact, (int, float)) else str(fact) for name, fact in self.facts.items()}
        return _again, (type(self), facts)

    def sentence(self, lang: str = "fr") -> str:
        """The failure in one line, with what to do about it in brackets."""
        return " ".join((self.en if lang == "en" else self.fr).format(**self.facts).split())


def _again(kind: type[DelibparseError], facts: dict[str, object]) -> DelibparseError:
    return kind(**facts)


class UsageError(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{fr}"
    en = "{en}"


class UnknownCommand(DelibparseError):
    status = ExitStatus.USAGE
    fr = "commande inconnue : {name} (delibparse --help les liste)"
    en = "unknown command: {name} (delibparse --help lists them)"


class MisspeltCommand(UnknownCommand):
    fr = "commande inconnue : {name} (vouliez-vous {near} ? delibparse --help les liste)"
    en = "unknown command: {name} (did you mean {near}? delibparse --help lists them)"


class NoSuchTopic(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{topic} : ni une page, ni une commande, ni une règle (delibparse help liste les pages)"
    en = "{topic}: neither a page, nor a command, nor a rule (delibparse help lists the pages)"


class UnknownOption(DelibparseError):
    status = ExitStatus.USAGE
    fr = "option inconnue : {name} ({command} --help les liste)"
    en = "unknown option: {name} ({command} --help lists them)"


class MisspeltOption(UnknownOption):
    fr = "option inconnue : {name} (vouliez-vous {near} ? {command} --help les liste)"
    en = "unknown option: {name} (did you mean {near}? {command} --help lists them)"


class ValueMissing(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} attend une valeur (donnez-la après)"
    en = "{name} wants a value (give it after)"


class ArgumentMissing(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} manque (voyez {command} --help)"
    en = "{name} is missing (see {command} --help)"


class ValueNotTaken(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} ne prend pas de valeur (écrivez-la seule)"
    en = "{name} takes no value (write it alone)"


class TooManyArguments(DelibparseError):
    status = ExitStatus.USAGE
    fr = "argument de trop : {words} ({command} --help dit ce qui est attendu)"
    en = "argument not expected: {words} ({command} --help tells what is)"


class NotAChoice(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} {value} : valeur inconnue (choisissez : {choices})"
    en = "{name} {value}: unknown value (choose one of: {choices})"


class NotANumber(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} {value} : ce n'est pas un nombre (donnez-en un)"
    en = "{name} {value}: not a number (give one)"


class NotAnInteger(NotANumber):
    fr = "{name} {value} : ce n'est pas un nombre entier (donnez-en un)"
    en = "{name} {value}: not a whole number (give one)"


class OutOfRange(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} {value} : hors limites (donnez un nombre de {least} à {most})"
    en = "{name} {value}: out of range (give a number from {least} to {most})"


class TooSmall(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} {value} : trop petit (donnez au moins {least})"
    en = "{name} {value}: too small (give {least} at least)"


class BadValue(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{name} {value} : valeur refusée ({command} --help dit ce qui est attendu)"
    en = "{name} {value}: value refused ({command} --help tells what is expected)"


class BadVocabulary(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--vocabulary {file} : {why} (voyez delibparse help grammar)"
    en = "--vocabulary {file}: {why} (see delibparse help grammar)"


class BadRoster(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--roster {file} : {why} (voyez delibparse help reconcile)"
    en = "--roster {file}: {why} (see delibparse help reconcile)"


class NotARegister(DelibparseError):
    fr = "{file} : pas un CSV du répertoire national des élus : {why} (voyez docs/rosters.md)"
    en = "{file}: not a CSV of the national register of elected people: {why} (see docs/rosters.md)"


class NoRowsRead(DelibparseError):
    fr = "{file} : {bad} lignes illisibles sur {rows} (téléchargez le fichier de nouveau)"
    en = "{file}: {bad} of {rows} rows cannot be read (download the file again)"


class RegisterTooLong(DelibparseError):
    fr = "plus de {limit} lignes (découpez le fichier)"
    en = "more than {limit} rows (split the file)"


class VintageMissing(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{file} : de quel jour est ce fichier ? (donnez --vintage AAAA-MM-JJ)"
    en = "{file}: of which day is this file? (give --vintage YYYY-MM-DD)"


class NoDataFolder(DelibparseError):
    status = ExitStatus.USAGE
    fr = "pas de dossier personnel où garder les listes (nommez-en un par DELIBPARSE_DATA)"
    en = "no home folder to keep the rosters in (name one by DELIBPARSE_DATA)"


class RostersDamaged(DelibparseError):
    fr = "{file} : listes illisibles ou d'une autre version : {why} (roster remove --all, puis import)"
    en = "{file}: rosters unreadable or of another version: {why} (roster remove --all, then import)"


class NoSuchRoster(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{asked} : aucune liste importée à ce nom (delibparse roster list les montre)"
    en = "{asked}: no imported roster of that name (delibparse roster list shows them)"


class SeveralBodies(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{asked} : plusieurs collectivités : {found} (donnez le code)"
    en = "{asked}: several bodies: {found} (give the code)"


class NoSuchProfile(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{asked} : aucun acte lu n'est d'une telle collectivité (delibparse profile DOSSIER les montre toutes)"
    en = "{asked}: no act that was read is of such a body (delibparse profile DIR shows them all)"


class SeveralProfiles(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--csv donne les membres d'une collectivité, le dossier en a plusieurs : {bodies} (donnez --body)"
    en = "--csv prints the members of one body, the folder has several: {bodies} (give --body)"


class BadSettings(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{file} : {why} (voyez delibparse help check)"
    en = "{file}: {why} (see delibparse help check)"


class UnknownSetting(BadSettings):
    fr = "{file} : réglage inconnu, {key} = {value} (voyez delibparse help check)"
    en = "{file}: no such setting, {key} = {value} (see delibparse help check)"


class UnfitSetting(BadSettings):
    fr = "{file} : valeur d'un autre type, {key} = {value} (voyez delibparse help check)"
    en = "{file}: a value of another type, {key} = {value} (see delibparse help check)"


class BadRecord(DelibparseError):
    fr = "pas un JSON de delibparse : {why} (donnez celui d'extract)"
    en = "not a JSON of delibparse: {why} (give that of extract)"


class FileMissing(DelibparseError):
    fr = "fichier introuvable (vérifiez le chemin)"
    en = "no such file (check the path)"


class IsADirectory(DelibparseError):
    fr = "c'est un dossier (donnez des fichiers, ou le dossier à delibparse batch)"
    en = "is a directory (give files, or the directory to delibparse batch)"


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
    fr = "ni PDF, ni PNG, JPEG ou TIFF, ni .docx, .odt, HTML, courriel ou texte (convertissez-le en PDF)"
    en = "not a PDF, PNG, JPEG, TIFF, .docx, .odt, HTML, e-mail or text file (convert it to PDF)"


class OtherFormat(DelibparseError):
    fr = "{fr}"
    en = "{en}"


OTHER_FORMATS = {
    "rtf": ("fichier RTF (enregistrez-le en PDF ou .docx)", "RTF file (save it as PDF or .docx)"),
    "doc": ("fichier Office ancien, .doc, .xls ou .ppt (enregistrez-le en PDF ou .docx)",
            "old Office file, .doc, .xls or .ppt (save it as PDF or .docx)"),
    "locked": ("fichier Office protégé par un mot de passe (enregistrez-le sans)",
               "password-protected Office file (save it without)"),
    "msg": ("courriel Outlook .msg (enregistrez-le en .eml, ou ses pièces jointes à part)",
            "Outlook .msg e-mail (save it as .eml, or its attachments apart)"),
    "mbox": ("boîte de plusieurs courriels, mbox (enregistrez-les un à un en .eml)",
             "mailbox of several e-mails, mbox (save each as .eml)"),
    "xlsx": ("classeur .xlsx (enregistrez-le en PDF)", "spreadsheet, .xlsx (save it as PDF)"),
    "pptx": ("diaporama .pptx (enregistrez-le en PDF)", "slides, .pptx (save them as PDF)"),
    "ods": ("classeur .ods (enregistrez-le en PDF)", "spreadsheet, .ods (save it as PDF)"),
    "odp": ("diaporama .odp (enregistrez-le en PDF)", "slides, .odp (save them as PDF)"),
    "opendocument": ("fichier OpenDocument qui n'est pas un texte (enregistrez-le en PDF)",
                     "OpenDocument file that is no text (save it as PDF)"),
    "epub": ("livre EPUB (convertissez-le en PDF)", "EPUB book (convert it to PDF)"),
    "zip": ("archive ZIP (donnez-la à batch, ou extrayez-en les fichiers)",
            "ZIP archive (give it to batch, or unpack it)"),
    "archive": ("archive 7z, RAR, gzip, bzip2 ou xz (extrayez-en les fichiers)",
                "7z, RAR, gzip, bzip2 or xz archive (unpack it)"),
    "xml": ("fichier XML (enregistrez le document qu'il décrit en PDF)",
            "XML file (save the document that it describes as PDF)"),
    "postscript": ("fichier PostScript (convertissez-le en PDF)", "PostScript file (convert it to PDF)"),
    "picture": ("image WebP, GIF, BMP, HEIC ou AVIF (enregistrez-la en PNG ou JPEG)",
                "WebP, GIF, BMP, HEIC or AVIF picture (save it as PNG or JPEG)"),
}  # fmt: skip
"""What files of other formats are told to be, with what to do, in French and in English."""


def other_format(name: str) -> OtherFormat:
    """The failure for a file of one of the OTHER_FORMATS."""
    fr, en = OTHER_FORMATS[name]
    return OtherFormat(fr=fr, en=en)


class EncryptedDocument(DelibparseError):
    fr = "document protégé par un mot de passe (enregistrez-le sans, ou en PDF)"
    en = "password-protected document (save it without, or as PDF)"


class SeveralAttachments(DelibparseError):
    fr = "courriel à plusieurs documents joints : {names} (enregistrez-les et donnez-les un à un)"
    en = "e-mail with several documents attached: {names} (save them and give each)"


class AttachmentNotRead(DelibparseError):
    fr = "courriel dont la pièce jointe n'est pas lue : {names} (enregistrez-la en PDF)"
    en = "e-mail whose attachment is not read: {names} (save it as PDF)"


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


class NoSuchAct(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--acte {asked} : cet acte n'est pas dans le fichier (ses actes vont de 1 à {acts})"
    en = "--acte {asked}: the file has no such act (its acts go from 1 to {acts})"


class TooManyPages(DelibparseError):
    fr = "{pages} pages, limite {limit} (--max-pages l'élève, --pages en choisit)"
    en = "{pages} pages, limit {limit} (raise it with --max-pages, or choose with --pages)"


class TooManyBytes(DelibparseError):
    fr = "{size} octets, limite {limit} (découpez le fichier)"
    en = "{size} bytes, limit {limit} (split the file)"


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


class NameRefused(OutputFailure):
    fr = "écriture impossible sous ce nom : {why} (renommez le fichier ou son dossier)"
    en = "cannot be written under this name: {why} (rename the file or its folder)"


class NotRegular(OutputFailure):
    fr = "{file} : ni un fichier ni un nom libre (donnez-en un autre)"
    en = "{file}: neither a file nor a free name (give another)"


class SourceMissing(DelibparseError):
    fr = "{source} : introuvable (vérifiez le chemin ou le motif)"
    en = "{source}: not found (check the path or the pattern)"


class NotAFile(DelibparseError):
    fr = "ni fichier ni dossier (un tube ou un périphérique n'est pas lu)"
    en = "neither a file nor a folder (pipes and devices are not read)"


class EncryptedMember(DelibparseError):
    fr = "chiffré dans l'archive (extrayez-le avec son mot de passe)"
    en = "encrypted in the archive (extract it with its password)"


class KindNotRead(DelibparseError):
    fr = "type de fichier qui n'est pas lu (convertissez-le en PDF s'il contient des délibérations)"
    en = "kind of file that is not read (convert it to PDF if it holds deliberations)"


class HiddenLeft(DelibparseError):
    fr = "dossier caché, laissé de côté (nommez-le pour le lire)"
    en = "hidden folder, left aside (name it to have it read)"


class LinkLeft(DelibparseError):
    fr = "lien vers un dossier, laissé de côté (nommez le dossier pour le lire)"
    en = "link to a folder, left aside (name the folder to have it read)"


class ReplacedMember(DelibparseError):
    fr = "remplacé plus loin dans l'archive par un membre de ce nom (extrayez-la si les deux comptent)"
    en = "replaced further on in the archive by a member of this name (unpack it if both count)"


class SparseMember(DelibparseError):
    fr = "fichier à trous dans l'archive, non lu (extrayez-le)"
    en = "sparse file in the archive, not read (unpack it)"


class TooManyMembers(DelibparseError):
    fr = "archive de plus de {limit} membres, les autres n'ont pas été lus (découpez-la)"
    en = "archive of more than {limit} members, the others were not read (split it)"


class ArchiveTooLarge(DelibparseError):
    fr = "archive de plus de {limit} octets une fois décompressée (décompressez-la vous-même)"
    en = "archive of more than {limit} bytes once uncompressed (uncompress it yourself)"


class BatchBusy(DelibparseError):
    fr = "un autre traitement écrit dans ce dossier (attendez sa fin ; --status DIR dit où il en est)"
    en = "another run is writing to this folder (wait for its end; --status DIR tells where it stands)"


class NoJournal(DelibparseError):
    fr = "aucun traitement n'a eu lieu dans ce dossier (lancez delibparse batch SOURCE --out DIR)"
    en = "no run has taken place in this folder (start one: delibparse batch SOURCE --out DIR)"


class JournalDamaged(DelibparseError):
    fr = "{file} : journal illisible ou d'une autre version : {why} (relancez batch avec --rebuild, qui le refait)"
    en = "{file}: journal unreadable or of another version: {why} (run batch again with --rebuild, which remakes it)"


class OutputDamaged(DelibparseError):
    fr = "{file} : JSON abîmé : {why} (supprimez-le et relancez : il sera refait)"
    en = "{file}: damaged JSON: {why} (remove it and run again: it will be made again)"


class WorkerDied(DelibparseError):
    fr = "le processus de lecture s'est arrêté : {why} (le fichier est peut-être piégé)"
    en = "the reading process died: {why} (the file may be a trap)"


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


class NotABatch(DelibparseError):
    fr = "{folder} : pas un dossier de batch (lancez delibparse batch SOURCE --out {folder})"
    en = "{folder}: not a batch's folder (run delibparse batch SOURCE --out {folder})"


class DoesNotFit(DelibparseError):
    fr = "{where} : {column} ne tient pas dans ce format : {why} (corrigez la valeur)"
    en = "{where}: {column} does not fit this format: {why} (correct the value)"


class MandatoryCells(DelibparseError):
    fr = "{where} : cellules obligatoires vides : {names} (donnez-les, ou renoncez à --strict)"
    en = "{where}: empty mandatory cells: {names} (give them, or do without --strict)"


class BadCorrections(DelibparseError):
    status = ExitStatus.USAGE
    fr = "{file}, ligne {line} : pas une correction : {why} (donnez le fichier que la page de relecture a donné)"
    en = "{file}, line {line}: not a correction: {why} (give the file that the review page gave)"


class CorrectionRefused(DelibparseError):
    fr = "cette correction ne pourrait être relue : {why} (raccourcissez-la)"
    en = "this correction could not be read back: {why} (make it shorter)"


class ChangedSince(DelibparseError):
    fr = "le fichier a été relu ou corrigé ailleurs depuis que cette page est ouverte (rechargez la page)"
    en = "the file was read again or corrected elsewhere since this page was opened (reload the page)"


class PortTaken(DelibparseError):
    fr = "le port {port} ne peut être ouvert : {why} (donnez-en un autre avec --port, ou aucun)"
    en = "port {port} cannot be opened: {why} (give another with --port, or none)"
