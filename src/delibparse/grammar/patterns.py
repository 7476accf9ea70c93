"""The small patterns that larger ones are made of, each with what it is and an example.

A template names them: `@{FIGURE}`. They match whatever the case where the template does. Groups are left to the
templates, so that a pattern may stand twice in one.
"""

from __future__ import annotations

from types import MappingProxyType

PATTERNS = MappingProxyType({
    # ---- Figures, numbers in words, dates: counts, votes, sessions ---------------------------------------------------
    # A count of people: 27
    "FIGURE": r"\d{1,3}",
    # A digit as OCR may have read it: the 2 and the B of 2B
    "OCR_DIGIT": r"[\dOoQDlI|SBZG]",
    # A count on a recognised page, where some of its characters or a lone one may be a misread digit; "Il" is none: 2B
    "FIGURE_OCR": (
        r"(?:(?=\S{0,2}\d)@{OCR_DIGIT}{1,3}(?![\p{L}\d])|\d{1,3}"
        r"|[OoQ](?![\p{L}\d])|[lI|](?=\s*(?:[.;,\n)]|$)))"
    ),
    # A nought in a text that somebody recognised or typed, not an initial: "abstentions : O"
    "NOUGHT_TYPED": r"(?-i:O)(?=\s*(?:[;,\n\t–-]|\.(?!\s*\p{Lu})|$)|\s(?-i:\p{Lu}{2}))",
    # What OCR reads for an 11 that stands alone, whatever its case: il
    "ELEVEN_OCR": r"(?-i:[iIl|][iIlt|]|t[il])",
    # A number in words: deux mille vingt-trois, soixante et onze, dix neuf
    "NUMBER_WORDS": (
        r"(?<!\p{L})@{numbers.word}(?:(?:[\s\-]+et)?[\s\-]+@{numbers.word}){0,7}(?!\p{L})"
    ),
    # A number of one word or two: quarante-cinq
    "NUMBER_PAIR": r"@{numbers.word}(?:[\s\-]+(?:et[\s\-]+)?@{numbers.word})?",
    # The parts of a date. They alone have groups of their own, since none stands twice in a template.
    # `weekday`, with what parts it from the day, or nothing: lundi, le
    "DATE_WEEKDAY": r"(?:(?P<weekday>@{dates.weekday})\s*,?\s*(?:le\s+)?)?",
    # `day`, or `first` as OCR reads it too, or `dayword`: 9; 1er, Ier, 1%; vingt-cinq
    "DATE_DAY": (
        r"(?:(?P<day>\d{1,2})\s?(?:er|ER|ème|e|%)?|(?P<first>1\s?er|[lI]er|@{dates.first}|1%)"
        r"|(?P<dayword>@{numbers.word}(?:(?:[\s\-]+et)?[\s\-]+@{numbers.word}){0,2}))"
    ),
    # `month`: novembre, NOV, févr.
    "DATE_MONTH": r"(?P<month>@{dates.month})",
    # `year`, or `yearword`, or `shortyear`: 2017, 20 17; deux mille vingt-trois; 17
    "DATE_YEAR": (
        r"(?:(?P<year>(?:1[789]|20)\s?\d\s?\d)"
        r"|(?P<yearword>@{dates.century}(?:[\s\-]+(?:et[\s\-]+)?@{numbers.word}){0,5})|(?P<shortyear>\d\d)(?!\d))"
    ),
    # ---- Names ---------------------------------------------------------------------------------------------------------
    # A civility of one person: M., Mme, madame
    "CIVILITY": r"(?:M\.|@{names.civility}\b)",
    # One of several: MM., Mesdames
    "CIVILITIES": r"(?:@{names.collective_civility}\b\.?)",
    # A particle, which may be part of a name: de, d', von
    "PARTICLE": r"(?:de|du|des|la|le|les|d['’]|da|dos|di|von|van|den|der|el|ben|bin|y)",
    # The particles before a name, the elided one without white space behind it: de la, d'
    "PARTICLES": r"(?:(?:@{PARTICLE}|De|Le|La)(?:\s+|(?<=['’])))*",
    # ---- Identifiers (@CTES): 074-247400567-20230119-2023_01-DE --------------------------------------------------------
    # The number of the act: 2023_01
    "CTES_NUMBER": r"(?P<number>[\p{Lu}\d_.\- ]{1,30}?)",
    # The nature of the act: DE
    "CTES_NATURE": r"(?P<nature>DE|AR|AI|CC|BF|AU)(?![\p{L}\d])",
    # ---- Sentences and items -------------------------------------------------------------------------------------------
    # What opens a sentence, and so ends a title: Monsieur le Maire expose; Vu les articles; Il convient
    "SENTENCE": (
        r"(?:@{sentences.opening}|@{sentences.person}\s(?:[^.;:]{2,60}?\s)?@{sentences.says}\b)"
    ),
    # An item's number, not the hour: 4
    "ITEM_NUMBER": r"(?P<number>\d{1,3})(?!\s?[hH:]\d)",
})  # fmt: skip
