"""Scoring: candidate pairs, their comparison field by field, and the evidence in bits."""
