"""Splink 5 on DuckDB with an expert's settings: links right.parquet to left.parquet, writes pairs.parquet.

The traps that make Splink look worse than it is are avoided: term frequencies on the full name, u from two million sampled pairs (and
fixed for the levels of the passport number, of which a sample sees nothing), m by expectation-maximisation over three blockings that
between them leave every comparison free, on at most a million pairs each, EM without term frequencies (faster), no columns retained that nobody reads, all cores.
"""

import sys
import time
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def settings(links: float) -> SettingsCreator:
    name = cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name", term_frequency_adjustments=True),
            cll.CustomLevel("name_sorted_l = name_sorted_r OR name_joined_l = name_joined_r", "same tokens"),
            cll.JaroWinklerLevel("name", 0.95),
            cll.JaroWinklerLevel("name_sorted", 0.92),
            cll.ArrayIntersectLevel("tokens", 2),
            cll.JaroWinklerLevel("name", 0.86),
            cll.CustomLevel("first_token_l = first_token_r OR last_token_l = last_token_r OR first_token_l = last_token_r OR last_token_l = first_token_r", "one token"),
            cll.ElseLevel(),
        ],
    )
    born = cl.CustomComparison(
        output_column_name="birth_date",
        comparison_levels=[
            cll.NullLevel("birth_date"),
            cll.ExactMatchLevel("birth_date"),
            cll.CustomLevel("birth_date_l = birth_date_swapped_r", "day and month exchanged"),
            cll.CustomLevel(
                "birth_year_l = birth_year_r AND (month(birth_date_l) = month(birth_date_r) OR day(birth_date_l) = day(birth_date_r))",
                "year and month or day",
            ),
            cll.CustomLevel(
                "abs(birth_year_l - birth_year_r) <= 3 AND month(birth_date_l) = month(birth_date_r) AND day(birth_date_l) = day(birth_date_r)",
                "day and month, another year",
            ),
            cll.CustomLevel("birth_year_l = birth_year_r", "same year"),
            cll.ElseLevel(),
        ],
    )
    # A random pair of passports agrees once in some ten million; a sample of pairs cannot tell that.
    passport = cl.CustomComparison(
        output_column_name="passport_no",
        comparison_levels=[
            cll.NullLevel("passport_no"),
            cll.ExactMatchLevel("passport_no").configure(u_probability=1e-7, fix_u_probability=True),
            cll.DamerauLevenshteinLevel("passport_no", 1).configure(u_probability=1e-5, fix_u_probability=True),
            cll.ElseLevel(),
        ],
    )
    place = cl.CustomComparison(
        output_column_name="birth_place",
        comparison_levels=[
            cll.NullLevel("birth_place"),
            cll.ExactMatchLevel("birth_place", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("birth_place", 0.88),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=links,
        comparisons=[name, born, cl.ExactMatch("sex"), passport, place],
        blocking_rules_to_generate_predictions=[
            block_on("passport_no"),
            block_on("birth_date"),
            block_on("name", "birth_year"),
            block_on("name", "birth_place"),
            block_on("name_sorted", "month(birth_date)", "day(birth_date)"),
            "l.birth_date = r.birth_date_swapped AND l.first_token = r.first_token",
            block_on("first_token", "last_token", "birth_year"),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        max_iterations=40,
    )


def main(folder: Path, out: Path, threshold: float) -> None:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    db = DuckDBAPI(connection=connection)
    began = time.perf_counter()

    def done(what: str) -> None:
        print(f"{time.perf_counter() - began:8.2f} s  {what}", file=sys.stderr, flush=True)

    tables = []
    for side in ["left", "right"]:
        connection.execute(f"CREATE TABLE {side}_table AS SELECT * FROM read_parquet('{folder / side}.parquet')")
        tables.append(db.register(f"{side}_table", dataset_display_name=side))
    left = connection.execute("SELECT count(*) FROM left_table").fetchone()[0]
    done("tables loaded")
    # Half of the travellers are in the registry: an expert would say as much.
    linker = Linker(tables, settings(links=0.5 / left), log_level="WARNING")
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    done("u estimated")
    for rule in [block_on("birth_date"), block_on("name"), block_on("passport_no")]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=1e6
        )
        done(f"m estimated, {rule.__class__.__name__}")
    pairs = linker.inference.predict(threshold_match_probability=threshold)
    done("predicted")
    connection.execute(
        f"""COPY (SELECT unique_id_l AS left_id, unique_id_r AS right_id, match_weight AS weight,
            match_probability AS probability FROM {pairs.physical_name}) TO '{out}' (FORMAT parquet)"""
    )
    done("written")
    linker.misc.save_model_to_json(str(out.with_suffix(".model.json")), overwrite=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.001)
