"""Prepares the two tables for Splink: one Parquet file each, cleaned and typed, with the derived columns an expert blocks and compares on.

This is not part of the time that is measured.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = pa.schema(
    [
        ("unique_id", pa.string()),
        ("name", pa.string()),
        ("name_sorted", pa.string()),
        ("name_joined", pa.string()),
        ("first_token", pa.string()),
        ("last_token", pa.string()),
        ("tokens", pa.list_(pa.string())),
        ("birth_date", pa.date32()),
        ("birth_date_swapped", pa.date32()),
        ("birth_year", pa.int32()),
        ("sex", pa.string()),
        ("passport_no", pa.string()),
        ("birth_place", pa.string()),
    ]
)


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
    # A million rows at a time, or the largest registry would not fit into memory.
    read = {"dtype": str, "keep_default_na": False, "chunksize": 1_000_000}
    common = ["id", "birth_date", "sex", "passport_no", "birth_place"]
    registry = pd.read_csv(folder / "registry.csv", usecols=[*common, "name"], **read)
    write((cleaned(part, part["name"]) for part in registry), out / "left.parquet")
    crossings = pd.read_csv(folder / "crossings.csv", usecols=[*common, "given_names", "surname"], **read)
    write((cleaned(part, part["given_names"] + " " + part["surname"]) for part in crossings), out / "right.parquet")


def write(parts: Iterable[pd.DataFrame], path: Path) -> None:
    with pq.ParquetWriter(path, SCHEMA) as writer:
        for part in parts:
            writer.write_table(pa.Table.from_pandas(part, schema=SCHEMA, preserve_index=False))


if __name__ == "__main__":
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    prepare(Path(sys.argv[1]), out)
