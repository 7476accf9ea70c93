"""`delibparse rules [CODE]`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import JsonOption, LangOption
from delibparse.labels import labels, rule_title

if TYPE_CHECKING:
    from delibparse.checks import Rule
    from delibparse.labels import Lang


def rules(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A rule's code or name, such as POU002.")] = None,
    json_: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """List the consistency rules, or explain one."""
    from delibparse.checks import rules as all_rules
    from delibparse.checks.pages import page

    spoken = output.voice(context, lang, debug=False).lang
    known = all_rules()
    if code is None:
        if json_:
            output.print_json([_as_json(rule, spoken) for rule in known.values()])
            return
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
    if json_:
        output.print_json(_as_json(found, spoken) | {"page": page(found, spoken)})
    else:
        typer.echo(page(found, spoken))


def _as_json(rule: Rule, lang: Lang) -> dict[str, Any]:
    return {
        "code": rule.code, "nom": rule.name, "gravite": rule.severity, "titre": rule_title(rule.code, lang),
        "message": rule.message(lang), "reference": rule.reference,
    }  # fmt: skip
