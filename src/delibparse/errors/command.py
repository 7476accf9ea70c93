"""What is wrong with a command line or a settings file."""

from __future__ import annotations

from delibparse.errors.base import DelibparseError, ExitStatus


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


class PagesOutOfRange(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--pages {asked} : pages absentes (le fichier en a {pages})"
    en = "--pages {asked}: no such pages (the file has {pages})"


class NoSuchAct(DelibparseError):
    status = ExitStatus.USAGE
    fr = "--acte {asked} : cet acte n'est pas dans le fichier (ses actes vont de 1 à {acts})"
    en = "--acte {asked}: the file has no such act (its acts go from 1 to {acts})"


class PortTaken(DelibparseError):
    fr = "le port {port} ne peut être ouvert : {why} (donnez-en un autre avec --port, ou aucun)"
    en = "port {port} cannot be opened: {why} (give another with --port, or none)"
