//! dechaff takes the chaff out of scraped text.
#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "batch")]
mod audit;
#[cfg(feature = "batch")]
mod batch;
mod cleaner;
mod decide;
#[cfg(feature = "batch")]
mod decode;
mod error;
mod evidence;
mod explain;
pub mod packs;
mod render;
#[cfg(feature = "batch")]
mod restore;
mod rules;
mod segment;
mod text;
#[cfg(feature = "batch")]
mod walk;
#[cfg(feature = "batch")]
mod write;

#[cfg(feature = "batch")]
pub use audit::{AuditWriter, Audited};
#[cfg(feature = "batch")]
pub use batch::{Destination, Done, Observer, Plan, Summary, Tally, run};
pub use cleaner::{Builder, Cleaned, Cleaner, Cut, Removed, Stats, Workspace};
pub use decide::Removal;
#[cfg(feature = "batch")]
pub use decode::{Decoded, decode};
pub use error::{Error, ErrorKind, Result};
pub use evidence::{Catalogue, Kind, RuleId, RuleInfo};
pub use explain::{ExplainedLine, Explanation, Reason};
pub use render::{render, render_into};
#[cfg(feature = "batch")]
pub use restore::{RestoreSummary, restore};
pub use segment::Document;
pub use text::Span;
#[cfg(feature = "batch")]
pub use walk::{Skip, Survey, WalkOptions, survey};
