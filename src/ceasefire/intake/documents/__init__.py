"""Files that are documents: statements YAML, agreement YAML, GeoJSON zones, rules and settings."""
