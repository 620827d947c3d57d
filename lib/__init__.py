"""Pure helpers without tables: numbers, KPI formulas, export dialects, sheets, HTML allow-lists, images."""
