"""Write the first versions of the Word templates into a folder.

``python word_templates/first_version/assemble.py FOLDER`` writes both files there. The
folder has no default, on purpose: the templates beside this folder have been edited in
Word since, and writing over them would lose that work.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cheat_sheet
import duty_matrix
import handbook
import job_content
import job_description
import job_description_en
import recruitment_notice
import role_comparison
import starter
from package import assemble

_TEMPLATES = {
    "job_content.docx": job_content.document,
    "job_description.docx": job_description.document,
    "job_description_en.docx": job_description_en.document,
    "recruitment_notice.docx": recruitment_notice.document,
    "handbook.docx": handbook.document,
    "duty_matrix.docx": duty_matrix.document,
    "role_comparison.docx": role_comparison.document,
    "authors/starter.docx": starter.document,
    "authors/cheat_sheet.docx": cheat_sheet.document,
}


def main(arguments: list[str]) -> int:
    """Write both templates; 2 when the folder is not named."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in _TEMPLATES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(assemble(document()))
        print(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
