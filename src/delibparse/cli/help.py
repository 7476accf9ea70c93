"""`delibparse help [TOPIC]`"""

from __future__ import annotations

import os
from typing import Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import JsonOption, LangOption
from delibparse.cli.topics import title, topics


def help(  # noqa: A001  (the command's name)
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(metavar="TOPIC", help="A page, a command or a rule's code; none: the list of pages."),
    ] = None,
    json_: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Show a page of the documentation, a command's help, or a rule's page."""
    output.voice(context, lang, debug=False)
    pages = topics()
    if topic is None:
        listed = {name: title(path) for name, path in pages.items()}
        if json_:
            output.print_json([{"page": name, "titre": told} for name, told in listed.items()])
            return
        for name, told in listed.items():
            typer.echo(f"{name:14} {told}")
        return
    text = pages[topic].read_text(encoding="utf-8") if topic in pages else None
    if json_:
        output.print_json({"page": topic, "texte": text or _other(context, topic)})
    elif text is None:
        typer.echo(_other(context, topic))
    else:
        data = output.guard_stdout()
        output.write(data, _drawn(text, data))


def _other(context: typer.Context, topic: str) -> str:
    """The page of a rule or the help of a command. Raises NoSuchTopic."""
    from delibparse.checks import rules
    from delibparse.checks.pages import page

    root = context.find_root()
    lang = output.spoken(context)
    if rule := rules().get(topic.upper()):
        return page(rule, lang)
    command = root.command.get_command(root, topic)  # type: ignore[attr-defined]
    if command is None:
        raise errors.NoSuchTopic(topic=topic)
    return str(command.get_help(typer.Context(command, info_name=topic, parent=root)))


def _drawn(text: str, data: int) -> bytes:
    """Markdown as it is in a pipe, laid out on a terminal."""
    if not os.isatty(data):
        return text.encode()
    from rich.markdown import Markdown

    from delibparse.cli.paper import paper_for
    from delibparse.showing.paper import printed

    return printed([Markdown(text)], paper_for(data))
