"""Names of travellers against names of the registry: makes the pairs, or scores them with nomenklatura.

    names.py pairs FOLDER PAIRS.tsv COUNT     left name, right name, 1 or 0; a third are the same person, differently written
    names.py nomenklatura PAIRS.tsv SCORES    one score a line; prints the seconds without start-up
"""

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd


def make(folder: Path, out: Path, count: int) -> None:
    read = {"dtype": str, "keep_default_na": False}
    registry = pd.read_csv(folder / "registry.csv", usecols=["id", "name"], **read).set_index("id")["name"]
    crossings = pd.read_csv(folder / "crossings.csv", usecols=["id", "surname", "given_names"], **read).set_index("id")
    crossings = (crossings["given_names"] + " " + crossings["surname"]).str.strip()
    truth = pd.read_csv(folder / "truth.csv", **read)
    truth = truth.assign(left=registry.reindex(truth["left_id"]).to_numpy(), right=crossings.reindex(truth["right_id"]).to_numpy())
    differing = truth[truth["left"].str.upper() != truth["right"]]
    rng = np.random.default_rng(1)
    true = differing.sample(min(len(differing), count // 3), random_state=1)[["left", "right"]].assign(same=1)
    # Others who share a token with the traveller: a name index would propose them too.
    by_token: dict[str, list[str]] = {}
    for name in registry.sample(min(len(registry), 50_000), random_state=1):
        for token in set(name.upper().split()):
            by_token.setdefault(token, []).append(name)
    false = []
    for right in true["right"]:
        tokens = [token for token in right.split() if token in by_token]
        for _ in range(2):
            pool = by_token[rng.choice(tokens)] if tokens and rng.random() < 0.7 else None
            left = rng.choice(pool) if pool else registry.iloc[rng.integers(len(registry))]
            if sorted(left.upper().split()) != sorted(right.split()):
                false.append((left, right, 0))
    table = pd.concat([true, pd.DataFrame(false, columns=["left", "right", "same"])])
    table.sample(frac=1, random_state=2).to_csv(out, sep="\t", header=False, index=False)


def score(pairs: Path, out: Path) -> None:
    warnings.simplefilter("ignore")
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.logic_v2.names.match import name_match

    config = get_algorithm("logic-v2").default_config()
    table = pd.read_csv(pairs, sep="\t", header=None, names=["left", "right", "same"], dtype=str, keep_default_na=False)

    def person(key: str, name: str):
        return model.get_proxy({"id": key, "schema": "Person", "properties": {"name": [name]}})

    entities = [(person(f"l{n}", l), person(f"r{n}", r)) for n, (l, r) in enumerate(zip(table["left"], table["right"]))]
    name_match(*entities[0], config)
    began = time.process_time()
    scores = [name_match(left, right, config).score for left, right in entities]
    seconds = time.process_time() - began
    out.write_text("\n".join(f"{value:.6f}" for value in scores) + "\n")
    print(json.dumps({"seconds": seconds, "pairs": len(scores)}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["pairs", folder, out, count]:
            make(Path(folder), Path(out), int(count))
        case ["nomenklatura", pairs, out]:
            score(Path(pairs), Path(out))
        case _:
            sys.exit(__doc__)
