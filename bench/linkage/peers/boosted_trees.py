"""Boosted trees or a straight line on a table of pairs: `boosted_trees.py trees|line IN.npz OUT.npy`, in an environment of its own."""

import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression


def main(by: str, given: str, out: str) -> None:
    """Learn from x, y and weight of the file, and write the log-odds of its rows `judge`."""
    held = np.load(given)
    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.06, l2_regularization=1.0, random_state=0)
    if by == "line":
        model = LogisticRegression(max_iter=1000)
    model.fit(held["x"], held["y"], sample_weight=held["weight"])
    np.save(out, model.decision_function(held["judge"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
