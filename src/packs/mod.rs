//! Patterns are data: packs of phrases and shapes, each entry with its proof, compiled into one matcher.

#[cfg(test)]
mod bake;
mod bounds;
mod builtin;
mod check;
mod compile;
mod expression;
mod matcher;
mod phrasebook;
mod schema;
mod starts;
mod tables;
mod target;

pub use builtin::builtin;
pub use check::{Flaw, check};
pub use matcher::{Matcher, Scratch, compile, compile_with_builtin, validate};
pub use schema::{Entry, Match, Needs, Pack};
