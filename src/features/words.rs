//! Which words a line says: those that hold sentences together, and those that the document is about. Both are learnt
//! from the document's own prose, so that no language need be known.

use super::scale::share;
use super::table::Table;
use super::tokens::{LONG, Tokens};
use super::{line, put};
use crate::evidence::Findings;
use crate::segment::Document;

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &["common-words", "topic-words", "topic-count", "rare-words"];

/// Place of the first of them.
pub(super) const FIRST: usize = line::FIRST + line::NAMES.len();

/// Different words that are counted apart; others share a count.
const COUNTS: usize = 1 << 12;
/// A word is common when it is one of this many in the document's prose, or more often.
const COMMON: usize = 300;

/// How often each word came.
#[derive(Debug, Default)]
pub(super) struct Counts {
    counts: Vec<u16>,
}

impl Counts {
    /// Fills this group's columns.
    pub(super) fn fill(&mut self, doc: &Document<'_>, findings: &Findings, tokens: &Tokens, table: &mut Table) {
        let Counts { counts } = self;
        counts.clear();
        counts.resize(COUNTS, 0);
        let mut total = 0;
        let prose = |line: usize| doc.lines()[line].measure.is_prose() && findings.clue(line).is_none();
        for (row, &line) in table.lines().iter().enumerate() {
            if prose(line as usize) {
                let words = tokens.of(row);
                total += words.len();
                words.iter().for_each(|&word| counts[place(word)] = counts[place(word)].saturating_add(1));
            }
        }
        let common = (total / COMMON).clamp(2, 400) as u16;
        for (at, (row, line)) in table.with_lines().enumerate() {
            let own = u16::from(prose(line));
            let words = tokens.of(at);
            let (mut commons, mut topics, mut long) = (0, 0, 0);
            for &word in words {
                let count = counts[place(word)];
                commons += usize::from(count > common);
                long += usize::from(word & LONG != 0);
                topics += usize::from(word & LONG != 0 && count > own);
            }
            let cells = [
                share(commons, words.len()),
                share(topics, long),
                topics.min(255) as u8,
                (long - topics).min(255) as u8,
            ];
            put(row, FIRST, cells);
        }
    }
}

fn place(token: u16) -> usize {
    usize::from(token) % COUNTS
}
