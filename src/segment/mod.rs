//! Cuts a text into lines and measures them: everything the rules may know of a document without judging it.

mod document;
mod line;
mod measure;

pub use document::{Document, Lines, bare_of};
pub use line::Line;
pub use measure::Measure;
