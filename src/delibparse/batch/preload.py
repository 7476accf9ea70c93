"""What every worker needs, imported once by the process that they are forked from."""

import delibparse.pipeline
import delibparse.reading.pdf
import delibparse.reading.recognise  # noqa: F401
