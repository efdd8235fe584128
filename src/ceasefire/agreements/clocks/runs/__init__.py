"""Runs: each time a duty falls due anew, by meeting, period, stage, incident or complaint, and when it is met."""
