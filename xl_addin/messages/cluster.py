"""Clusters and stores: work and documents beyond this machine."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "scheduler-not-reached": Entry(
        zh="连不上 Dask 调度器 {scheduler}（{cause}）",
        zh_cure="请检查地址和网络，并确认调度器正在运行；已完成的文档不受影响，再生成一次会接着做",
        en="The Dask scheduler {scheduler} cannot be reached ({cause})",
        en_cure="Check the address and the network, and that the scheduler runs; documents that are done stay, and generating again goes on from there",
    ),
    "cluster-without-workers": Entry(
        zh="Dask 调度器 {scheduler} 上没有工作进程",
        zh_cure="请先启动工作进程：dask worker {scheduler}",
        en="The Dask scheduler {scheduler} has no workers",
        en_cure="Start some: dask worker {scheduler}",
    ),
    "scheduler-missing": Entry(
        zh="用 Dask 生成时要给出调度器地址",
        zh_cure="请加 --scheduler tcp://主机:8786",
        en="Generating on Dask needs the scheduler's address",
        en_cure="Add --scheduler tcp://HOST:8786",
    ),
    "store-not-reached": Entry(
        zh="存储位置 {url} 无法使用（{cause}）",
        zh_cure="请检查地址、网络和访问密钥，再生成一次：已放好的会跳过",
        en="The store {url} cannot be used ({cause})",
        en_cure="Check address, network and access keys, and generate again: what is there is skipped",
    ),
    "store-package-missing": Entry(
        zh="缺少访问 {url} 所需的组件（{cause}）",
        zh_cure="请按括号里的名字用 pip 安装，例如 pip install s3fs",
        en="What reaches {url} is not installed ({cause})",
        en_cure="Install with pip what is named there, such as pip install s3fs",
    ),
    "store-keeps-all": Entry(
        zh="{option} 不能用于存储位置 {url}：那里的旧文档不会删除或归档，没有生成任何文档",
        zh_cure="请去掉 {option}，旧文档请用存储自己的工具删除；或用 -o 生成到普通文件夹（那里可以用 {option}），再同步到存储",
        en="{option} is not for the store {url}: old documents there are neither deleted nor archived; nothing was made",
        en_cure="Leave out {option} and delete old documents with the store's own tools; or generate into a folder with -o, where {option} works, and copy that to the store",
    ),
    "store-documents-only": Entry(
        zh="{option} 不能用于存储位置 {url}：那里只放各份文档，没有生成任何文档",
        zh_cure="请去掉 {option}；或用 -o 生成到普通文件夹（那里可以用 {option}），再同步到存储",
        en="{option} is not for the store {url}, which takes the documents only; nothing was made",
        en_cure="Leave out {option}; or generate into a folder with -o, where {option} works, and copy that to the store",
    ),
}
