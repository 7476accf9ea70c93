"""What cannot be written: records, a batch's folder, exports, corrections."""

from __future__ import annotations

from delibparse.errors.base import DelibparseError, ExitStatus


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
