"""Documents without pages of their own: HTML, e-mails, .docx and .odt, read into paragraphs and tables and set as text.

Each reader turns its format into a `Flow`; `typeset` lays that out on the grid that plain text stands on.
"""
