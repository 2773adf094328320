//! Cuts a text into lines and measures them: everything the rules may know of a document without judging it.

mod broken;
mod count;
mod cut;
mod document;
mod known;
mod lexicon;
mod line;
mod measure;
mod memo;
mod parts;

pub use document::{Document, Lines};
pub use known::Known;
pub use lexicon::{Blank, Folded, Lexicon, bare_of};
pub use line::Line;
pub use measure::Measure;
pub(crate) use memo::{Memo, Note};
pub use parts::{PART, parts};
