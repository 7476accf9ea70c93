"""The picture of a page made ready for the engine, a module a step; `prepare` is the way through them."""
