"""Precision, recall and F1 of scored pairs against the truth, at every threshold, the same way for everybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass
class Best:
    """The best F1 over all thresholds, with a 95 % interval from resampling the right rows."""

    f1: float
    precision: float
    recall: float
    threshold: float
    low: float = float("nan")
    high: float = float("nan")


def f1_of(hits: float, found: float, wanted: float) -> tuple[float, float, float]:
    precision = hits / found if found else 0.0
    recall = hits / wanted if wanted else 0.0
    return (2 * hits / (found + wanted) if found + wanted else 0.0), precision, recall


def best_threshold(weight: np.ndarray, right: np.ndarray, wanted: int) -> Best:
    """The threshold with the highest F1; rows of equal weight stand or fall together. Pairs that were never scored count as missed."""
    order = np.argsort(-weight, kind="stable")
    ranked, hits = weight[order], np.cumsum(right[order])
    last_of_tie = np.append(ranked[1:] != ranked[:-1], True)
    at = np.flatnonzero(last_of_tie)
    if not len(at):
        return Best(0.0, 0.0, 0.0, float("nan"))
    f1 = 2 * hits[at] / (at + 1 + wanted)
    top = int(np.argmax(f1))
    value, precision, recall = f1_of(hits[at[top]], at[top] + 1, wanted)
    return Best(float(value), float(precision), float(recall), float(ranked[at[top]]))


def resampled(found: np.ndarray, hits: np.ndarray, wanted: np.ndarray, rounds: int = 400) -> tuple[float, float]:
    """A 95 % interval of F1 by the bootstrap over right rows: a traveller's pairs stand or fall together."""
    rng = np.random.default_rng(1)
    size = len(found)
    values = []
    for _ in range(rounds):
        # Poisson weights stand for drawing with replacement and need no index.
        weight = rng.poisson(1.0, size)
        values.append(2 * (weight @ hits) / max(1, weight @ found + weight @ wanted))
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def per_right(ids: pd.Index, pairs: pd.DataFrame, truth: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    found = pairs.groupby("right_id").size().reindex(ids, fill_value=0).to_numpy()
    hits = pairs.groupby("right_id")["true"].sum().reindex(ids, fill_value=0).to_numpy()
    wanted = truth.groupby("right_id").size().reindex(ids, fill_value=0).to_numpy()
    return found, hits, wanted


def report(pairs: pd.DataFrame, truth: pd.DataFrame) -> dict:
    """All figures of a linkage: `pairs` has left_id, right_id, weight; `truth` has left_id, right_id and perhaps noise."""
    pairs = pairs.drop_duplicates(["left_id", "right_id"])
    key = truth["left_id"] + "|" + truth["right_id"]
    pairs = pairs.assign(true=(pairs["left_id"] + "|" + pairs["right_id"]).isin(set(key)))
    ids = pd.Index(pd.unique(pd.concat([pairs["right_id"], truth["right_id"]])))
    best = best_threshold(pairs["weight"].to_numpy(float), pairs["true"].to_numpy(), len(truth))
    kept = pairs[pairs["weight"] >= best.threshold]
    best.low, best.high = resampled(*per_right(ids, kept, truth))

    tops = pairs.sort_values("weight", ascending=False, kind="stable").drop_duplicates("right_id")
    ones = truth.drop_duplicates("right_id")
    top1 = best_threshold(tops["weight"].to_numpy(float), tops["true"].to_numpy(), len(ones))
    kept_tops = tops[tops["weight"] >= top1.threshold]
    top1.low, top1.high = resampled(*per_right(ids, kept_tops, ones))

    figures = {"pair": best.__dict__, "top1": top1.__dict__, "pairs_scored": len(pairs)}
    if "decision" in pairs:
        chosen = pairs[pairs["decision"] == "link"]
        figures["chosen"] = dict(zip(["f1", "precision", "recall"], f1_of(chosen["true"].sum(), len(chosen), len(truth))))
        low, high = resampled(*per_right(ids, chosen, truth))
        figures["chosen"].update(low=low, high=high)
        first = chosen.sort_values("weight", ascending=False, kind="stable").drop_duplicates("right_id")
        figures["chosen_top1"] = dict(zip(["f1", "precision", "recall"], f1_of(first["true"].sum(), len(first), len(ones))))
        low, high = resampled(*per_right(ids, first, ones))
        figures["chosen_top1"].update(low=low, high=high)
    if "noise" in truth:
        found = set(kept["left_id"] + "|" + kept["right_id"])
        hit = truth.assign(hit=key.isin(found))
        classes = hit.assign(noise=hit["noise"].str.split("+")).explode("noise")
        figures["recall_by_noise"] = {
            noise: {"pairs": len(group), "recall": float(group["hit"].mean())}
            for noise, group in classes.groupby("noise")
        }
    return figures


def read_pairs(path: str) -> pd.DataFrame:
    if path.endswith(".parquet"):
        pairs = pd.read_parquet(path)
    else:
        pairs = pd.read_csv(path, dtype={"left_id": str, "right_id": str})
    return pairs


def scores(values: np.ndarray, same: np.ndarray) -> dict:
    """Figures of scored pairs that were given, not found: best F1 and the area under the receiver's curve."""
    best = best_threshold(values, same, int(same.sum()))
    kept = values >= best.threshold
    best.low, best.high = resampled(kept.astype(int), (kept & same).astype(int), same.astype(int))
    ranks = pd.Series(values).rank().to_numpy()
    true, false = int(same.sum()), int((~same).sum())
    auc = (ranks[same].sum() - true * (true + 1) / 2) / (true * false)
    return {**best.__dict__, "auc": float(auc), "pairs": len(values)}


if __name__ == "__main__":
    import json
    import sys

    if sys.argv[1] == "--scores":
        values = pd.read_csv(sys.argv[2], sep="\t", header=None)[0].to_numpy(float)
        same = pd.read_csv(sys.argv[3], sep="\t", header=None, keep_default_na=False)[2].to_numpy(int) == 1
        print(json.dumps(scores(values, same)))
    else:
        print(json.dumps(report(read_pairs(sys.argv[1]), pd.read_csv(sys.argv[2], dtype=str)), indent=1))
