//! Rows to CSV, Parquet and data package, and back
