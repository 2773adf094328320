//! Patterns are data: packs of phrases and shapes, each entry with its proof, compiled into one matcher.

mod builtin;
mod check;
mod compile;
mod matcher;
mod phrasebook;
mod schema;
mod starts;

pub use builtin::{builtin, builtin_without_proofs};
pub use check::{Flaw, check};
pub use compile::{compile, validate};
pub use matcher::{Matcher, Scratch};
pub use schema::{Entry, Match, Needs, Pack};
