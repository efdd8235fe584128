"""Scale: the same links by shards, on Spark, for what changed alone, and drawn at random.

`spark_plan` <- `spark`; `nearby`, `judged` <- `local`; `shards`, `incremental` and `resampling` stand alone.
"""
