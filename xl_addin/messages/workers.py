"""Work in processes of its own: what ended before it had a result."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "worker-died": Entry(
        zh="一个工作进程意外终止",
        zh_cure="请重试；若内存不足，请减小 --jobs",
        en="A worker process ended unexpectedly",
        en_cure="Try again; if memory is short, lower --jobs",
    ),
    "worker-deadline": Entry(
        zh="一个工作进程超过 {seconds} 秒没有完成，已终止",
        zh_cure="请重试；若电脑很忙，请稍候再试",
        en="A worker process took longer than {seconds} seconds and was ended",
        en_cure="Try again; if the computer is busy, try later",
    ),
    "worker-memory": Entry(
        zh="一个工作进程需要的内存超过了上限",
        zh_cure="请减小工作簿或模板后再试",
        en="A worker process needed more memory than it may have",
        en_cure="Make the workbook or the template smaller and try again",
    ),
    "worker-not-started": Entry(
        zh="无法启动工作进程（{cause}）",
        zh_cure="请关闭一些程序后重试；若仍如此，请 IT 检查是否有安全软件拦截了 Python",
        en="A worker process could not be started ({cause})",
        en_cure="Close some programs and try again; if it stays so, ask IT whether security software blocks Python",
    ),
}
