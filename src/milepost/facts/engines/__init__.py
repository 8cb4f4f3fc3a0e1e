"""Where reductions run: DuckDB on this machine, Spark where one machine is not enough."""
