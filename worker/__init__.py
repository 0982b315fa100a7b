"""The worker: queue on one side, the pipeline that reads articles on the other."""
