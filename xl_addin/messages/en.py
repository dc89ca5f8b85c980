"""English wording. A part in ⟦…⟧ is left out where a value in it is blank."""

from __future__ import annotations

# Code → (what is wrong, how to mend it).
PROBLEMS: dict[str, tuple[str, str]] = {
    # The workbook as a file
    "workbook-not-found": ('No workbook "{file}"', "Check the file name and its folder"),
    "workbook-format": (
        '"{file}" has a format ({ending}) that cannot be read',
        "Open it in Excel or WPS and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-encrypted-or-old": (
        '"{file}" has a password to open, or is an old .xls file under another name',
        "Open it, remove the password and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-damaged": (
        '"{file}" is not a whole Excel file ({cause})',
        "It may be being saved or synced: try again; if it stays so, repair it in Excel and save a copy",
    ),
    "workbook-without-sheets": (
        'No worksheet can be read in "{file}"',
        "If it is a Strict Open XML workbook, save it as an ordinary Excel Workbook (*.xlsx)",
    ),
    "file-not-readable": (
        '"{file}" cannot be read ({cause})',
        "Close the program that holds it, or check the permission to read",
    ),
    "format-newer": (
        "The workbook has format version {version}; this program knows up to {known}",
        "Upgrade xl-addin first",
    ),
    # Sheets and headers
    "sheet-missing": (
        'The sheet "{sheet}" is missing (there are: {found})',
        "Add it, or give the right sheet this name",
    ),
    "sheet-twice": (
        'The sheets "{sheet}" and "{other}" are of one kind',
        "Make them one, or rename one of them",
    ),
    "toggles-missing": (
        "There is no sheet of toggles (开关), and no role columns among the duties (职责)",
        "Add the sheet: a row for each duty, a column for each role id",
    ),
    "column-missing": (
        'The column "{header}" is missing (headers found: {found})',
        'Add "{header}" to the header row',
    ),
    "header-clash": (
        'The header "{header}" repeats "{other}" at {other_place}',
        "Rename one: each column of a sheet needs a name of its own",
    ),
    "merged-cells": (
        "The table has merged cells {range}",
        "Unmerge them and fill in every cell",
    ),
    "setting-twice": ('The setting "{setting}" occurs twice', "Keep one row"),
    # Cells
    "error-cell": (
        "The cell is an error value {error}",
        "Mend the formula or type the content",
    ),
    "uncached-formula": (
        "The formula was saved without its result ({formula})",
        "Open and save the workbook in Excel, or paste the formula as a value",
    ),
    "illegal-character": (
        "It holds a character Word cannot store, {character}",
        "Delete that invisible character, or type the text again",
    ),
    "date-not-understood": (
        'The date "{value}" is not understood',
        "Write 2025-01-01, 2025/1/1 or 2025年1月1日",
    ),
    "flag-not-understood": (
        '"{value}" is neither yes nor no',
        "Write 是 (yes) or 否 (no); blank means not set",
    ),
    "order-not-a-number": ('The order "{value}" is not a number', "Write a number, such as 10"),
    "typed-numbering": (
        'A point begins with typed numbering "{mark}"',
        "Delete it, the document numbers by itself: {line}",
    ),
    "id-is-number": (
        "The id {id} is stored as a number, so leading zeros are lost",
        "Format the column as text and type the ids again",
    ),
    "value-blank": ('{id} has no "{header}"', 'Fill in "{header}"'),
    # Ids
    "id-blank": (
        "The row is filled but has no {header}",
        "Give it a new id that was never used",
    ),
    "duplicate-id": (
        'The id "{id}" is also at {other}',
        "Give one of the rows another id that was never used",
    ),
    "unknown-role": (
        'The role id "{role}" is not in the sheet of roles (岗位)⟦; did you mean "{guess}"?⟧',
        "Correct the id, or add the role to that sheet first",
    ),
    "unknown-duty": (
        'The duty id "{duty}" is not in the sheet of duties (职责)⟦; did you mean "{guess}"?⟧',
        "Correct the id, or add the duty to that sheet first",
    ),
    "child-without-role": ("The row has no {header}", "Say which role it belongs to"),
    # Toggles
    "toggle-not-understood": (
        'The toggle "{value}" is not understood',
        "Choose ✓ from the list or leave it blank; a share of working time is a number from 0 to 1",
    ),
    "toggle-symbol-font": (
        '"{value}" looks like a tick in the font {font} but is a letter',
        "Choose ✓ from the list, or type ✓ in an ordinary font",
    ),
    "toggle-twice": ("{role} and {duty} have a row at {other} already", "Keep one row"),
    "role-column-twice": (
        'The role "{role}" has two columns of toggles (the other at {other})',
        "Keep one column",
    ),
    "role-without-toggles": (
        'The role "{role}" has no column of toggles',
        'Add a column "{role}" to the sheet of toggles (开关) and tick its duties',
    ),
    "duty-without-toggles": (
        'The duty {id} "{title}" has no row of toggles, so no role has it',
        "Add its row to the sheet of toggles (开关), or set its status (状态) to 停用",
    ),
    "role-without-duties": (
        'The role {role} "{name}" has no duty switched on',
        "Tick its duties in the sheet of toggles (开关), or set its 生成 to 否",
    ),
    "too-many-sections": (
        'The role {role} "{name}" has {count} sections, more than the advised {most}',
        "Switch minor duties off, or merge related ones by 合并组 in the sheet 覆盖",
    ),
    "shares-total": (
        "The shares of working time of role {role} total {total}",
        "Make them total 100%",
    ),
    # Overrides
    "override-field-unknown": (
        'The field "{field}" cannot be overridden',
        "Choose from the list: {known}",
    ),
    "override-twice": ('"{field}" is overridden at {other} already', "Keep one row"),
    "override-blank": (
        'The override of "{field}" is blank and does nothing',
        "Fill it in, or delete the row",
    ),
    "group-title-without-group": (
        'The duty {duty} has "{field}" but no 合并组, so that heading never appears',
        "Add a row 合并组 with one value for each of the duties to merge",
    ),
    "group-titles-differ": (
        '"{field}" differs from {other} within one merged section',
        "Write the merged heading in one row only",
    ),
    # Child tables
    "weights-total": ("The weights of role {role} total {total}", "Make them total 100%"),
    "text-untranslated": (
        '"{header}" is blank: an English document prints the Chinese "{text}"',
        "Fill in the English",
    ),
    # Templates
    "template-missing": (
        'There is no template "{template}"⟦; did you mean "{guess}"?⟧',
        "Correct the name, or put the template into the folder word_templates",
    ),
    "template-not-found": (
        'There is no template "{template}"⟦; did you mean "{guess}"?⟧',
        "Check the name; folders searched: {folders}",
    ),
    "template-damaged": (
        'The template "{template}" is not a whole Word document ({cause})',
        "Open it in Word and save it as Word Document (*.docx)",
    ),
    "template-syntax": (
        "A tag of the template is wrong: {text} ({cause})",
        "Correct the tags of this paragraph in Word",
    ),
    "template-unsafe": (
        "A tag does what templates may not do: {text} ({cause})",
        "Delete the tag",
    ),
    "tag-unknown": (
        "No column feeds the tag {tag}⟦; did you mean {guess}?⟧",
        "Correct the tag, or add the column to the workbook",
    ),
    "tag-prints-a-list": (
        "A tag prints a whole list ({value}): {text}",
        "Print it item by item in a loop, or write x|join('、')",
    ),
    "tag-failed": (
        "A tag cannot be worked out: {text} ({cause})",
        "Correct the tags of this paragraph in Word",
    ),
    "name-undefined": ('A tag needs "{name}", which has no value: {text}', "Correct the name"),
    "text-illegal": (
        "The text holds a character Word cannot store, {value}: {text}",
        "Delete that character in the workbook",
    ),
    "document-malformed": (
        "The filled template is not valid Word content ({cause})",
        "See that loops and conditions come in pairs and stand on one level",
    ),
    "column-unused": (
        'The column "{header}" is filled but no template prints it',
        "To print it, add {tag} to a template",
    ),
    # Delivery
    "file-name-placeholder": (
        'The file name rule "{pattern}" names "{placeholder}", which does not exist',
        "Use a column of the sheet of roles (岗位), or 模板",
    ),
    "file-name-twice": (
        "The roles {role} and {other} ({other_place}) would share the file name {name}",
        "Give one of them another name, id or 文件名",
    ),
    "file-in-use": (
        '"{path}" is in use and cannot be replaced',
        "Close it in Word or WPS, then generate again",
    ),
    "file-not-written": (
        '"{path}" could not be written ({cause})⟦; {done} documents were done before⟧',
        "Check the disk's space and the network place, then try again",
    ),
    "folder-not-writable": (
        'The folder "{folder}" takes no files ({cause})',
        "Choose another folder, or check the permission",
    ),
    "output-folder-outside": (
        'The output folder "{folder}" in the settings lies outside the workbook\'s folder',
        "Write a folder name relative to the workbook, or give -o on the command line",
    ),
    "worker-died": (
        "A worker process ended unexpectedly",
        "Try again; if memory is short, lower --jobs",
    ),
    # Asking
    "role-not-found": (
        'There is no role "{role}"⟦; did you mean "{guess}"?⟧',
        "xl-addin show lists the role ids",
    ),
    "role-disabled": (
        'The role {role} "{name}" is out of force (停用)',
        "Change its status (状态) in the sheet of roles",
    ),
    "document-language-unknown": ('Unknown document language "{language}"', "Use zh or en"),
    "internal-error": (
        "The program failed inside ({cause})",
        "Details are in the log {log}; please send it to the maintainers",
    ),
}

TEXTS: dict[str, str] = {
    "error": "error",
    "warning": "warning",
    "cure": "Cure: ",
    "part-body": "body",
    "part-header": "header",
    "part-footer": "footer",
    "part-footnotes": "footnotes",
    "part-endnotes": "endnotes",
    "part-properties": "document properties",
    "paragraph": "paragraph {number}",
    "affects": "concerns {roles}",
    "affects-all": "concerns every role",
    "problems-heading": "{errors} errors, {warnings} warnings",
    "no-problems": "No problems: {roles} roles, {duties} duties, {templates} templates",
    "more-problems": "and {count} more {kind}s of this kind (--all shows every one)",
    "progress": "Documents",
    "summary-done": "{count} documents made ({roles} roles × {templates} templates) in {seconds} s",
    "summary-planned": "{count} documents would be made (dry run, nothing written)",
    "summary-unchanged": "{count} of them had not changed and were left alone",
    "summary-withheld": "{count} withheld because of errors: {roles}",
    "summary-failed": "{count} failed: {roles}",
    "summary-none": "No document was made",
    "summary-hidden": '"{sheet}" has {count} hidden or filtered rows; they count',
    "summary-folder": "Folder: {folder}",
    "show-roles": "Roles",
    "show-role-id": "Role id",
    "show-role-name": "Role",
    "show-sections": "Sections",
    "show-status": "Status",
    "show-matrix": "Toggles",
    "show-duty": "Duty",
    "show-generate": "generate",
    "show-skipped": "skip",
    "show-disabled": "out of force",
    "show-sections-of": "{role} {name}: {count} sections",
    "show-why": "Why",
    "show-heading": "Heading in the document",
    "show-not-included": "Duties it does not have",
    "reason-on": "switched on ({place})",
    "reason-off": "switched off ({place})",
    "reason-blank": "toggle is blank",
    "reason-disabled": "duty is out of force",
    "reason-overridden": "overridden: {fields}",
    "reason-merged": "merged section {group}",
    "list-separator": ", ",
    "see-help": "See xl-addin {command} --help",
}
