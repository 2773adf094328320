//! The stages of a cleaning one by one, for this crate's benches alone: no part of the API, and free to change.

pub use crate::decide::{Verdicts, decide};
pub use crate::evidence::Findings;
pub use crate::rules::{Outline, Page, Phrases, inspect, register};
pub use crate::segment::{Known, Lines};

/// Empties `findings` for a document of `lines` lines.
pub fn reset(findings: &mut Findings, lines: usize) {
    findings.reset(lines);
}
