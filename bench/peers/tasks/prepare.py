"""Prepares the two tables for Splink: one Parquet file each, cleaned and typed, with the derived columns an expert blocks and compares on.

This is not part of the time that is measured.
"""

import sys
from pathlib import Path

import pandas as pd


def cleaned(table: pd.DataFrame, name: pd.Series) -> pd.DataFrame:
    name = name.str.upper().str.replace(r"[^A-Z ]", " ", regex=True).str.split().str.join(" ")
    tokens = name.str.split()
    born = pd.to_datetime(table["birth_date"], errors="coerce")
    # Day and month exchanged, where both are months.
    swapped = pd.to_datetime(
        pd.DataFrame({"year": born.dt.year, "month": born.dt.day, "day": born.dt.month}), errors="coerce"
    )
    return pd.DataFrame(
        {
            "unique_id": table["id"],
            "name": name.replace("", None),
            "name_sorted": tokens.map(lambda t: " ".join(sorted(t)) or None),
            "name_joined": name.str.replace(" ", "").replace("", None),
            "first_token": tokens.str[0],
            "last_token": tokens.str[-1],
            "tokens": tokens,
            "birth_date": born.dt.date,
            "birth_date_swapped": swapped.dt.date,
            "birth_year": born.dt.year.astype("Int32"),
            "sex": table["sex"].replace("", None),
            "passport_no": table["passport_no"].replace("", None),
            "birth_place": table["birth_place"].str.upper().replace("", None),
        }
    )


def prepare(folder: Path, out: Path) -> None:
    read = {"dtype": str, "keep_default_na": False}
    registry = pd.read_csv(folder / "registry.csv", **read)
    cleaned(registry, registry["name"]).to_parquet(out / "left.parquet")
    crossings = pd.read_csv(folder / "crossings.csv", **read)
    name = crossings["given_names"] + " " + crossings["surname"]
    cleaned(crossings, name).to_parquet(out / "right.parquet")


if __name__ == "__main__":
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    prepare(Path(sys.argv[1]), out)
