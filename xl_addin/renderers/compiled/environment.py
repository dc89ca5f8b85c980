"""The environment whose templates write bytes: the code's generator, its loops, its memory."""

from __future__ import annotations

from typing import Any

from jinja2 import filters

from xl_addin.model.numerals import Numbering
from xl_addin.renderers.compiled.codegen import BytesGenerator
from xl_addin.renderers.compiled.loops import ListLoop
from xl_addin.renderers.compiled.printing import Memo, PartContext
from xl_addin.renderers.compiled.tables import Tables
from xl_addin.renderers.jinja_env import TemplateEnvironment


class BytesEnvironment(TemplateEnvironment):
    """The one template environment, compiling to bytes."""

    code_generator_class = BytesGenerator
    context_class = PartContext
    kinds = (Numbering, ListLoop)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.memo = Memo()
        self.tables = Tables(self.memo)
        for name, function in self.filters.items():
            # Jinja's wrapper asks on each call whether it is to wait; it never is here.
            plain = getattr(filters, f"sync_{getattr(function, '__name__', '')}", None)
            self.filters[name] = plain or function
