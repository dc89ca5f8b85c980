"""`xl-addin generate`: problems first, then progress, then a summary (`summary`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_out, print_problems
from xl_addin.cli.progress import ProgressBar
from xl_addin.cli.summary import (
    outdated,
    outdated_lines,
    pdf_dict,
    print_pdfs,
    print_summary,
    report_dict,
)
from xl_addin.cli.values import Choice, NewFile, value_wrong
from xl_addin.errors import UsageError
from xl_addin.messages import LANGUAGES, text

if TYPE_CHECKING:
    from xl_addin.executors.base import Executor
    from xl_addin.package.limits import Limits
    from xl_addin.pages.base import PdfMaker
    from xl_addin.pipeline.folder_job import Upkeep
    from xl_addin.pipeline.packs import Packs
    from xl_addin.pipeline.pdf import PdfReport
    from xl_addin.pipeline.report import Report

_MOST_JOBS = 64


def _jobs(_: click.Context, param: click.Parameter, value: str) -> int | None:
    """`auto` is None: as many as the batch is worth."""
    if value == "auto":
        return None
    if value.isdigit() and 1 <= int(value) <= _MOST_JOBS:
        return int(value)
    raise value_wrong(param, value, f"auto, 1 … {_MOST_JOBS}")


@click.command("generate", short_help="生成文档 · make the documents")
@options.workbook
@options.roles
@click.option(
    "-t",
    "--template",
    "templates",
    multiple=True,
    metavar="T",
    help="Template name or path; repeatable. 模板名或路径。",
)
@options.template_folder
@options.allow_external
@options.filters
@click.option(
    "-o",
    "--output",
    metavar="DIRECTORY|URL",
    help="Output folder, or a store such as s3://…. 输出文件夹或存储地址。",
)
@click.option(
    "-j",
    "--jobs",
    default="auto",
    metavar="auto|N",
    callback=_jobs,
    help="Worker processes. 并行进程数。",
)
@click.option(
    "--executor",
    type=Choice(["local", "dask"]),
    default="local",
    help="Where documents are made. 在本机或 Dask 集群上生成。",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster. Dask 调度器地址。")
@click.option(
    "--compression",
    type=Choice(["fast", "balanced", "small"]),
    default="balanced",
    help="Speed or size of the files. 文件压缩方式。",
)
@click.option("--doc-lang", type=Choice(LANGUAGES), help="Documents' language. 文档语言。")
@click.option("--dry-run", is_flag=True, help="Check and plan only. 只检查，不写文件。")
@click.option("--strict", is_flag=True, help="Any error stops all. 有任何错误就全部不生成。")
@click.option("--force", is_flag=True, help="Make all, up to date or not. 全部重新生成。")
@click.option("--explain", is_flag=True, help="Say why each is made. 说明每份为何生成。")
@click.option(
    "--overwrite-edited",
    is_flag=True,
    help="Also over hand-made changes and documents of other workbooks, roles and templates. "
    "覆盖人工改动和其他工作簿、岗位、模板的文档。",
)
@click.option(
    "--prune", is_flag=True, help="Delete what nobody asks for any more. 删除不再需要的文档。"
)
@click.option(
    "--archive", is_flag=True, help="Move old versions to 历史版本. 旧版移入“历史版本”。"
)
@click.option("--break-lock", is_flag=True, help="Ignore a dead run's lock. 解除残留占用。")
@click.option("--pdf", is_flag=True, help="PDFs as well. 同时转换为 PDF。")
@click.option(
    "--merge",
    "merge_to",
    type=NewFile(".docx"),
    metavar="FILE",
    help="One document of all. 另外合并成一份文档。",
)
@click.option(
    "--zip",
    "zip_to",
    type=NewFile(".zip"),
    metavar="FILE",
    help="A .zip of all to send. 另外打包成 zip。",
)
@click.option("--durable", is_flag=True, help="Survive a power cut. 逐份写到磁盘。")
@options.as_json
@options.everything
@options.common
def command(
    workbook: Path,
    roles: tuple[str, ...],
    templates: tuple[str, ...],
    template_folder: Path | None,
    allow_external: bool,
    filters: Path | None,
    output: str | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    compression: str,
    doc_lang: str | None,
    dry_run: bool,
    strict: bool,
    force: bool,
    explain: bool,
    overwrite_edited: bool,
    prune: bool,
    archive: bool,
    break_lock: bool,
    pdf: bool,
    merge_to: Path | None,
    zip_to: Path | None,
    durable: bool,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """按 WORKBOOK 为每个岗位生成 Word 文档。

    Make the documents of every role in WORKBOOK.
    """
    from xl_addin.pipeline.children import start_before_reading

    bounds = options.limits_of(limits)
    if start_before_reading(workbook, output) and templates and filters is None:
        _look_ahead(workbook, templates, template_folder, compression, bounds, allow_external)
    from xl_addin.pipeline.folder_job import Upkeep
    from xl_addin.pipeline.generate import generate

    _must_be_documents_only(output, pdf=pdf, merge=bool(merge_to), zip=bool(zip_to))
    bar = ProgressBar(lang)
    # A missing program is told before anything is made.
    maker = _pdf_maker() if pdf and not dry_run else None

    upkeep = Upkeep(
        force=force,
        overwrite_edited=overwrite_edited,
        prune=prune,
        archive=archive,
        break_lock=break_lock,
        durable=durable,
        # A merged document's contents name roles, whose names only the workbook has.
        reread=everything or merge_to is not None,
    )

    def on_plan(plan: Report) -> None:
        if not as_json:
            print_problems(plan.problems, lang, everything=everything)

    with bar:
        report = generate(
            workbook,
            output=output,
            roles=roles or None,
            templates=templates or None,
            template_folder=template_folder,
            language=doc_lang,
            jobs=jobs,
            compression=compression,
            strict=strict,
            allow_external=allow_external,
            filters=filters,
            dry_run=dry_run,
            upkeep=upkeep,
            limits=bounds,
            executor=_cluster(scheduler, bounds) if executor == "dask" else None,
            on_plan=on_plan,
            on_progress=None if as_json else bar.advance,
        )
    if not as_json:
        print_problems(report.late, lang, everything=True)
        print_summary(report, lang, dry_run=dry_run, explain=explain)
    laid_out = _lay_out(report, maker, lang, upkeep, as_json=as_json)
    old_pdfs = outdated(report) if laid_out is None and not dry_run else ()
    packs = _put_together(
        report,
        None if dry_run else merge_to,
        None if dry_run else zip_to,
        laid_out,
        doc_lang or "zh",
        overwrite_edited=overwrite_edited,
    )
    if as_json:
        made = [str(path) for path in packs.files] if packs else []
        files = {"packs": made} if merge_to or zip_to else {}
        files |= {"outdated_pdfs": [str(path) for path in old_pdfs]} if old_pdfs else {}
        print_json(report_dict(report, lang) | pdf_dict(laid_out, lang) | files)
    else:
        print_out(*outdated_lines(old_pdfs, lang))
        if packs is not None:
            print_problems(packs.problems, lang, everything=True)
            print_out(*(text("summary-pack", lang, path=path) for path in packs.files))
    return max(report.exit_code, laid_out.exit_code if laid_out else 0)


def _must_be_documents_only(output: str | None, **wanted: bool) -> None:
    """Nothing is laid out or put together from what lies in a store."""
    from xl_addin.pipeline.generation import is_url

    if output is None or not is_url(output):
        return
    for name, asked in wanted.items():
        if asked:
            raise UsageError("store-documents-only", option=f"--{name}", url=output)


def _look_ahead(
    workbook: Path,
    templates: tuple[str, ...],
    folder: Path | None,
    compression: str,
    bounds: Limits,
    allow_external: bool,
) -> None:
    from xl_addin.pipeline.renderer_choice import RendererChoice
    from xl_addin.pipeline.template_look import look_ahead

    choice = RendererChoice(compression)
    look_ahead(workbook, templates, folder, choice, bounds, allow_external=allow_external)


def _cluster(scheduler: str | None, limits: Limits) -> Executor:
    from xl_addin.pipeline.jobs import cluster_executor

    if scheduler is None:
        raise UsageError("scheduler-missing")
    return cluster_executor(scheduler, limits)


def _pdf_maker() -> PdfMaker:
    from xl_addin.pages.choice import pdf_maker

    return pdf_maker()


def _lay_out(
    report: Report, maker: PdfMaker | None, language: str, upkeep: Upkeep, *, as_json: bool
) -> PdfReport | None:
    if maker is None:
        return None
    from xl_addin.pipeline.pdf import make_pdfs

    with ProgressBar(language, "progress-pdf") as bar:
        result = make_pdfs(
            report,
            maker=maker,
            force=upkeep.force,
            overwrite_edited=upkeep.overwrite_edited,
            break_lock=upkeep.break_lock,
            on_progress=None if as_json else bar.advance,
        )
    if not as_json:
        print_problems(result.problems, language, everything=True)
        print_pdfs(result, language)
    return result


def _put_together(
    report: Report,
    merge_to: Path | None,
    zip_to: Path | None,
    laid_out: PdfReport | None,
    language: str,
    *,
    overwrite_edited: bool,
) -> Packs | None:
    if merge_to is None and zip_to is None:
        return None
    from xl_addin.pipeline.packs import Packs, merge_documents, pack_documents
    from xl_addin.pipeline.pdf import pdfs_of

    packs = Packs()
    if merge_to is not None:
        packs = merge_documents(
            report, merge_to, language=language, overwrite_edited=overwrite_edited
        )
    if zip_to is not None:
        more = pdfs_of(laid_out) if laid_out else ()
        packed = pack_documents(report, zip_to, more=more, overwrite_edited=overwrite_edited)
        packs.files += packed.files
    return packs
