//! The vocabulary between rules and decision: what speaks for removing a line, and how loudly.

mod catalogue;
mod entries;
mod findings;
mod kind;

pub use catalogue::{Catalogue, RuleId, RuleInfo};
pub use entries::Entries;
pub use findings::{Clue, Evidence, Findings};
pub use kind::Kind;

/// Points at which the evidence against a line removes it.
pub const THRESHOLD: i32 = 100;
