"""Files that cannot be opened, are of another format, or are damaged."""

from __future__ import annotations

from delibparse.errors.base import DelibparseError


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


class SourceMissing(DelibparseError):
    fr = "{source} : introuvable (vérifiez le chemin ou le motif)"
    en = "{source}: not found (check the path or the pattern)"


class NotAFile(DelibparseError):
    fr = "ni fichier ni dossier (un tube ou un périphérique n'est pas lu)"
    en = "neither a file nor a folder (pipes and devices are not read)"
