"""What the records become in the hands of their users: one module a format, all from the record, act by act."""
