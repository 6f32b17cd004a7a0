#!/usr/bin/env python3
"""Measures Pandu beside its peers and writes the table of figures: bench/results/figures.md and figures.json.

    python3 bench/peers/run.py --quick     100,000 x 10,000; some minutes
    python3 bench/peers/run.py             1,000,000 x 100,000
    python3 bench/peers/run.py --full      10,000,000 x 100,000 besides

Sets itself up: a virtual environment with the peers from PyPI and a release build, both below target/. Interrupted, it goes on where
it was when called again; --fresh begins anew. Every command has a time limit (--limit); what fails is said in the table.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import report
from measure import Failed, machine, run

ROOT = Path(__file__).resolve().parents[2]
TASKS = Path(__file__).resolve().parent / "tasks"
WORK = ROOT / "target" / "bench"
RESULTS = ROOT / "bench" / "results"


class Bench:
    """One run: what was measured so far, on disk after every step."""

    def __init__(self, mode: str, limit: float, fresh: bool) -> None:
        self.limit = limit
        self.folder = WORK / mode
        if fresh and self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.state = self.folder / "state.json"
        self.done: dict = json.loads(self.state.read_text()) if self.state.exists() else {}
        self.done.setdefault("mode", mode)
        self.done.setdefault("began", now())
        self.done.setdefault("machine", machine())
        self.python = str(WORK / "venv" / "bin" / "python")
        self.pandu = str(ROOT / "target" / "release" / "pandu")

    def step(self, name: str, measure) -> dict | None:
        """A measurement under its name: taken once, kept on disk; a failure is kept as what it said."""
        if name not in self.done or "failed" in self.done[name]:
            print(name, file=sys.stderr, flush=True)
            try:
                self.done[name] = measure()
            except Failed as failure:
                self.done[name] = {"failed": str(failure)}
                print(f"  failed: {failure}", file=sys.stderr)
            self.done["ended"] = now()
            part = self.state.with_suffix(".part")
            part.write_text(json.dumps(self.done, indent=1))
            part.replace(self.state)
        return self.done[name]

    def run(self, name: str, command: list[str], **streams) -> dict:
        return run(command, self.limit, self.folder / "logs" / f"{name}.log", **streams)

    def best_of(self, times: int, name: str, command: list[str], **streams) -> dict:
        """Short commands vary: the quickest of several runs, with all wall times."""
        runs = [self.run(name, command, **streams) for _ in range(times)]
        best = min(runs, key=lambda taken: taken["wall_s"])
        return {**best, "all_wall_s": [taken["wall_s"] for taken in runs]}

    def task(self, name: str, script: str, *arguments: object) -> dict:
        return self.run(name, [self.python, str(TASKS / script), *map(str, arguments)])

    def accuracy(self, name: str, pairs: Path, truth: Path) -> dict:
        out = self.folder / f"{name}.accuracy.json"
        out.unlink(missing_ok=True)
        self.run(f"{name}-accuracy", [self.python, str(TASKS / "accuracy.py"), str(pairs), str(truth)], stdout=out)
        return json.loads(out.read_text())

    def last_line(self, name: str) -> dict:
        """What a task printed about itself."""
        return json.loads((self.folder / "logs" / f"{name}.log").read_text().strip().splitlines()[-1])


def now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")


def set_up() -> None:
    """The peers from PyPI, our program, and the peer that is a crate."""
    wanted = (TASKS.parent / "requirements.txt").read_text()
    marker = WORK / "venv" / "installed.txt"
    if not marker.exists() or marker.read_text() != wanted:
        venv.create(WORK / "venv", with_pip=True)
        pip = [str(WORK / "venv" / "bin" / "pip"), "install", "--quiet", "-r", str(TASKS.parent / "requirements.txt")]
        subprocess.run(pip, check=True)
        marker.write_text(wanted)
    cargo = ["cargo", "build", "--release", "--quiet"]
    subprocess.run([*cargo, "-p", "pandu"], cwd=ROOT, check=True)
    subprocess.run([*cargo, "-p", "linkage", "--example", "compare_names"], cwd=ROOT, check=True)
    peer = {**os.environ, "CARGO_TARGET_DIR": str(WORK / "edifact")}
    subprocess.run(cargo, cwd=TASKS.parent / "edifact", env=peer, check=True)


def nation(bench: Bench, registry: int, crossings: int) -> Path:
    folder = WORK / "data" / f"{registry}x{crossings}"
    size = ["--registry", str(registry), "--crossings", str(crossings), "--seed", "1"]
    # Made again in every run: it takes seconds, and the program may have changed.
    bench.step(f"synth {registry:,}", lambda: bench.run(f"synth-{registry}", [bench.pandu, "synth", *size, "--out", str(folder)]))
    return folder


def link(bench: Bench, registry: int, crossings: int) -> None:
    """Ours and Splink on the same nation. Splink reads Parquet that was prepared for it; that time is not counted."""
    folder = nation(bench, registry, crossings)
    name = f"link {registry:,} x {crossings:,}"
    ours, truth = bench.folder / f"ours-{registry}.csv", folder / "truth.csv"

    def pandu() -> dict:
        command = [bench.pandu, "link", str(folder / "registry.csv"), str(folder / "crossings.csv"), "--out", str(ours)]
        taken = bench.best_of(3, f"link-{registry}", command)
        return {**taken, **bench.accuracy(f"link-{registry}", ours, truth)}

    def splink() -> dict:
        prepared = WORK / "data" / f"prepared-{registry}"
        bench.task(f"prepare-{registry}", "prepare.py", folder, prepared)
        pairs = bench.folder / f"splink-{registry}.parquet"
        taken = bench.task(f"splink-{registry}", "link_splink.py", prepared, pairs)
        return {**taken, **bench.accuracy(f"splink-{registry}", pairs, truth)}

    bench.step(f"{name}: pandu", pandu)
    bench.step(f"{name}: splink", splink)


def febrl4(bench: Bench) -> None:
    folder = bench.folder / "febrl4"

    def linked(name: str, command: list[str]) -> dict:
        taken = bench.best_of(3, f"febrl4-{name}", command)
        return {**taken, **bench.accuracy(f"febrl4-{name}", folder / f"{name}.csv", folder / "truth.csv")}

    bench.step("febrl4: export", lambda: bench.task("febrl4", "link_febrl4.py", "export", folder))
    tables = [str(folder / "left.csv"), str(folder / "right.csv")]
    bench.step("febrl4: pandu", lambda: linked("pandu", [bench.pandu, "link", *tables, "--out", str(folder / "pandu.csv")]))
    for peer in ("splink", "recordlinkage"):
        command = [bench.python, str(TASKS / "link_febrl4.py"), peer, str(folder), str(folder / f"{peer}.csv")]
        bench.step(f"febrl4: {peer}", lambda peer=peer, command=command: linked(peer, command))


def names(bench: Bench, folder: Path, count: int) -> None:
    pairs = bench.folder / "names.tsv"
    bench.step("names: pairs", lambda: bench.task("names-pairs", "names.py", "pairs", folder, pairs, count))

    def scored(who: str, taken: dict, scores: Path, seconds: float) -> dict:
        out = bench.folder / f"names-{who}.json"
        out.unlink(missing_ok=True)
        bench.run(f"names-{who}-score", [bench.python, str(TASKS / "accuracy.py"), "--scores", str(scores), str(pairs)], stdout=out)
        return {**taken, "compare_s": seconds, **json.loads(out.read_text())}

    def pandu() -> dict:
        scores = bench.folder / "names-pandu.scores"
        scores.unlink(missing_ok=True)
        example = ROOT / "target" / "release" / "examples" / "compare_names"
        taken = bench.run("names-pandu", [str(example)], stdin=pairs, stdout=scores)
        return scored("pandu", taken, scores, float((bench.folder / "logs" / "names-pandu.log").read_text().split()[-1]))

    def nomenklatura() -> dict:
        scores = bench.folder / "names-nomenklatura.scores"
        taken = bench.task("names-nomenklatura", "names.py", "nomenklatura", pairs, scores)
        return scored("nomenklatura", taken, scores, bench.last_line("names-nomenklatura")["seconds"])

    bench.step("names: pandu", pandu)
    bench.step("names: nomenklatura", nomenklatura)


def paxlst(bench: Bench, folder: Path) -> None:
    whole, part = bench.folder / "paxlst.edi", bench.folder / "paxlst-part.edi"

    def join() -> dict:
        taken = bench.task("paxlst-join", "paxlst.py", "join", folder, whole, part)
        return {**taken, "bytes": whole.stat().st_size, "part_bytes": part.stat().st_size}

    def pandu() -> dict:
        out = bench.folder / "logs" / "paxlst-summary.txt"
        rounds = 10
        return bench.best_of(3, "paxlst-pandu", [bench.pandu, "manifest", *[str(whole)] * rounds, "--summary"], stdout=out) | {"rounds": rounds}

    def pydifact() -> dict:
        return bench.task("paxlst-pydifact", "paxlst.py", "pydifact", part) | bench.last_line("paxlst-pydifact")

    def edifact_rs() -> dict:
        taken = bench.run("paxlst-edifact", [str(WORK / "edifact" / "release" / "peer-edifact"), str(whole)])
        return taken | bench.last_line("paxlst-edifact")

    bench.step("paxlst: file", join)
    bench.step("paxlst: pandu", pandu)
    bench.step("paxlst: edifact-rs", edifact_rs)
    bench.step("paxlst: pydifact", pydifact)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="100,000 x 10,000 only")
    size.add_argument("--full", action="store_true", help="10,000,000 x 100,000 besides")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run of this size measured")
    parser.add_argument("--limit", type=float, default=1500, metavar="SECONDS", help="time limit of one command (1500)")
    arguments = parser.parse_args()
    mode = "quick" if arguments.quick else "full" if arguments.full else "usual"

    WORK.mkdir(parents=True, exist_ok=True)
    set_up()
    bench = Bench(mode, arguments.limit, arguments.fresh)
    registry, crossings = (100_000, 10_000) if arguments.quick else (1_000_000, 100_000)
    folder = nation(bench, registry, crossings)
    febrl4(bench)
    names(bench, folder, 6_000 if arguments.quick else 30_000)
    paxlst(bench, folder)
    link(bench, registry, crossings)
    if arguments.full:
        link(bench, 10_000_000, 100_000)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "figures.json").write_text(json.dumps(bench.done, indent=1) + "\n")
    (RESULTS / "figures.md").write_text(report.written(bench.done))
    print((RESULTS / "figures.md").read_text())


if __name__ == "__main__":
    main()
