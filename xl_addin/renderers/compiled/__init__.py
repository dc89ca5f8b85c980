"""The compiled renderer: what can be done once per template is done once.

prepare: read the package (`package`) → take docxtpl's patched source of each part
(`word_document`) → prove what can be proven about it (`analysis`, on `markup` and
`facts`) → compile it to bytes (`quick` for documents as they usually are, `codegen` for
all others). render: fill the parts with tags (`part`, `properties`), mend what may need it
(`mending`), put the archive together (`xl_addin.renderers.archive`).
"""

from __future__ import annotations

from xl_addin.renderers.compiled.renderer import CompiledRenderer, CompiledTemplate

__all__ = ["CompiledRenderer", "CompiledTemplate"]
