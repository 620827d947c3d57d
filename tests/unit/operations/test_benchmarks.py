"""The pure parts of `make bench`: reading /proc, wrk and pgbench, and the rows that follow."""

from decimal import Decimal
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from django.http import QueryDict

from learning.domain.grading import grade
from learning.forms import read_response
from operations.benchmarks import answers, load, processes, table
from operations.benchmarks.load import LoadFailed, Sample
from operations.benchmarks.statements import is_counted
from operations.benchmarks.works import BARE, UPSERT, Work
from tests.unit.learning import payloads


def sample(req_s: float, cpu_ms: float = 1.0) -> Sample:
    return Sample(requests=100, req_s=req_s, cpu_ms=cpu_ms, p50_ms=2.0, p99_ms=9.0)


def test_a_process_name_may_hold_spaces_and_brackets():
    tick = processes.TICK
    text = f"42 (a) (b c)) S 7 1 1 0 -1 0 0 0 0 0 {3 * tick} {2 * tick} {tick} {tick} 20 0 1"
    assert processes.parse_stat(text) == (7, 5.0, 2.0)


def test_a_family_holds_grandchildren_and_nobody_else():
    of = {1: (0, 0.0, 0.0), 5: (1, 0.0, 0.0), 6: (5, 0.0, 0.0), 7: (6, 0.0, 0.0), 8: (1, 0.0, 0.0)}
    assert processes.family(5, of) == {5, 6, 7}


def test_the_proportional_share_is_read_in_megabytes():
    assert processes.parse_pss("00-ff ---p [rollup]\nRss:  9 kB\nPss:   102400 kB\nPss_Dirty: 1 kB\n") == 100.0


def test_wrk_says_requests_seconds_errors_and_latencies():
    assert load.parse_wrk("Running\nRESULT 1200 2000000 0 6500 31000\n") == (1200, 2.0, 0, 6.5, 31.0)
    with pytest.raises(LoadFailed):
        load.parse_wrk("unable to connect")


def test_pgbench_says_transactions_a_second():
    assert load.parse_pgbench("latency average = 0.4 ms\ntps = 5285.25 (without initial connection time)\n") == 5285.25
    with pytest.raises(LoadFailed):
        load.parse_pgbench("fatal")


def test_frames_of_transactions_are_not_counted():
    frames = ("BEGIN", 'SAVEPOINT "s1"', 'RELEASE SAVEPOINT "s1"', "COMMIT", "ROLLBACK TO SAVEPOINT s1")
    assert [sql for sql in (*frames, "SELECT 1", "\nINSERT INTO x VALUES (1)") if is_counted(sql)] == [
        "SELECT 1",
        "\nINSERT INTO x VALUES (1)",
    ]


def test_ratios_are_taken_round_by_round():
    # The machine was twice as slow in the second round, for the work and for its limit.
    assert table.ratio([300.0, 150.0, 320.0], [1000.0, 500.0, 1000.0]) == 0.3


def test_a_row_says_what_is_missed():
    work = Work("lesson", "lesson", BARE, 0.25, 0.35, 0)
    rounds, limits = [sample(200, 4.0), sample(220, 5.0), sample(180, 3.0)], [1000.0, 1000.0, 1000.0]
    row = table.work_row(work, 1000, sql=1, rounds=rounds, limits=limits, limit_cpu=[1.0, 1.0, 1.0])
    assert row == {
        "work": "lesson",
        "learners": 1000,
        "sql": 1,
        "cpu_ms": 4.0,
        "req_s": 200,
        "p50_ms": 2.0,
        "p99_ms": 9.0,
        "ratio": 0.2,
        "cpu_ratio": 0.25,
        "against": "bare view",
        "budget": 0.25,
        "goal": 0.35,
        "better": "higher",
        "met": False,
        "sql_budget": 0,
        "sql_met": False,
        "tail": 4.5,
        "tail_budget": 5.0,
    }
    assert table.kept(row) == "no: ratio, sql"


def test_a_work_without_budget_is_only_shown():
    work = Work("search", "search", UPSERT)
    row = table.work_row(work, 1000, sql=9, rounds=[sample(100)], limits=[400.0], limit_cpu=[1.0])
    assert (row["ratio"], row["cpu_ratio"], row["met"], row["sql_met"], table.kept(row)) == (
        0.25,
        1.0,
        None,
        None,
        "",
    )


def test_growth_compares_cpu_and_statements():
    cpu, sql = {1000: [2.0, 4.0, 2.0], 100_000: [2.2, 4.4, 3.0]}, {1000: 3, 100_000: 3}
    row = table.growth_row("dashboard", 100_000, 1000, cpu, sql, 1.15)
    assert (row["ratio"], row["better"], table.kept(row)) == (1.1, "lower", "yes")
    assert (
        table.kept(table.growth_row("dashboard", 100_000, 1000, cpu, {1000: 3, 100_000: 4}, 1.05)) == "no: ratio, sql"
    )


def test_the_table_has_a_line_a_row():
    rows = [table.memory_row(1000, 97.4), table.bytes_row(1000, 131.0)]
    head, memory, size = table.lines(rows)
    assert head.split()[:3] == ["work", "learners", "sql"]
    assert memory.split()[-4:] == ["MB", "(PSS)", "120", "yes"]
    assert size.split()[-1] == "ratio"


@pytest.mark.parametrize("kind", ["single", "multiple", "numeric", "match", "order", "short"])
def test_the_answers_sent_are_right(kind):
    payload, name = getattr(payloads, kind.upper()), str(uuid4())
    post = QueryDict(answers.body([(name, payload)]))
    assert parse_qsl(answers.body([(name, payload)])) == answers.right_fields(name, payload)
    assert grade(payload, read_response(post, payload, name), locale="fr").points == Decimal(1)
