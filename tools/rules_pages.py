"""Writes docs/rules/: a page a rule and their table, from the rules' own docstrings. `python tools/rules_pages.py`"""

from __future__ import annotations

from pathlib import Path

from delibparse.checks import Rule, rules

FOLDER = Path(__file__).parent.parent / "docs" / "rules"
FAMILIES = {
    "DAT": "Dates", "EFF": "Attendance and counts", "IDT": "Identifiers", "LEC": "Reading", "NOM": "Names",
    "POU": "Proxies", "QUO": "Quorum", "SEG": "Structure", "VOT": "Votes",
}  # fmt: skip
HEAD = """# The rules

Each rule has a code that is stable for ever. `delibparse rules CODE` prints its page; [check.md](../check.md) tells
how to run, choose and silence them. These pages are written by `tools/rules_pages.py` from the rules themselves.
"""


def pages() -> dict[str, str]:
    """File name -> content."""
    made = {f"{code}.md": _page(rule) for code, rule in rules().items()}
    lines = [HEAD]
    for family, title in FAMILIES.items():
        lines += [
            f"\n## {title}\n",
            "| code | name | severity | what it holds acts to | source |",
            "| --- | --- | --- | --- | --- |",
        ]
        for code, rule in rules().items():
            if code.startswith(family):
                lines.append(
                    f"| [{code}]({code}.md) | {rule.name} | {rule.severity} | {_title(rule)} | {rule.reference or ''} |"
                )
    return made | {"README.md": "\n".join(lines) + "\n"}


def _title(rule: Rule) -> str:
    return " ".join(rule.page.split("\n\n", 1)[0].split())


def _page(rule: Rule) -> str:
    _, _, sections = rule.page.partition("\n\n")
    body = []
    for line in sections.splitlines():
        label, colon, rest = line.partition(": ")
        starts = colon and label in ("What", "Why", "Source", "Fires", "Silent", "Traps", "Silence")
        body.append(f"\n**{label}.** {rest}" if starts else line)
    return (
        f"# {rule.code} {rule.name}\n\n*{rule.severity}*. {_title(rule)}\n"
        + "\n".join(body)
        + f"\n\n**Message.** « {rule.message('fr')} » / “{rule.message('en')}”\n"
        + f"\n**Reference.** {rule.reference or 'none'}\n"
    )


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in pages().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
