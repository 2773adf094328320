//! All integration tests in one binary. To add a case, see the module that fits.

// Clippy knows `#[test]` functions, but not what they call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod audit;
mod batch;
mod broken;
mod cli;
mod containers;
mod frame;
mod gather;
mod golden;
mod harness;
mod kill;
mod packs;
mod parquet;
mod properties;
mod readme;
mod records;
mod restore;
mod resume;
mod safety;
mod warc;
