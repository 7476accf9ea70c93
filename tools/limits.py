"""Prints docs/limits.md, made of the table of limits: python tools/limits.py > docs/limits.md"""

from __future__ import annotations

import sys

from delibparse.limits import TABLE

HEAD = """# Limits

A file may come from anyone. It is read in a process of its own, which `extract`, `check`, `show`, the Python API and
the review start and keep for the next file; `batch` has its own workers, whose pages have the same limits. That
process has the limits below. When it dies, the file has failed, in one line, and the others go on; when it dies on one
page, the file is read again without it, and the page is marked: `source.lecture[].illisible` says why, LEC010 warns.

Linux holds the process to its memory and its processor time; macOS to its processor time; Windows to neither, so that
there only the limits on sizes hold. `guarded=False` reads in the caller's own process: for files that you trust.

This page is made by `python tools/limits.py` from `src/delibparse/limits.py`, which says why each figure is what it is.
"""


def page() -> str:
    """The page as it should be."""
    parts = [HEAD]
    for title, rows in TABLE.items():
        parts.append(f"\n## {title}\n\n| What | At most | Beyond | Raised by |\n|---|---|---|---|\n")
        parts += [f"| {row.of} | {row.most} | {row.beyond} | {row.raised_by} |\n" for row in rows]
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
