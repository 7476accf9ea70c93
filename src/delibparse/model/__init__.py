"""The act as a model: the record and its schema, its fields, pointers, people, sums and identifier."""
