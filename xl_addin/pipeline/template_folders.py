"""Where templates lie, and how a name finds one: always in a template folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xl_addin.errors import UsageError
from xl_addin.model.document import TemplateFile
from xl_addin.model.names import nearest

# Installed, the shipped templates lie in the package; in a checkout, beside it.
_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "shipped" / "word_templates", _PACKAGE.parent / "word_templates")
ENDING = ".docx"
_NOTE = "~$"
_MOST_SHOWN = 10


def template_folders(workbook_folder: Path, given: Path | None = None) -> tuple[Path, ...]:
    """Where templates are looked for, first match wins."""
    beside = (
        workbook_folder / "word_templates",
        workbook_folder,
        workbook_folder.parent / "word_templates",
        *SHIPPED,
    )
    return (given,) if given else beside


def templates_in(folder: Path) -> Iterator[Path]:
    """The templates in a folder; not the notes Word makes there of open ones."""
    return (path for path in folder.glob(f"*{ENDING}") if not path.name.startswith(_NOTE))


def find_again(
    names: Iterable[str], folders: Sequence[Path], *, named: Sequence[str | Path] | None = None
) -> dict[str, TemplateFile]:
    """Templates an earlier run used, by name, as they are now; those still there.

    Args:
        names: Their file names.
        folders: Where to look.
        named: Templates named for every role, instead of `names`.

    Raises:
        UsageError: One of `named` does not exist.
    """
    if named:
        return {file.name: file for file in (template_named(name, folders) for name in named)}
    found = {name: path for name in names if (path := find_template(name, folders)) is not None}
    return {name: TemplateFile(name, path.read_bytes(), path) for name, path in found.items()}


def template_named(name: str | Path, folders: Sequence[Path]) -> TemplateFile:
    """A template by its path, or by its name with or without ending.

    Raises:
        UsageError: It does not exist.
    """
    path = Path(name).with_name(with_ending(Path(name).name))
    found = path if path.is_file() else find_template(path.name, folders)
    if found is None:
        raise no_such_template(name, folders)
    return TemplateFile(found.name, found.read_bytes(), found)


def template_at(template: Path | str) -> Path:
    """A template by its path alone.

    Raises:
        UsageError: There is no such file.
    """
    path = Path(template)
    if not path.is_file():
        raise no_such_template(path.name, [path.parent])
    return path


def no_such_template(name: str | Path, folders: Sequence[Path]) -> UsageError:
    """What to say of a template that is in none of these folders: what is there, too."""
    return UsageError(
        "template-not-found",
        template=str(name),
        folders="、".join(map(str, folders)),
        **there_are(with_ending(Path(name).name), folders),
    )


def there_are(name: str, folders: Sequence[Path]) -> dict[str, str]:
    """What to tell of a template that is not there: `guess`, what was meant, and `known`."""
    known = sorted({each.name for folder in folders for each in templates_in(folder)})
    shown = [*known[:_MOST_SHOWN], *(["……"] if len(known) > _MOST_SHOWN else [])]
    return {"guess": nearest(name, known) or "", "known": "、".join(shown)}


def with_ending(name: str) -> str:
    """A template's name, which people write with or without its ending."""
    return name if name.lower().endswith(ENDING) else name + ENDING


def find_template(name: str, folders: Sequence[Path]) -> Path | None:
    """The first template of this name; None for one that is no bare name, or nowhere."""
    if Path(name).name != name:
        return None
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
