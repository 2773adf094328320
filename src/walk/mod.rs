//! From folders to documents: which files are looked at, in an order that is the same on every run.

mod filter;
mod options;
mod root;
mod skip;
mod survey;
mod walker;

pub use options::WalkOptions;
pub(crate) use root::{Root, RootKind};
pub use skip::Skip;
pub use survey::{Survey, survey};
pub(crate) use walker::JOURNAL;
pub(crate) use walker::{Found, Walker};
