"""Makes the Parquet files of the tests, as common programs write them.

python -m pip install pandas==3.0.6 pyarrow==25.0.1 polars==1.44.2 duckdb==1.5.6 fastparquet==2026.9.0
python make.py            # writes ../../examples/parquet_*/ and types, nested and empty here
"""

import datetime as dt
import decimal
import os

import duckdb
import fastparquet
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

HERE = os.path.dirname(os.path.abspath(__file__))


def example(name):
    folder = os.path.join(HERE, "..", "..", "examples", f"parquet_{name}")
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, f"parquet_{name}.parquet")


def here(name):
    return os.path.join(HERE, f"{name}.parquet")


n = 60
user = [f"u{i % 6}" for i in range(n)]
item = [f"i{(i * 7) % 11}" for i in range(n)]
seconds = 1_700_000_000 + np.arange(n) * 3600
rating = np.random.default_rng(7).integers(1, 6, n).astype(float)
df = pd.DataFrame({"user_id": user, "item_id": item, "rating": rating, "timestamp": pd.to_datetime(seconds, unit="s")})
table = pa.Table.from_pandas(df, preserve_index=False)

df.to_parquet(example("pandas"))
df.iloc[::2].to_parquet(example("index"))  # has __index_level_0__
df.astype({"user_id": "category", "item_id": "category"}).to_parquet(example("categories"))
big = [9007199254740993 + i % 5 for i in range(n)]
nullable = [None if i == 30 else float(17000 + i % 7) for i in range(n)]  # whole numbers with a gap are floats in pandas
pd.DataFrame({"user_id": np.array(big, dtype="int64"), "item_id": nullable, "timestamp": seconds}).to_parquet(
    example("big_ids")
)
pl.from_pandas(df).write_parquet(example("polars"))
duckdb.sql(f"copy df to '{example('duckdb')}' (format parquet)")
duckdb.sql(
    'copy (select user_id, item_id, "timestamp", interval 3 days as span, 1.50::decimal(9,2) as price from df) '
    f"to '{example('interval')}' (format parquet, compression gzip)"
)
pq.write_table(table, example("spark"), flavor="spark", use_deprecated_int96_timestamps=True)
objects = df.astype({"user_id": object, "item_id": object, "timestamp": "datetime64[ns]"})
fastparquet.write(example("fastparquet"), objects, times="int96")
for codec in ["gzip", "brotli", "lz4"]:
    pq.write_table(table, example(codec), compression=codec)
pq.write_table(table, example("pages_v2"), data_page_version="2.0", compression="zstd", row_group_size=17)
pq.write_table(
    table,
    example("delta"),
    use_dictionary=False,
    column_encoding={
        "user_id": "DELTA_BYTE_ARRAY",
        "item_id": "DELTA_LENGTH_BYTE_ARRAY",
        "timestamp": "DELTA_BINARY_PACKED",
        "rating": "BYTE_STREAM_SPLIT",
    },
)
with pq.ParquetWriter(example("empty_groups"), table.schema) as writer:
    for part in [table.slice(0, 0), table.slice(0, 30), table.slice(0, 0), table.slice(30)]:
        writer.write_table(part)
start = dt.datetime(2024, 1, 1)
when = [start + dt.timedelta(seconds=3600 * i, milliseconds=i) for i in range(n)]
for unit in ["us", "ns"]:
    columns = {"user_id": user, "item_id": item, "when": pa.array(when, pa.timestamp(unit, tz="UTC"))}
    pq.write_table(pa.table(columns), example(unit))
day = [dt.date(2024, 1, 1) + dt.timedelta(days=i // 6) for i in range(n)]
clock = pa.array([dt.time(i % 24, i % 60, 5) for i in range(n)], pa.time64("us"))
pq.write_table(pa.table({"user_id": user, "item_id": item, "date": day, "time": clock}), example("date_clock"))

history = {
    "user_id": [f"u{i}" for i in range(6)],
    "items": [[f"i{(i + k) % 9}" for k in range(i + 2)] for i in range(6)],
    "times": [[1_700_000_000 + k for k in range(i + 2)] for i in range(6)],
}
pq.write_table(pa.table(history), example("lists"))
events = [[{"item": f"i{(i + k) % 9}", "ts": 1_700_000_000 + k} for k in range(i + 2)] for i in range(6)]
event = pa.struct([("item", pa.string()), ("ts", pa.int64())])
pq.write_table(pa.table({"session": list(range(6)), "events": pa.array(events, pa.list_(event))}), example("events"))

pq.write_table(table.slice(0, 0), here("empty"))
pairs = [[("10", 1), ("2", 2)], [], None, [("3", None)]]
nested = {
    "user_id": ["a", "b", None, "d"],
    "m": pa.array(pairs, pa.map_(pa.string(), pa.int64())),
    "ll": [[[1], [2]], [], None, [[3]]],
    "s": [{"id": "x", "deep": {"n": 1}}, {"id": "y", "deep": None}, None, {"id": None, "deep": {"n": 2}}],
}
pq.write_table(pa.table(nested), here("nested"))
types = {
    "u8": pa.array([255, None], pa.uint8()),
    "u64": pa.array([2**64 - 1, 1], pa.uint64()),
    "u32": pa.array([2**32 - 1, 1], pa.uint32()),
    "f32": pa.array([0.1, 17000], pa.float32()),
    "f16": pa.array([np.float16(0.5), np.float16(3)], pa.float16()),
    "f64": [1e16, 1e-5],
    "b": [True, None],
    "bin": pa.array([b"abc", b"\xff\xfe"]),
    "fix": pa.array([b"ab\0\0", b"abcd"], pa.binary(4)),
    "dec": pa.array([decimal.Decimal("12.50"), decimal.Decimal("-0.05")]),
    "dec38": pa.array([decimal.Decimal("12345678901234567890.12"), None], pa.decimal128(38, 2)),
    "t32": pa.array([dt.time(1, 2, 3), None], pa.time32("ms")),
    "ns": pa.array([1_700_000_000_123_456_789, -1], pa.timestamp("ns")),
    "d": pa.array([dt.date(1969, 12, 31), dt.date(2024, 2, 29)]),
}
pq.write_table(pa.table(types), here("types"))
