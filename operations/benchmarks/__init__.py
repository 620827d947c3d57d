"""Hot paths beside their limits, in one run on one machine: CPU time, requests a second, SQL statements, ratios."""
