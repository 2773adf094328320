//! Packs, compiled: tables that need no work before they are asked. Those of the built-in packs are made by the build
//! script and a part of the program.

use super::phrasebook::Phrasebook;
use super::starts::{Starts, WholeLines};
use crate::evidence::Entries;
use crate::text::{Column, Texts};

/// What all entries of some packs say, but not their regular expressions, which are compiled when a line asks for one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// The phrases that must be a whole line.
    pub whole: Phrasebook,
    /// Their hashes.
    pub lines: WholeLines,
    /// The other phrases.
    pub phrases: Phrasebook,
    /// How those begin.
    pub starts: Starts,
    /// How those begin that may stand within a line.
    pub starts_within: Starts,
    /// The most words a line may have for a phrase to count that does not start it.
    pub max_words_within: u8,
    /// A [`Frame`](super::target::Frame) for each shape.
    pub frames: Column<4>,
    /// Its regular expression.
    pub patterns: Texts,
    /// What lines the expression can match.
    pub bounds: Column<68>,
    /// Shapes that a measure alone singles out.
    pub measured: Column<2>,
    /// Points of each entry.
    pub weights: Column<2>,
}

/// Tables, and what reports tell of the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    pub(super) tables: Tables,
    pub(super) entries: Entries,
    /// Names of the packs.
    pub(super) names: Texts,
}
