"""Files that are documents: statements YAML, agreement YAML and GeoJSON zones."""
