"""Statements: claims as draft statements, across documents, and their review by a person."""
