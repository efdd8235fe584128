"""Scale: the same links by runs of days, by shards, on Spark, and for new reports alone."""
