//! A removal names what goes and why.

use crate::evidence::RuleId;
use crate::text::Span;

/// One removed line with the blank lines that went with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The removed bytes, in the document.
    pub span: Span,
    /// Number of the removed line, from 1; of a broken paragraph, that of its first.
    pub line: u32,
    /// Lines in the span, blank ones counted.
    pub lines: u32,
    /// The rule that spoke loudest.
    pub rule: RuleId,
    /// That rule's points.
    pub weight: i16,
    /// Points of all rules together.
    pub points: i32,
}
