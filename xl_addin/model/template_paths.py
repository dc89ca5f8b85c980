"""Names of contexts as paths: what stands for one role, what for the whole book."""

from __future__ import annotations

BOOK_LISTS = {"roles": "岗位清单", "catalogue": "职责总表"}
"""Names only the context of a whole book has; a template that takes one is for the book."""

Path = tuple[str, ...]
"""Steps of a name: `("duties", "[]", "title")` is the title of any item of `duties`."""


def of_one_role(path: Path, *, for_book: bool) -> Path:
    """The name in one role's context that a name stands for; `()` if there is none.

    Args:
        path: A name a template takes.
        for_book: Whether the template is for the whole book.
    """
    if not for_book:
        return path
    if path[0] in ("roles", BOOK_LISTS["roles"]):
        return path[2:]
    if path[0] in ("catalogue", BOOK_LISTS["catalogue"]):
        return ("duties", *path[1:])
    return path
