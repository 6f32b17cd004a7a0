"""Writes what was measured as a table for people."""

from __future__ import annotations


def interval(figure: dict) -> str:
    return f"{figure['f1']:.4f} [{figure['low']:.4f}, {figure['high']:.4f}]"


def times(ours: dict, theirs: dict, key: str) -> str:
    return f"{theirs[key] / ours[key]:.1f}" if ours.get(key) else "-"


def measured(done: dict, name: str) -> dict | None:
    taken = done.get(name)
    return taken if taken and "failed" not in taken else None


def failure(done: dict, name: str) -> str:
    return done.get(name, {}).get("failed", "not measured").splitlines()[0]


def link_rows(done: dict, task: str, peers: list[str]) -> list[str]:
    """One task: ours as decided without labels, every peer at its best threshold, which needs the truth."""
    ours = measured(done, f"{task}: pandu")
    rows = []
    if ours:
        rows.append(
            f"| {task} | **pandu**, as decided | {ours['wall_s']:.2f} | {ours['cpu_s']:.2f} | {ours['peak_mb']:,.0f} | "
            f"{interval(ours['chosen'])} | {interval(ours['chosen_top1'])} | |"
        )
        rows.append(
            f"| | pandu, best threshold | | | | {interval(ours['pair'])} | {interval(ours['top1'])} | |"
        )
    else:
        rows.append(f"| {task} | pandu | {failure(done, f'{task}: pandu')} | | | | | |")
    for peer in peers:
        theirs = measured(done, f"{task}: {peer}")
        if not theirs:
            rows.append(f"| | {peer} | {failure(done, f'{task}: {peer}')} | | | | | |")
            continue
        if ours:
            compared = (
                f"wall {times(ours, theirs, 'wall_s')}, processor {times(ours, theirs, 'cpu_s')}, memory {times(ours, theirs, 'peak_mb')} "
                f"times; F1 {ours['chosen']['f1'] - theirs['pair']['f1']:+.4f}, top-1 {ours['chosen_top1']['f1'] - theirs['top1']['f1']:+.4f}"
            )
        else:
            compared = ""
        rows.append(
            f"| | {peer}, best threshold | {theirs['wall_s']:.2f} | {theirs['cpu_s']:.2f} | {theirs['peak_mb']:,.0f} | "
            f"{interval(theirs['pair'])} | {interval(theirs['top1'])} | {compared} |"
        )
    return rows


def name_rows(done: dict) -> list[str]:
    rows = []
    ours = measured(done, "names: pandu")
    for who in ("pandu", "nomenklatura"):
        taken = measured(done, f"names: {who}")
        if not taken:
            rows.append(f"| {who} | {failure(done, f'names: {who}')} | | | |")
            continue
        rate = taken["pairs"] / taken["compare_s"]
        compared = f"{taken['compare_s'] / ours['compare_s']:.0f} times slower" if ours and who != "pandu" else ""
        rows.append(f"| {who} | {rate:,.0f} | {interval(taken)} | {taken['auc']:.4f} | {compared} |")
    return rows


def paxlst_rows(done: dict) -> list[str]:
    file = measured(done, "paxlst: file")
    if not file:
        return [f"| {failure(done, 'paxlst: file')} | | | |"]
    rows = []
    speeds = {}
    for who, what in (
        ("pandu", "travellers, voyages, diagnostics"),
        ("edifact-rs", "segments only"),
        ("pydifact", "segments only"),
    ):
        taken = measured(done, f"paxlst: {who}")
        if not taken:
            rows.append(f"| {who} | {failure(done, f'paxlst: {who}')} | | |")
            continue
        if who == "pydifact":
            speeds[who] = file["part_bytes"] / taken["seconds"] / 1e6
        else:
            speeds[who] = file["bytes"] * taken["rounds"] / taken["cpu_s"] / 1e6
        ratio = f"{speeds['pandu'] / speeds[who]:.1f} times slower" if "pandu" in speeds and who != "pandu" else ""
        rows.append(f"| {who} | {speeds[who]:,.1f} | {what} | {ratio} |")
    return rows


def written(done: dict) -> str:
    machine = done["machine"]
    lines = [
        "# Figures",
        "",
        f"Written by `python3 bench/peers/run.py` (`{done['mode']}`), {done['began']} to {done.get('ended', '?')}, on {machine['cores']} cores of "
        f"{machine['processor']}, {machine['memory_gib']} GiB, {machine['system']}; load before: {machine['load_before'][0]}.",
        "Everything in one run on one machine. Intervals are 95 %, by resampling travellers. Pandu chooses its links without labels; a peer stands",
        "at the threshold that is best for it, which nobody could know without the truth.",
        "",
        "## Linking",
        "",
        "From CSV to CSV; Splink from Parquet that was prepared beforehand, its preparation not counted. Pandu: quickest of three runs.",
        "",
        "| task | who | wall s | processor s | peak MB | F1 of pairs | F1 top-1 | pandu beside it |",
        "|---|---|---|---|---|---|---|---|",
    ]
    tasks = sorted({name.split(":")[0] for name in done if name.startswith("link ")}, key=len)
    for task in tasks:
        lines += link_rows(done, task, ["splink"])
    lines += link_rows(done, "febrl4", ["splink", "recordlinkage"])
    lines += [
        "",
        "## Names alone",
        "",
        "Names of travellers against names of the registry: a third the same person written differently, two thirds others, most of whom share",
        "a word. nomenklatura: the name part of `logic-v2`. One thread each, without start-up.",
        "",
        "| who | pairs a second | best F1 | area under the curve | |",
        "|---|---|---|---|---|",
        *name_rows(done),
        "",
        "## Passenger messages",
        "",
        "One interchange of synthetic PAXLST messages, a tenth of it for pydifact. Processor time of the whole command over many rounds for pandu",
        "and edifact-rs, of the reading alone for pydifact.",
        "",
        "| who | MB/s a core | what it yields | |",
        "|---|---|---|---|",
        *paxlst_rows(done),
        "",
    ]
    return "\n".join(lines)
