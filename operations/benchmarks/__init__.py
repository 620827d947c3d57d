"""Hot paths beside their limits, in one run on one machine: CPU milliseconds, requests a second, SQL statements, ratios."""
