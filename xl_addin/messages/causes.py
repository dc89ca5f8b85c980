"""What systems and libraries say of a failure, in Chinese; in English it stays as they say it.

By their text and, for those that are told by it, the name of the error number.
"""

from __future__ import annotations

_WORDS = {
    ("Permission denied", "EACCES"): "没有权限",
    ("Operation not permitted", "EPERM"): "系统不允许",
    ("Read-only file system", "EROFS"): "磁盘是只读的",
    ("No space left on device", "ENOSPC"): "磁盘已满",
    ("Disk quota exceeded", "EDQUOT"): "磁盘配额已用完",
    ("No such file or directory", "ENOENT"): "文件或文件夹不存在",
    ("Not a directory", "ENOTDIR"): "路径里有一段是文件，不是文件夹",
    ("Is a directory", "EISDIR"): "那是文件夹，不是文件",
    ("File exists", "EEXIST"): "已有同名文件",
    ("File name too long", "ENAMETOOLONG"): "文件名太长",
    ("Device or resource busy", "EBUSY"): "正被占用",
    ("Too many open files", "EMFILE"): "打开的文件太多",
    ("Input/output error", "EIO"): "磁盘或网络读写出错",
    ("Stale file handle", "ESTALE"): "网络文件夹的连接已失效",
    ("Transport endpoint is not connected", "ENOTCONN"): "网络文件夹没有连上",
    ("Host is down", "EHOSTDOWN"): "服务器没有响应",
    ("Network is down", "ENETDOWN"): "网络不通",
    ("File is not a zip file", "BadZipFile"): "不是 zip 格式的文件",
}

CHINESE = {spelling: words for spellings, words in _WORDS.items() for spelling in spellings}
"""What is put for such a cause."""
