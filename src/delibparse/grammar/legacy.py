"""Shim while modules move to templates."""

from delibparse.wording.template import ANY_CASE, fold

FLAGS = ANY_CASE
phrase = fold
