"""Reads the tables as other people do, with pandas, polars and DuckDB, and validates the data package.

usage: read_back.py TABLES_DIR
"""

import json
import math
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from frictionless import Package

TYPES = {
    "string": ("string", "dictionary"),
    "integer": ("int64",),
    "number": ("double",),
    "date": ("date32[day]",),
    "datetime": ("timestamp[us, tz=UTC]",),
}


def check(condition, message):
    if not condition:
        sys.exit(f"read_back: {message}")


def plain(value):
    """One spelling per value, so that three readers can be compared."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else repr(value)
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "").replace(" ", "T")
    return str(value)


def rows_of(columns, records):
    return [tuple(plain(record[column]) for column in columns) for record in records]


def main(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    check(len(package["resources"]) == 10, "ten tables expected")
    for resource in package["resources"]:
        name, parquet, csv = resource["name"], folder / resource["parquet"]["path"], folder / resource["path"]
        fields = resource["schema"]["fields"]
        columns = [field["name"] for field in fields]

        # Types, as the footer has them.
        schema = pq.read_schema(parquet)
        check(schema.names == columns, f"{name}: columns {schema.names}")
        for field in fields:
            found = str(schema.field(field["name"]).type)
            check(found.replace("large_", "").startswith(TYPES[field["type"]]), f"{name}.{field['name']} is {found}")
            if "enum" in field.get("constraints", {}):
                check(found.startswith("dictionary"), f"{name}.{field['name']} is {found}")
        meta = {key.decode(): value.decode() for key, value in pq.read_metadata(parquet).metadata.items()}
        check(meta["tidywire.table"] == name, f"{name}: footer names {meta['tidywire.table']}")
        check(meta["tidywire.version"] and meta["tidywire.lexicon"], f"{name}: no provenance")
        described = {column["name"]: column["description"] for column in json.loads(meta["tidywire.columns"])}
        check(described == {field["name"]: field["description"] for field in fields}, f"{name}: descriptions")

        # Three readers of the Parquet, three readers of the CSV: one set of values.
        arrow = pq.read_table(parquet)
        expected = rows_of(columns, arrow.to_pylist())
        check(len(expected) == resource["rows"], f"{name}: {len(expected)} rows, {resource['rows']} declared")
        for field in fields:
            if field.get("constraints", {}).get("required"):
                nulls = arrow.column(field["name"]).null_count
                check(nulls == 0, f"{name}.{field['name']}: {nulls} nulls")

        frame = pd.read_parquet(parquet, dtype_backend="pyarrow")
        check(all(isinstance(dtype, pd.ArrowDtype) for dtype in frame.dtypes), f"{name}: {frame.dtypes}")
        check(rows_of(columns, pa.Table.from_pandas(frame, preserve_index=False).to_pylist()) == expected, f"{name}: pandas")

        frame = pl.read_parquet(parquet)
        check(rows_of(columns, frame.to_dicts()) == expected, f"{name}: polars")
        for field in fields:
            if "enum" in field.get("constraints", {}):
                dtype = frame.schema[field["name"]]
                check(isinstance(dtype, pl.Enum), f"{name}.{field['name']} is {dtype}")
                check(dtype.categories.to_list() == field["constraints"]["enum"], f"{name}.{field['name']}")

        duck = duckdb.sql(f"select * from read_parquet('{parquet}')").to_arrow_table()
        check(rows_of(columns, duck.to_pylist()) == expected, f"{name}: duckdb")

        kinds = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "date": pl.Date, "datetime": pl.String}
        frame = pl.read_csv(csv, schema={field["name"]: kinds[field["type"]] for field in fields})
        times = [field["name"] for field in fields if field["type"] == "datetime"]
        frame = frame.with_columns(pl.col(column).str.to_datetime(time_unit="us", time_zone="UTC") for column in times)
        check(rows_of(columns, frame.to_dicts()) == expected, f"{name}: CSV in polars")

        dtypes = {"string": "string", "integer": "Int64", "number": "Float64", "date": "string", "datetime": "string"}
        frame = pd.read_csv(
            csv, dtype={field["name"]: dtypes[field["type"]] for field in fields}, keep_default_na=False, na_values=[""]
        )
        check(len(frame) == len(expected), f"{name}: CSV in pandas has {len(frame)} rows")
        for position, field in enumerate(fields):
            if field["type"] in ("string", "date"):
                # pandas cannot tell an empty text from null.
                found = [plain(value) or "" for value in frame[field["name"]]]
                check(found == [row[position] or "" for row in expected], f"{name}.{field['name']}: CSV in pandas")

    report = Package(str(folder / "datapackage.json")).validate()
    for task in report.tasks:
        for error in task.errors:
            print(f"read_back: {task.name}: {error.message}", file=sys.stderr)
    check(report.valid and report.stats["errors"] == 0, f"frictionless: {report.stats} {[e.message for e in report.errors]}")
    print(f"read_back: {sum(resource['rows'] for resource in package['resources'])} rows in ten tables agree")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
