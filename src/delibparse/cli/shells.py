"""Completion scripts: all that they offer stands in them, so that a TAB starts no Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from delibparse.cli.describe import Entry, Page

ShellName = Literal["bash", "zsh", "fish", "powershell"]


def script(shell: ShellName, pages: tuple[Page, ...]) -> str:
    """The script for a shell: source it, or put it where the shell looks for completions."""
    write = {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}[shell]
    return "\n".join(write(pages[0], pages[1:]))


def _command(page: Page) -> str:
    return page.name.rpartition(" ")[2]


def _names(page: Page) -> str:
    return " ".join(name for entry in page.options for name in entry.names)


def _with_choices(page: Page) -> list[Entry]:
    return [entry for entry in (*page.arguments, *page.options) if entry.choices]


def _is_path(entry: Entry) -> bool:
    """Whether files are to be offered: where a value is neither a choice, nor a number, nor a text."""
    return bool(entry.value) and not entry.choices and entry.value not in ("N", "TEXT", "TEXTE")


# ---- bash ----------------------------------------------------------------------------------------------------------


def _bash(top: Page, pages: tuple[Page, ...]) -> Iterator[str]:
    yield '# delibparse in bash: eval "$(delibparse completion bash)" in ~/.bashrc'
    yield "_delibparse() {"
    yield "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= one"
    yield '  for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield f"    case $one in {'|'.join(map(_command, pages))}) command=$one; break;; esac"
    yield "  done"
    yield "  COMPREPLY=()"
    yield "  case $command,$before in"
    for page in (top, *pages):
        command = "" if page is top else _command(page)
        for entry in _with_choices(page):
            heads = entry.names or (command,)
            patterns = "|".join(f"{command},{name}" for name in heads)
            yield f"    {patterns}) COMPREPLY=($(compgen -W '{' '.join(entry.choices)}' -- \"$word\")); return;;"
    yield "  esac"
    yield "  case $command,$word in"
    yield f"    ,-*) COMPREPLY=($(compgen -W '{_names(top)}' -- \"$word\"));;"
    yield f"    ,*) COMPREPLY=($(compgen -W '{' '.join(map(_command, pages))}' -- \"$word\"));;"
    for page in pages:
        yield f"    {_command(page)},-*) COMPREPLY=($(compgen -W '{_names(page)}' -- \"$word\"));;"
    yield "  esac"
    yield "}"
    yield "complete -o default -F _delibparse delibparse"


# ---- zsh -----------------------------------------------------------------------------------------------------------


def _zsh(top: Page, pages: tuple[Page, ...]) -> Iterator[str]:
    yield "#compdef delibparse"
    yield "# delibparse in zsh: delibparse completion zsh > a folder of $fpath, under the name _delibparse"
    yield "_delibparse() {"
    yield "  local -a commands"
    yield "  local context state state_descr line"
    yield "  typeset -A opt_args"
    yield "  commands=("
    for name, sentence in top.commands:
        yield f"    {_quoted(f'{name}:{sentence}')}"
    yield "  )"
    yield "  _arguments -C \\"
    for entry in top.options:
        yield from (f"    {spec} \\" for spec in _zsh_specs(entry))
    yield "    '1: :->command' '*:: :->argument'"
    yield "  case $state in"
    yield "    command) _describe command commands ;;"
    yield "    argument)"
    yield "      case $words[1] in"
    for page in pages:
        specs = [spec for entry in page.options for spec in _zsh_specs(entry)]
        specs += [f"'*:{entry.value}:{_zsh_action(entry)}'" for entry in page.arguments]
        yield f"        {_command(page)})"
        yield "          _arguments \\"
        yield from (f"            {spec} \\" for spec in specs[:-1])
        yield f"            {specs[-1]} ;;"
    yield "      esac ;;"
    yield "  esac"
    yield "}"
    yield '[[ $funcstack[1] == _delibparse ]] && _delibparse "$@" || compdef _delibparse delibparse'


def _zsh_specs(entry: Entry) -> Iterator[str]:
    told = entry.help.replace("[", "(").replace("]", ")").replace(":", "\\:")
    value = f":{entry.value.replace(':', ' ')}:{_zsh_action(entry)}" if entry.value else ""
    for name in entry.names:
        yield _quoted(f"{name}[{told}]{value}")


def _zsh_action(entry: Entry) -> str:
    return f"({' '.join(entry.choices)})" if entry.choices else "_files" if _is_path(entry) else " "


def _quoted(text: str) -> str:
    """A word of a POSIX shell."""
    return "'" + text.replace("'", "'\\''") + "'"


# ---- fish ----------------------------------------------------------------------------------------------------------


def _fish(top: Page, pages: tuple[Page, ...]) -> Iterator[str]:
    yield "# delibparse in fish: delibparse completion fish > ~/.config/fish/completions/delibparse.fish"
    names = " ".join(map(_command, pages))
    none = f"not __fish_seen_subcommand_from {names}"
    for name, sentence in top.commands:
        yield f"complete -c delibparse -n {_fish_word(none)} -f -a {name} -d {_fish_word(sentence)}"
    for entry in top.options:
        yield _fish_option(entry, none)
    for page in pages:
        seen = f"__fish_seen_subcommand_from {_command(page)}"
        for entry in page.options:
            yield _fish_option(entry, seen)
        for entry in page.arguments:
            if entry.choices:
                yield f"complete -c delibparse -n {_fish_word(seen)} -f -a {_fish_word(' '.join(entry.choices))}"


def _fish_option(entry: Entry, condition: str) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in entry.names)
    value = f" -x -a {_fish_word(' '.join(entry.choices))}" if entry.choices else " -r" if entry.value else ""
    return f"complete -c delibparse -n {_fish_word(condition)} {names}{value} -d {_fish_word(entry.help)}"


def _fish_word(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


# ---- PowerShell ----------------------------------------------------------------------------------------------------


def _powershell(top: Page, pages: tuple[Page, ...]) -> Iterator[str]:
    yield "# delibparse in PowerShell: delibparse completion powershell | Out-String | Invoke-Expression, in $PROFILE"
    yield "Register-ArgumentCompleter -Native -CommandName delibparse -ScriptBlock {"
    yield "  param($word, $ast, $position)"
    yield "  $commands = [ordered]@{"
    for name, sentence in top.commands:
        yield f"    {_ps_word(name)} = {_ps_word(sentence)}"
    yield "  }"
    yield "  $options = @{"
    for page in (top, *pages):
        key = "" if page is top else _command(page)
        rows = "; ".join(f"{_ps_word(name)} = {_ps_word(entry.help)}" for entry in page.options for name in entry.names)
        yield f"    {_ps_word(key)} = [ordered]@{{ {rows} }}"
    yield "  }"
    yield "  $choices = @{"
    for page in (top, *pages):
        key = "" if page is top else _command(page)
        for entry in _with_choices(page):
            for name in entry.names or (key,):
                yield f"    {_ps_word(f'{key} {name}')} = {', '.join(map(_ps_word, entry.choices))}"
    yield "  }"
    yield from _POWERSHELL_END.splitlines()


_POWERSHELL_END = """\
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  $command = "$($words | Where-Object { $commands.Contains($_) -and $_ -ne $word } | Select-Object -First 1)"
  $before = if ($word) { $words[-2] } else { $words[-1] }
  $offered = [ordered]@{}
  if ($choices.ContainsKey("$command $before")) { $choices["$command $before"] | ForEach-Object { $offered[$_] = $_ } }
  elseif ($word.StartsWith('-')) { $offered = $options[$command] }
  elseif (-not $command) { $offered = $commands }
  $offered.GetEnumerator() | Where-Object { $_.Key -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $_.Value)
  }
}"""


def _ps_word(text: str) -> str:
    """A word of PowerShell, to which the apostrophe of typography is a quote too."""
    return "'" + text.replace("'", "''").replace("’", "’’") + "'"
