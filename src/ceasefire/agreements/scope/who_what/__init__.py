"""Who and what: whom the reports of an incident name, who of them is bound, and what was done to whom."""
