"""Shared law: whose coding of a thing answers, and which acts have effect."""
