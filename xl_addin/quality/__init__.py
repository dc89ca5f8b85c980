"""What a template is worth before it is filled: `lint` joins the rules, one a file."""

from __future__ import annotations

from xl_addin.quality.lint import LintResult, PartTree, lint_template

__all__ = ["LintResult", "PartTree", "lint_template"]
