"""Worker processes: whatever a request does, one answer comes back in time, and the next request is unharmed."""

import os
import sys
import threading
import time

import pytest

from symcheck.running.workers import pool as pools
from symcheck.running.workers.messages import Answer, Begin, Died, Done, Failed, Handler, Job, TimedOut
from symcheck.running.workers.pool import Pool

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="wants a fork")


def do(request: object, begin: Begin) -> object:
    """What the workers of these tests can be asked."""
    if request == "slow to prepare":
        time.sleep(60)
    begin()
    match request:
        case "loop":
            while True:
                pass
        case "exit":
            sys.exit("enough")
        case "os._exit":
            os._exit(7)
        case "raise":
            raise ValueError("no such luck")
        case "interrupt":
            raise KeyboardInterrupt
        case "unpicklable":
            return lambda: None
        case "recursion":
            return do_for_ever(0)
        case "memory":
            held = []
            while True:
                held.append(bytearray(1 << 24))
        case "print":
            print("this belongs on standard error")
            return input()
        case "close":
            os.closerange(0, 64)
        case "garbage":
            write_garbage()
            time.sleep(60)
        case "fork":
            os.fork()
        case "fork and die":
            if os.fork() == 0:
                time.sleep(60)
            os._exit(8)
        case "time bomb":
            threading.Timer(0.1, os._exit, (9,)).start()
        case "wait":
            time.sleep(0.5)
        case "leak":
            globals()["leaked"] = bytearray(150 << 20)
    return request


def write_garbage() -> None:
    """On the pipe to the parent, which is the last one opened."""
    for descriptor in reversed(range(3, 64)):
        try:
            os.write(descriptor, b"\x05\0\0\0\0\0\0\0never")
            return
        except OSError:
            continue


def do_for_ever(n: int) -> int:
    return do_for_ever(n + 1)


def make() -> Handler:
    return do


def answers(*requests: object, count: int = 1, limit: float = 20.0, memory: int = 0) -> list[Answer]:
    jobs = [Job(request, limit, limit) for request in requests]
    with Pool(make, count, memory, lambda: None) as pool:
        return sorted(pool.run(jobs, lambda number: None), key=lambda answer: answer.number)


def test_answers_come_back() -> None:
    assert [answer.result for answer in answers("a", "b", 3)] == [Done("a"), Done("b"), Done(3)]


def test_several_workers_share_the_jobs() -> None:
    started = time.monotonic()
    results = answers("wait", "wait", "wait", "wait", count=4)
    assert [answer.result for answer in results] == [Done("wait")] * 4
    assert time.monotonic() - started < 1.9


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("exit", "it calls sys.exit(enough)"),
        ("raise", "ValueError: no such luck"),
        ("interrupt", "KeyboardInterrupt"),
        ("recursion", "RecursionError: a recursion without end?"),
        ("unpicklable", "cannot be handed over"),
        ("print", "EOFError"),
    ],
)
def test_what_a_request_raises_is_its_own(request_: str, said: str) -> None:
    first, second = answers(request_, "next")
    assert isinstance(first.result, Failed)
    assert said in first.result.message
    assert second.result == Done("next")


def test_a_failure_names_the_line() -> None:
    (answer,) = answers("raise")
    assert isinstance(answer.result, Failed)
    assert answer.result.place is not None
    assert answer.result.place.file == __file__


@forks
@pytest.mark.parametrize(
    ("request_", "said"), [("os._exit", "exit code 7"), ("close", ""), ("garbage", ""), ("fork and die", "exit code 8")]
)
def test_a_worker_that_ends_or_runs_wild_costs_its_request(request_: str, said: str) -> None:
    first, second, third = answers("before", request_, "next", limit=5.0)
    assert first.result == Done("before")
    assert isinstance(second.result, Died)
    assert said in second.result.how
    assert third.result == Done("next")


def test_a_request_without_end_is_ended() -> None:
    started = time.monotonic()
    first, second = answers("loop", "next", limit=0.5)
    assert first.result == TimedOut(0.5, False)
    assert 0.4 < first.seconds < 2
    assert second.result == Done("next")
    assert time.monotonic() - started < 5


def test_preparing_has_its_own_limit() -> None:
    with Pool(make, 1, 0, lambda: None) as pool:
        jobs = [Job("slow to prepare", 50.0, 0.5), Job("wait", 50.0, 0.2), Job("loop", 0.2, 50.0)]
        results = [answer.result for answer in pool.run(jobs, lambda number: None)]
    assert results == [TimedOut(0.5, True), Done("wait"), TimedOut(0.2, False)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is kept on Linux only")
def test_memory_is_limited() -> None:
    first, second = answers("memory", "next", memory=200 << 20)
    assert isinstance(first.result, Failed)
    assert "the memory limit was reached" in first.result.message
    assert second.result == Done("next")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is kept on Linux only")
def test_memory_left_behind_does_not_harm_the_next() -> None:
    assert [answer.result for answer in answers("leak", "leak", "leak", memory=250 << 20)] == [Done("leak")] * 3


@forks
def test_a_request_that_forks_answers_once() -> None:
    assert [answer.result for answer in answers("fork", "next", "last")] == [Done("fork"), Done("next"), Done("last")]


def test_what_a_request_leaves_behind_is_not_blamed_on_the_next() -> None:
    first, second, third = answers("time bomb", "wait", "wait")
    assert first.result == Done("time bomb")
    assert second.result == Done("wait")
    assert third.result == Done("wait")


def test_a_worker_that_cannot_start_does_not_go_round_for_ever() -> None:
    def broken() -> Handler:
        os._exit(4)

    with Pool(broken, 2, 0, lambda: None) as pool:
        results = list(pool.run([Job("a", 5.0, 5.0), Job("b", 5.0, 5.0), Job("c", 5.0, 5.0)], lambda number: None))
    assert sorted(answer.number for answer in results) == [0, 1, 2]
    assert all(isinstance(answer.result, Died) for answer in results)


@forks
def test_no_worker_outlives_its_pool() -> None:
    with Pool(make, 2, 0, lambda: None) as pool:
        iterator = pool.run([Job("wait", 9.0, 9.0), Job("loop", 9.0, 9.0)], lambda number: None)
        assert next(iterator).result == Done("wait")
        pids = [worker.transport._pid for worker in pool._workers]  # type: ignore[attr-defined]
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_spawned_workers_keep_the_same_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    from symcheck.running.workers import spawned

    monkeypatch.setattr(pools, "start_transport", lambda make_, memory, others: spawned.Spawned(make_, memory))
    monkeypatch.setattr(pools, "wait", spawned.wait_for)
    results = [answer.result for answer in answers("a", "os._exit", "loop", "raise", "b" * 200_000, limit=1.0)]
    assert results[0] == Done("a")
    assert isinstance(results[1], Died)
    assert results[2] == TimedOut(1.0, False)
    assert isinstance(results[3], Failed)
    assert results[4] == Done("b" * 200_000)
