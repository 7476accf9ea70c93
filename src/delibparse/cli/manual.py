"""The man page, in troff, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.cli.describe import Entry, Page
from delibparse.cli.helping import usage

STATUSES = (
    ("0", "Done."),
    ("1", "Done, and --strict met an erreur, or check what --fail-on names."),
    ("2", "Wrong usage."),
    ("3", "The input cannot be read, or the output cannot be written."),
    ("4", "A program or a language is missing."),
    ("5", "A batch in which some files failed."),
    ("130", "Interrupted."),
)

FILES = (
    (
        "delibparse.toml",
        "What is known of the body: name, SIREN, SIRET, population, members; rules to leave out.",
    ),
)

ENVIRONMENT = (
    ("LC_ALL, LC_MESSAGES, LANG", "The language of help and messages: English where it is, else French."),
    ("NO_COLOR", "No colour."),
    ("COLUMNS", "The width of what show, check and the help print."),
    ("DELIBPARSE_CACHE", "The folder of compiled patterns; empty for none."),
    ("TESSDATA_PREFIX", "The folder of Tesseract's language data."),
)


def manual(pages: tuple[Page, ...], version: str) -> str:
    """The page delibparse(1), in English."""
    return "\n".join(_lines(pages[0], pages[1:], version)) + "\n"


def _lines(top: Page, pages: tuple[Page, ...], version: str) -> Iterator[str]:
    yield f'.TH DELIBPARSE 1 "" "delibparse {version}" "User Commands"'
    yield ".SH NAME"
    yield f"delibparse \\- {_text(top.sentence[0].lower() + top.sentence[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield f".B {_text(usage(top, 'en'))}"
    yield ".SH DESCRIPTION"
    yield _text(top.sentence)
    yield "delibparse help TOPIC shows the pages of the documentation."
    yield ".SH OPTIONS"
    for entry in top.options:
        yield from _entry(entry)
    yield ".SH COMMANDS"
    for page in pages:
        yield f".SS {_text(usage(page, 'en'))}"
        yield _text(page.sentence)
        for entry in (*page.arguments, *page.options):
            if "--help" not in entry.names:
                yield from _entry(entry)
    for title, rows in (("EXIT STATUS", STATUSES), ("FILES", FILES), ("ENVIRONMENT", ENVIRONMENT)):
        yield f".SH {title}"
        for name, told in rows:
            yield from (".TP", f".B {_text(name)}", _text(told))


def _entry(entry: Entry) -> Iterator[str]:
    notes = f" [{'; '.join(entry.notes)}]" if entry.notes else ""
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in entry.names)
    value = f"\\fI{_text(entry.value)}\\fR" if entry.value else ""
    yield from (".TP", " ".join(filter(None, (names, value))), _text(entry.help + notes))


def _text(text: str) -> str:
    """Text as troff reads it: its own signs escaped, and no line that looks like a request."""
    told = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("`", "\\(ga")
    return f"\\&{told}" if told[:1] in ".'" else told
