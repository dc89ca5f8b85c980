"""What a run did, as lines for a person or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xl_addin.cli.console import listed, print_hidden_rows, print_out, problem_dict
from xl_addin.messages import text

if TYPE_CHECKING:
    from pathlib import Path

    from xl_addin.pipeline.pdf import PdfReport
    from xl_addin.pipeline.report import DocumentResult, Report

_MOST_NAMES = 5


def report_dict(report: Report, language: str) -> dict[str, Any]:
    """JSON-able form of a report."""
    return {
        "folder": str(report.folder) if report.folder else None,
        "seconds": round(report.seconds, 3),
        "exit_code": report.exit_code,
        "documents": [document.as_dict() for document in report.documents],
        "problems": [problem_dict(problem, language) for problem in report.problems],
        "hidden_rows": report.hidden_rows,
        "stale": [document.as_dict() for document in report.stale],
        "repeated": report.repeated,
        "earlier_warnings": report.earlier_warnings,
    }


def print_summary(report: Report, language: str, *, dry_run: bool, explain: bool) -> None:
    """Numbers, then names of what was not made, then the folder."""
    print_hidden_rows(report.hidden_rows, language)
    if report.repeated:
        print_out(text("summary-repeated", language, count=len(report.done)))
    elif dry_run:
        planned = report.with_status("planned")
        print_out(text("summary-planned", language, count=len(planned)))
        print_out(*(f"  {document.file_name}" for document in planned))
        _print_unchanged(report, language)
    else:
        _print_made(report, language)
    if report.earlier_warnings:
        print_out(text("summary-earlier-warnings", language, count=report.earlier_warnings))
    if explain:
        _print_reasons(report, language)
    _print_stale(report, language)
    if report.done and report.folder and not dry_run:
        print_out(text("summary-folder", language, folder=str(report.folder.resolve())))


def _print_made(report: Report, language: str) -> None:
    made = report.with_status("written")
    if made:
        print_out(
            text(
                "summary-done",
                language,
                count=len(made),
                of=_made_of(made, language),
                seconds=f"{report.seconds:.1f}",
            )
        )
    elif not report.done:
        print_out(text("summary-none", language))
    _print_unchanged(report, language)
    for status in ("edited", "withheld", "failed"):
        documents = report.with_status(status)
        if documents:
            names = listed((each.label for each in documents), language)
            print_out(text(f"summary-{status}", language, count=len(documents), roles=names))


def _made_of(made: Sequence[DocumentResult], language: str) -> str:
    """How many roles and templates documents are of; '' where one is of all roles."""
    roles = {document.role for document in made}
    templates = {document.template for document in made}
    if "" in roles:
        return ""
    code = "of-each" if len(made) == len(roles) * len(templates) else "of-roles"
    return text(f"summary-{code}", language, roles=len(roles), templates=len(templates))


def _print_unchanged(report: Report, language: str) -> None:
    unchanged = report.with_status("unchanged")
    if unchanged:
        print_out(text("summary-unchanged", language, count=len(unchanged)))


def _print_reasons(report: Report, language: str) -> None:
    """How many documents were made, or would be, for each reason; then which."""
    made: list[DocumentResult] = [each for each in report.documents if each.why]
    for why, count in Counter(each.why for each in made).most_common():
        print_out(
            text("explain-count", language, count=count, why=text(f"why-{why}", language))
        )
        print_out(*(f"  {each.file_name}" for each in made if each.why == why))
        if why == "content":
            print_out(text("explain-cells", language))


def _print_stale(report: Report, language: str) -> None:
    for action, count in Counter(each.action for each in report.stale).items():
        print_out(text(f"stale-{action}", language, count=count))
        for each in report.stale:
            if each.action == action:
                said = [text(f"stale-reason-{each.reason}", language)]
                said += [text("stale-was-edited", language)] if each.edited else []
                print_out(f"  {each.file_name}  ({listed(said, language)})")


def pdf_dict(report: PdfReport | None, language: str) -> dict[str, Any]:
    """JSON-able form of what became of the PDFs; nothing where none were asked for."""
    if report is None:
        return {}
    return {
        "pdf": {
            "seconds": round(report.seconds, 3),
            "made": [str(path) for path in report.made],
            "unchanged": [str(path) for path in report.unchanged],
            "problems": [problem_dict(problem, language) for problem in report.problems],
        }
    }


def print_pdfs(report: PdfReport, language: str) -> None:
    """How many PDFs there are now."""
    if report.made:
        seconds = f"{report.seconds:.1f}"
        print_out(text("summary-pdf", language, count=len(report.made), seconds=seconds))
    if report.unchanged:
        print_out(text("summary-pdf-unchanged", language, count=len(report.unchanged)))
    if report.failed:
        print_out(text("summary-pdf-failed", language, count=report.failed))


def outdated(report: Report) -> tuple[Path, ...]:
    """PDFs of ours that show what the documents of a run said before."""
    from xl_addin.stores.side_files import has_any

    # Few folders hold PDFs.
    if report.folder is None or not has_any(report.folder):
        return ()
    from xl_addin.pipeline.pdf import outdated_pdfs

    return outdated_pdfs(report)


def outdated_lines(pdfs: Sequence[Path], language: str) -> list[str]:
    """Which PDFs show what their documents said before."""
    if not pdfs:
        return []
    names = listed((each.name for each in pdfs[:_MOST_NAMES]), language)
    more = "…" if len(pdfs) > _MOST_NAMES else ""
    return [text("pdf-outdated", language, count=len(pdfs), names=names + more)]
