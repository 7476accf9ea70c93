"""Members of archives and folders that are left aside."""

from __future__ import annotations

from delibparse.errors.base import DelibparseError


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
