//! The stages of a cleaning one by one, for this crate's benches and `dechaff bench`: no part of the API, and free to
//! change.

use crate::cleaner::{Cleaner, Cut, Workspace};

pub use crate::cleaner::Stage;
pub use crate::decide::{Verdicts, decide};
pub use crate::evidence::Findings;
pub use crate::rules::{Outline, Page, Phrases, inspect, register};
pub use crate::segment::{Blank, Known, Lines};

/// Empties `findings` for a document of `lines` lines.
pub fn reset(findings: &mut Findings, lines: usize) {
    findings.reset(lines);
}

/// Finds what is to go from `text`, as [`Cleaner::cut`] does, and tells `watch` of every stage that is done.
pub fn cut_watched<'w>(
    cleaner: &Cleaner,
    text: &[u8],
    workspace: &'w mut Workspace,
    watch: impl FnMut(Stage),
) -> Cut<'w> {
    cleaner.cut_watched(text, None, workspace, watch)
}
