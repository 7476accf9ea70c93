"""`delibparse rules [CODE]`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import LangOption
from delibparse.labels import labels, rule_title

if TYPE_CHECKING:
    from delibparse.checks import Rule


def rules(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(help="A rule's code or name, such as POU002.")] = None,
    lang: LangOption = None,
) -> None:
    """List the consistency rules, or explain one."""
    from delibparse.checks import rules as all_rules

    spoken = output.voice(context, lang, debug=False).lang
    known = all_rules()
    if code is None:
        severities = labels(spoken)["severities"]
        for rule in known.values():
            title = rule_title(rule.code, spoken)
            typer.echo(f"{rule.code}  {severities[rule.severity]:7} {rule.name:28} {title}")
        return
    found = known.get(code.upper()) or next((r for r in known.values() if r.name == code), None)
    if found is None:
        raise errors.UsageError(
            fr=f"règle inconnue : {code} (delibparse rules les liste)",
            en=f"unknown rule: {code} (delibparse rules lists them)",
        )
    typer.echo(page(found, spoken))


def page(rule: Rule, lang: str = "fr") -> str:
    """A rule's page."""
    return "\n".join(
        [
            f"{rule.code} {rule.name} ({rule.severity})",
            "",
            rule.page,
            "",
            f"Message: {rule.en if lang == 'en' else rule.fr}",
            f"Reference: {rule.reference or '-'}",
        ]
    )
