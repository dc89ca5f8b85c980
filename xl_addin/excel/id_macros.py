"""What the buttons of the group 岗位与编号 call: new, copied and renamed ids, drop-downs.

Each plans what to change (`xl_addin.pipeline`), does it (`editing`) and says what it did.
"""

from __future__ import annotations

from collections.abc import Mapping

from xl_addin.excel.chosen import chosen_keys, chosen_roles
from xl_addin.excel.drop_downs import restore
from xl_addin.excel.editing import apply
from xl_addin.excel.session import Session, macro
from xl_addin.model.book import Role
from xl_addin.model.names import key
from xl_addin.pipeline import add_role
from xl_addin.pipeline import change_ids as changing
from xl_addin.pipeline import give_ids as giving
from xl_addin.pipeline.edit_plan import CopyRow, Write
from xl_addin.pipeline.load import Loaded, load


@macro
def new_role(session: Session) -> None:
    """A new role under the others, with a column of toggles that are all off."""
    session.status(session.text("editing"))
    loaded = load(session.source)
    like = _chosen(session, loaded)
    added = add_role.add_role(loaded, session.text("new-role-name"), like)
    apply(session, added.plan)
    _show(session, added)
    session.tell(session.text("role-added", id=added.id, sheet=added.sheet))


@macro
def copy_role(session: Session) -> None:
    """The selected role once more under a new id, with all its rows and toggles."""
    session.status(session.text("editing"))
    loaded = load(session.source)
    source = _chosen(session, loaded)
    if source is None:
        session.tell(session.text("select-role"))
        return
    name = session.text("copy-of", name=source.name)
    added = add_role.copy_role(loaded, source, name)
    apply(session, added.plan)
    _show(session, added)
    where = _listed(session, added.plan.counted(CopyRow))
    said = {"source": f"{source.id} {source.name}", "id": added.id, "where": where}
    session.tell(session.text("role-copied", **said))


@macro
def change_ids(session: Session) -> None:
    """Carry ids that were changed in 岗位 or 职责 into every other sheet."""
    session.status(session.text("editing"))
    loaded = load(session.source)
    changed = changing.change_ids(loaded, chosen_keys(session, loaded))
    rest = session.text("list-separator").join(changed.unpaired)
    if not changed.renamings:
        unclear = session.text("ids-unclear", ids=rest) if rest else ""
        session.tell(session.text("ids-unchanged", unclear=unclear))
        return
    lines = [f"{each.old} → {each.new}　{each.title}" for each in changed.renamings]
    where = _listed(session, changed.plan.counted(Write))
    if not session.ask(session.text("ask-ids", ids="\n".join(lines), where=where)):
        return
    apply(session, changed.plan)
    unclear = session.text("ids-unclear", ids=rest) if rest else ""
    said = session.text("ids-changed", count=len(lines), where=where, unclear=unclear)
    session.tell(said)


@macro
def give_ids(session: Session) -> None:
    """Ids for the rows without one, and a place for them among the toggles."""
    session.status(session.text("editing"))
    given = giving.give_ids(load(session.source))
    apply(session, given.plan)
    separator = session.text("list-separator")
    lines = []
    if given.ids:
        ids = separator.join(given.ids)
        lines.append(session.text("ids-given", count=len(given.ids), ids=ids))
    if given.placed:
        lines.append(session.text("ids-placed", ids=separator.join(given.placed)))
    if given.nameless:
        lines.append(session.text("ids-nameless", rows=separator.join(given.nameless)))
    session.tell("\n".join(lines) or session.text("ids-complete"))


@macro
def restore_lists(session: Session) -> None:
    """Drop-downs and prompts that pasting has destroyed, taken from their neighbours."""
    session.status(session.text("editing"))
    done = restore(session, load(session.source))
    lines = []
    if done.cells:
        where = _listed(session, done.cells)
        lines.append(session.text("lists-restored", where=where))
    if done.refused:
        refused = session.text("list-separator").join(done.refused)
        lines.append(session.text("lists-refused", sheets=refused))
    session.tell("\n".join(lines) or session.text("lists-whole"))


def _chosen(session: Session, loaded: Loaded) -> Role | None:
    ids = chosen_roles(session, loaded)
    return loaded.book.roles[key(ids[0])] if ids else None


def _show(session: Session, added: add_role.Added) -> None:
    sheet = session.book.sheets[added.sheet]
    sheet.activate()
    sheet.range((added.row, added.column)).select()


def _listed(session: Session, counts: Mapping[str, int]) -> str:
    """Cells by sheet, as `岗位 1、开关 2`."""
    return session.text("list-separator").join(f"{name} {n}" for name, n in counts.items())
