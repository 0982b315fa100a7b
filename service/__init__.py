"""HTTP: articles come in, jobs and records go out. Importing this loads nothing."""
