"""Says how a command is used, and what is wrong with a command line, in the language of who typed it. What click
says itself is English only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal

if TYPE_CHECKING:
    from diary.content.language import Language


class WrongUse(click.UsageError):
    """A command line that cannot be carried out as it stands; the facts are those of the reason's sentence."""

    def __init__(self, reason: Reason, **facts: object) -> None:
        super().__init__(reason, click.get_current_context(silent=True))
        self.refusal = Refusal(reason, **facts)


class WordedCommand(click.Command):
    """A command whose help is in the language of its world."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one that has no place is named."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
            if rest and not isinstance(self, click.Group):
                raise WrongUse(Reason.ONE_TOO_MANY, text=rest[0])
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows the order of what is typed."""
        before = _language(ctx).t("Usage:") + " "
        formatter.write_usage(ctx.command_path, usage_words(self, ctx, _language(ctx)), before)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_language(ctx).help(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each option, and for each command of a group."""
        language = _language(ctx)
        with formatter.section(language.t("Options")):
            formatter.write_dl(list(option_rows(self, ctx, language)))
        if isinstance(self, click.Group):
            with formatter.section(language.t("Commands")):
                formatter.write_dl(list(command_rows(self, ctx, language)))


def usage_words(command: click.Command, ctx: click.Context, language: "Language") -> str:
    """Return what is typed behind a command, in order; the names of arguments are the same in every language."""
    t = language.t
    words = {"[OPTIONS]": t("[OPTIONS]"), "COMMAND [ARGS]...": t("COMMAND [ARGS]...")}
    return " ".join(words.get(piece, piece) for piece in command.collect_usage_pieces(ctx))


def command_rows(group: click.Group, ctx: click.Context, language: "Language") -> Iterator[tuple[str, str]]:
    """Yield each command of a group, and what it is for."""
    for name in group.list_commands(ctx):
        found = group.get_command(ctx, name)
        assert found is not None
        yield name, language.help(found.help)


def option_rows(command: click.Command, ctx: click.Context, language: "Language") -> Iterator[tuple[str, str]]:
    """Yield how each option of a command is written, and what it is for."""
    t = language.t
    for option in command.get_params(ctx):
        record = option.get_help_record(ctx)
        if record is None or not isinstance(option, click.Option):
            continue
        words = t("Show this and stop.") if "--help" in option.opts else language.help(option.help)
        more = []
        if isinstance(option.type, click.IntRange):
            more.append(t("from {low} to {high}", low=option.type.min, high=option.type.max))
        if option.show_default:
            more.append(t("otherwise {value}", value=option.default))
        if option.required:
            more.append(t("always needed"))
        yield record[0], " ".join(filter(None, [words, f"[{'; '.join(more)}]" if more else ""]))


def wrong_use(error: click.ClickException, language: "Language") -> str:
    """Return what is wrong with a command line, how it is written, and where more stands."""
    t, ctx = language.t, getattr(error, "ctx", None)
    found = _refusal_of(error)
    lines = [error.format_message() if found is None else refusal_sentence(language, None, found)]
    if ctx is not None:
        usage = f"{ctx.command_path} {usage_words(ctx.command, ctx, language)}"
        lines += [
            t("Write it as: {usage}", usage=usage),
            t("More about it: {command}", command=f"{ctx.command_path} --help"),
        ]
    return "\n".join(lines)


def _refusal_of(error: click.ClickException) -> Refusal | None:
    """Return the reason of what click found; None where it has a sentence of its own already."""
    match error:
        case WrongUse():
            return error.refusal
        case click.NoSuchOption():
            return Refusal(Reason.OPTION_UNKNOWN, option=error.option_name, options=_near(error))
        case click.BadOptionUsage():
            is_flag = any(one.is_flag and error.option_name in one.opts for one in _options(error))
            return Refusal(Reason.OPTION_BARE if is_flag else Reason.OPTION_EMPTY, option=error.option_name)
        case click.MissingParameter() if error.param is not None:
            return Refusal(Reason.PART_MISSING, name=_name(error.param, error.ctx))
        case click.BadParameter() if error.param is not None:
            return _wrong_value(error.param, error.ctx)
    return None


def _wrong_value(param: click.Parameter, ctx: click.Context | None) -> Refusal | None:
    name, kind = _name(param, ctx), param.type
    if isinstance(kind, click.Choice):
        return Refusal(Reason.OPTION_CHOICE, option=name, options=tuple(kind.choices))
    if isinstance(kind, click.IntRange):
        return Refusal(Reason.OPTION_RANGE, option=name, lowest=str(kind.min), highest=str(kind.max))
    return Refusal(Reason.OPTION_NUMBER, option=name) if kind is click.INT else None


def _near(error: click.NoSuchOption) -> tuple[str, ...]:
    """Return the options that were perhaps meant, else all."""
    return tuple(error.possibilities or (one.opts[-1] for one in _options(error)))


def _options(error: click.UsageError) -> list[click.Option]:
    found = [] if error.ctx is None else error.ctx.command.get_params(error.ctx)
    return [one for one in found if isinstance(one, click.Option)]


def _name(param: click.Parameter, ctx: click.Context | None) -> str:
    if isinstance(param, click.Option) or ctx is None:
        return param.opts[-1]
    return param.make_metavar(ctx).removesuffix("...")


def _language(ctx: click.Context) -> "Language":
    language: Language = ctx.obj.library().language
    return language
