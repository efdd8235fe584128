"""Claims: incidents, meetings, agreements, figures and positions read from annotated sentences."""
