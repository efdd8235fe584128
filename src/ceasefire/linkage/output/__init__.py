"""Output: links, the evidence behind them, and pairs for people to review."""
