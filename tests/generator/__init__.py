"""A generator of acts: a seed gives an invented document (text or PDF) and its truth.

`wordings` holds the dimensions as data, `plan` draws a value in each from a seed, `people` invents councils and members,
`naming` prints a person, `attendance`, `opening`, `body` and `vote` write one block each with what it tells, `compose`
puts document and truth together, `typeset` sets the PDF. The wordings come from reading documents and from what clerks
write, never from the vocabulary of the program: a document is a question that the program was not written for.
"""
