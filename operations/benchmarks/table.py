"""From rounds to rows: medians, ratios to the limit of the same round, budgets. Pure."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from operations.benchmarks.load import Sample
from operations.benchmarks.works import PSS_MB, ROW_BYTES, SEARCH_FLOOR, STOCK_SEARCH, TAIL, Work

Row = dict[str, Any]
HIGHER, LOWER = "higher", "lower"


def met(value: float | None, budget: float | None, better: str) -> bool | None:
    """Whether a budget is kept; None where there is none."""
    if value is None or budget is None:
        return None
    return value >= budget if better == HIGHER else value <= budget


def figures(rounds: Sequence[Sample]) -> Row:
    """The medians of the rounds."""
    return {
        "cpu_ms": round(median(s.cpu_ms for s in rounds), 3),
        "req_s": round(median(s.req_s for s in rounds)),
        "p50_ms": round(median(s.p50_ms for s in rounds), 2),
        "p99_ms": round(median(s.p99_ms for s in rounds), 2),
    }


def ratio(rounds: Sequence[float], limits: Sequence[float]) -> float:
    """Median of the ratios round by round: both of a round ran within seconds of each other."""
    return float(f"{median(own / limit for own, limit in zip(rounds, limits, strict=True)):.3g}")


def work_row(
    work: Work,
    learners: int,
    *,
    sql: int,
    rounds: Sequence[Sample],
    limits: Sequence[float],
    limit_cpu: Sequence[float],
) -> Row:
    """`limits`: requests a second of the limit, `limit_cpu`: its CPU milliseconds, or those of what stands for it."""
    row = {"work": work.name, "learners": learners, "sql": sql, **figures(rounds)}
    row["ratio"] = ratio([s.req_s for s in rounds], limits)
    row["cpu_ratio"] = ratio(limit_cpu, [s.cpu_ms for s in rounds])
    row |= {"against": work.limit, "budget": work.floor, "goal": work.goal, "better": HIGHER}
    row |= {"met": met(row["ratio"], work.floor, HIGHER), "sql_budget": work.sql, "sql_met": met(sql, work.sql, LOWER)}
    return row | {"tail": round(row["p99_ms"] / row["p50_ms"], 1) if row["p50_ms"] else None, "tail_budget": TAIL}


def limit_row(name: str, learners: int, *, sql: int | None, rounds: Sequence[Sample]) -> Row:
    return {"work": f"limit: {name}", "learners": learners, "sql": sql, **figures(rounds)} | _no_budget()


def upsert_row(name: str, learners: int, rounds: Sequence[float]) -> Row:
    row = {"work": f"limit: {name}", "learners": learners, "sql": 1, "cpu_ms": None, "req_s": round(median(rounds))}
    return row | _no_budget()


def _no_budget() -> Row:
    return {"ratio": None, "against": None, "budget": None, "better": HIGHER}


def stock_row(learners: int, own: Sequence[Sample], stock: Sequence[Sample]) -> Row:
    """Search beside Wagtail's own view over the same pages."""
    value = ratio([s.req_s for s in own], [s.req_s for s in stock])
    return _compared("search, beside stock", learners, value, STOCK_SEARCH, SEARCH_FLOOR, HIGHER)


def growth_row(
    name: str, learners: int, few: int, cpu: Mapping[int, Sequence[float]], sql: Mapping[int, int], budget: float
) -> Row:
    """CPU a request with many learners over that with few, round by round."""
    value = ratio(cpu[learners], cpu[few])
    row = _compared(f"growth: {name}", learners, value, f"{few:,} learners", budget, LOWER)
    return row | {"sql": sql[learners], "sql_budget": sql[few], "sql_met": sql[learners] <= sql[few]}


def memory_row(learners: int, megabytes: float) -> Row:
    row = _compared("memory of a worker", learners, round(megabytes), "MB (PSS)", PSS_MB, LOWER)
    return row | {"value": round(megabytes), "unit": "MB"}


def bytes_row(learners: int, size: float) -> Row:
    row = _compared("progress row with its indexes", learners, round(size), "bytes", ROW_BYTES, LOWER)
    return row | {"value": round(size), "unit": "bytes"}


def _compared(name: str, learners: int, value: float, against: str, budget: float, better: str) -> Row:
    row = {"work": name, "learners": learners, "sql": None, "cpu_ms": None, "req_s": None, "ratio": value}
    return row | {"against": against, "budget": budget, "better": better, "met": met(value, budget, better)}


COLUMNS = (
    ("work", 38),
    ("learners", 10),
    ("sql", 5),
    ("cpu_ms", 9),
    ("req_s", 8),
    ("p50_ms", 8),
    ("p99_ms", 8),
    ("ratio", 8),
    ("cpu_ratio", 10),
    ("against", 18),
    ("budget", 8),
    ("goal", 6),
    ("kept", 9),
)


def kept(row: Mapping[str, Any]) -> str:
    """`yes`, or which budget is missed."""
    missed = [name for name, key in (("ratio", "met"), ("sql", "sql_met")) if row.get(key) is False]
    known = any(row.get(key) is not None for key in ("met", "sql_met"))
    return "no: " + ", ".join(missed) if missed else "yes" if known else ""


def lines(rows: Sequence[Row]) -> list[str]:
    """The table as text."""
    head = "".join(f"{name:<{width}}" if name == "work" else f"{name:>{width}}" for name, width in COLUMNS)
    return [head, *(_line({**row, "kept": kept(row)}) for row in rows)]


def _line(row: Row) -> str:
    cells = [("" if row.get(name) is None else str(row[name]), name, width) for name, width in COLUMNS]
    return "".join(f"{text:<{width}}" if name == "work" else f"{text:>{width}}" for text, name, width in cells)
