"""The outline of a document: candidate enumerators and labels, the solver's choice among them, and the tree."""

from extractor.outline.tree import outline

__all__ = ["outline"]
