//! dechaff takes the chaff out of scraped text.
#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr)]

mod cleaner;
mod decide;
mod error;
mod evidence;
mod explain;
pub mod packs;
mod render;
mod rules;
mod segment;
mod text;

pub use cleaner::{Builder, Cleaned, Cleaner, Cut, Removed, Stats, Workspace};
pub use decide::Removal;
pub use error::{Error, ErrorKind, Result};
pub use evidence::{Catalogue, Kind, RuleId, RuleInfo};
pub use explain::{ExplainedLine, Explanation, Reason};
pub use render::{render, render_into};
pub use segment::Document;
pub use text::Span;
