"""One file per field of the record; the order they run in stands in ``worker.pipeline``."""
