"""Scale: the same links by shards, on Spark, for new reports alone, and drawn at random.

`spark_plan` <- `spark`; `shards`, `incremental` and `resampling` stand alone.
"""
