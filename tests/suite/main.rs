//! All integration tests in one binary. To add a case, see the module that fits.

mod batch;
mod cli;
mod golden;
mod harness;
mod packs;
