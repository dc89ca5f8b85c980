"""What can stop the program. Each class carries fields and never prints.

    XlAddinError                  the root; `exit_code` is what the command ends with
    ├── UsageError                a role, template or option that does not exist      2
    ├── WorkbookError             the workbook cannot be read at all                  2
    ├── EditRefused               one cell or sheet of a workbook may not be written  2
    ├── TemplateError             the template cannot be used at all                  2
    │   └── RenderError           one document cannot be made from it                 1
    │       └── DeadlineError     making it takes longer than a document may          1
    └── EnvironmentFault          disk, permission, missing program                   3
        ├── Busy                  another run holds the folder                        4
        └── WorkerDied            a call outran its bounds, or its process died       3

A fault in what a user typed is no exception: see `xl_addin.problems`. The wording of
an error is the catalogue's (`xl_addin.messages`), under its `code`.
"""

from __future__ import annotations

from typing import Any, ClassVar


class XlAddinError(Exception):
    """The program cannot go on.

    Attributes:
        code: Entry of the message catalogue.
        fields: Values the message names (path, role, template, cell …).
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, /, **fields: Any) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.code}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only fields must survive the way back from a worker process.
        return _rebuild, (type(self), self.code, self.fields)


def _rebuild(kind: type[XlAddinError], code: str, fields: dict[str, Any]) -> XlAddinError:
    return kind(code, **fields)


class UsageError(XlAddinError):
    """What was asked for does not exist or does not fit together."""


class WorkbookError(XlAddinError):
    """The workbook cannot be read at all."""


class EditRefused(XlAddinError):
    """A workbook may not be changed as asked; `fields` name file, sheet and cell."""


class TemplateError(XlAddinError):
    """The template cannot be used at all; `fields` may name its part and paragraph."""


class RenderError(TemplateError):
    """One document cannot be made; `fields` name template, tag and, above, the role."""

    exit_code = 1


class DeadlineError(RenderError):
    """One document takes longer than it may; another try would take as long again."""


class EnvironmentFault(XlAddinError):
    """The machine stands in the way: disk, permission, missing program."""

    exit_code = 3


class Busy(EnvironmentFault):
    """Another run holds what this one needs."""

    exit_code = 4


class WorkerDied(EnvironmentFault):
    """A guarded call ended without a result: deadline, memory, or a dead process.

    Whoever made the call knows what it was reading or making, and says so in an error of
    his own.
    """
