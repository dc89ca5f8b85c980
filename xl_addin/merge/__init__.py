"""What differs between copies of a workbook, and how copies become one again.

    DutyBook → keyed view → diff (a list of changes) → three-way decisions → one book

Rows are told apart by their ids, never by where they stand. Knows only the model: reading
copies and writing the result is the pipeline's.
"""
