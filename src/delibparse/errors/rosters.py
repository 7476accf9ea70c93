"""Rosters, the register's files, and what a batch has learnt of its bodies."""

from __future__ import annotations

from delibparse.errors.base import DelibparseError, ExitStatus


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
