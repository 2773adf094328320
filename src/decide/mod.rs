//! The one place where evidence becomes a verdict. It weighs points and knows no rule by name.

mod blanks;
mod removal;
mod verdicts;

pub use removal::Removal;
pub use verdicts::{Verdicts, decide};
