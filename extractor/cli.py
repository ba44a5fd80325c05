"""The command line: what it accepts, and which module does it; nothing heavy is imported for --help."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from extractor import __version__
from extractor.cli_console import BROKEN_PIPE, INTERRUPTED, USAGE, Console, terminal_columns
from extractor.cli_words import language, say
from extractor.errors import UsageError
from extractor.messages import Lang
from extractor.options import Options

COMMANDS = {  # each module is imported when used and has run(arguments, console) -> exit status
    "extract": "extractor.cli_extract",
    "show": "extractor.cli_show",
    "eval": "extractor.cli_eval",
    "patterns": "extractor.cli_patterns",
    "schema": "extractor.cli_schema",
    "doctor": "extractor.cli_doctor",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    lang = language(_wanted_language(given))
    for stream in (sys.stdout, sys.stderr):
        _show_what_it_can(stream)
    arguments = parser(lang).parse_args(given)
    console = Console(lang, arguments.quiet)
    run: Callable[[argparse.Namespace, Console], int] = import_module(COMMANDS[arguments.command]).run
    try:
        status = run(arguments, console)
        sys.stdout.flush()
    except UsageError as error:
        console.fault(error)
        return USAGE
    except KeyboardInterrupt:
        console.warn(say("interrupted", lang))
        return INTERRUPTED
    except BrokenPipeError:
        # or the interpreter complains once more when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return status


def parser(lang: Lang) -> argparse.ArgumentParser:
    """The parser of all commands, with its help in the language."""
    top = _Parser(lang, prog="zhize", description=say("help.about", lang), epilog=say("help.more", lang))
    options = top.options
    options.add_argument("--version", action="version", version=f"zhize {__version__}", help=say("help.version", lang))
    options.add_argument("--lang", choices=("zh", "en"), help=say("help.lang", lang))
    top.set_defaults(lang=None, quiet=False, jobs=1, bank=[])
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", title=say("help.commands", lang))

    def command(name: str) -> tuple[_Parser, Callable[..., argparse.Action]]:
        words = say(f"help.{name}", lang)
        made: _Parser = commands.add_parser(name, lang=lang, help=words, description=words)
        return made, made.options.add_argument

    extract, option = command("extract")
    extract.arguments.add_argument("paths", metavar="PATH", nargs="+", help=say("help.paths", lang))
    option("-o", "--out", metavar="OUT", type=Path, help=say("help.out", lang))
    option("--fresh", action="store_true", help=say("help.fresh", lang))
    _reading(option, lang)
    _shared(option, lang)

    show, option = command("show")
    show.arguments.add_argument("file", metavar="FILE", type=Path, help=say("help.file", lang))
    option("--no-color", action="store_true", help=say("help.no_color", lang))
    _reading(option, lang)
    _shared(option, lang)

    _eval(*command("eval"), lang)
    _patterns(command("patterns")[0], lang)

    _, option = command("schema")
    option("--write", action="store_true", help=say("help.write", lang))
    _shared(option, lang)
    _, option = command("doctor")
    _shared(option, lang)
    return top


def _eval(made: _Parser, option: Callable[..., argparse.Action], lang: Lang) -> None:
    made.arguments.add_argument("predicted", metavar="PREDICTED", type=Path, help=say("help.predicted", lang))
    made.arguments.add_argument("gold", metavar="GOLD", type=Path, help=say("help.gold", lang))
    option("--verbose", action="store_true", help=say("help.verbose", lang))
    option("--gate", metavar="FILE", type=Path, help=say("help.gate", lang))
    option("--write-gate", action="store_true", help=say("help.write_gate", lang))
    option("--lower-gate", action="store_true", help=say("help.lower_gate", lang))
    option("--json", action="store_true", help=say("help.json", lang))
    _shared(option, lang)


def _patterns(made: _Parser, lang: Lang) -> None:
    deeds = made.add_subparsers(dest="deed", required=True, metavar="COMMAND", title=say("help.commands", lang))
    for name in ("list", "check", "try"):
        words = say(f"help.patterns.{name}", lang)
        deed: _Parser = deeds.add_parser(name, lang=lang, help=words, description=words)
        if name == "try":
            deed.arguments.add_argument("text", metavar="TEXT", help=say("help.text", lang))
        if name == "list":
            deed.options.add_argument("--kind", metavar="KIND", help=say("help.kind", lang))
        _shared(deed.options.add_argument, lang)


def _reading(option: Callable[..., argparse.Action], lang: Lang) -> None:
    """The options of the commands that read manuals."""
    option("--password-file", metavar="FILE", type=Path, help=say("help.password_file", lang))
    option(
        "--timeout", metavar="SECONDS", type=_count, default=round(Options().seconds), help=say("help.timeout", lang)
    )


def _shared(option: Callable[..., argparse.Action], lang: Lang) -> None:
    """The options that every command takes; their defaults stand at the top parser."""
    absent = argparse.SUPPRESS
    bank = say("help.bank", lang)
    option("--bank", metavar="FILE_OR_FOLDER", action="append", type=Path, default=absent, help=bank)
    option("--jobs", metavar="N", type=_count, default=absent, help=say("help.jobs", lang))
    option("--quiet", action="store_true", default=absent, help=say("help.quiet", lang))
    option("--lang", choices=("zh", "en"), default=absent, help=say("help.lang", lang))


def _count(text: str) -> int:
    """A whole number from 1; ValueError else."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _wanted_language(given: Sequence[str]) -> str | None:
    """The value of --lang, needed before the parser can speak."""
    for k, argument in enumerate(given):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and k + 1 < len(given):
            return given[k + 1]
    return None


def _show_what_it_can(stream: object) -> None:
    """A character that the terminal's encoding lacks is shown by its number, not an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


# ------------------------------------------------------------------ argparse in two languages

_FAULTS = (  # how argparse words a fault, and our own words for it
    (r"the following arguments are required: (?P<what>.+)", "usage.required"),
    (r"unrecognized arguments: (?P<what>.+)", "usage.unrecognized"),
    (r"argument (?P<what>\S+): expected one argument", "usage.one"),
    (r"argument (?P<what>\S+): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)", "usage.choice"),
    (r"argument (?P<what>\S+): invalid \S+ value: (?P<value>.+)", "usage.value"),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose help and faults are worded in the language."""

    def __init__(self, lang: Lang, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **settings)
        self.lang = lang
        self.arguments = self.add_argument_group(say("help.arguments", lang))
        self.options = self.add_argument_group(say("help.options", lang))
        self.options.add_argument("-h", "--help", action="help", help=say("help.help", lang))

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", say("help.usage", self.lang), 1)

    def error(self, message: str) -> NoReturn:
        for pattern, key in _FAULTS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                message = say(key, self.lang, **found.groupdict())
                break
        step = say("usage.help", self.lang, command=self.prog)
        words = (say("error", self.lang, message=message), say("next", self.lang, step=step))
        self.exit(USAGE, "\n".join(words) + "\n")


class _Help(argparse.HelpFormatter):
    """Help in lines that count a Chinese character as two columns."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, max_help_position=32, width=min(terminal_columns(), 100) - 2, **settings)

    def _split_lines(self, text: str, width: int) -> list[str]:
        from extractor.columns import wrap

        return wrap(" ".join(text.split()), width)


if __name__ == "__main__":  # python -m extractor.cli, which else would do nothing and say nothing
    sys.exit(main())
