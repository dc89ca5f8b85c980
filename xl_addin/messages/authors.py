"""For template authors: `xl-addin template`."""

from __future__ import annotations

TEXTS = {
    "template-sound": (
        "模板 {template} 没有问题",
        "Nothing is wrong with the template {template}",
    ),
    "template-names-unchecked": (
        "没有给出工作簿，名字没有核对；加 --workbook 工作簿 可一并核对",
        "Names were not compared: add --workbook WORKBOOK",
    ),
}
