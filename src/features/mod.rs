//! Evidence for every line, said or not said by a rule: what the line looks like, what it says, where it stands and what
//! the document around it is. A model weighs it; the same code writes what the model is taught from.

mod block;
mod line;
mod place;
mod repeat;
mod scale;
mod signs;
mod table;
mod tokens;
mod whole;
mod words;

pub(crate) use line::{PROSE, WORDS};
pub use table::{Row, Table};

use crate::evidence::Findings;
use crate::rules::Outline;
use crate::segment::Document;

/// Columns that differ from line to line; those behind them say what the document is like.
pub const PER_LINE: usize = place::FIRST + place::NAMES.len();
/// Columns that say what the document is like.
pub const PER_DOCUMENT: usize = whole::NAMES.len();
/// Place of the column with the weight of the sign on a line.
pub(crate) const SIGN: usize = signs::FIRST + signs::WEIGHT;
/// Place of the column that says whether rules are certain that a line goes.
pub(crate) const CERTAIN: usize = signs::FIRST + signs::CERTAIN;

/// Memory for the features of one document after the other.
#[derive(Debug, Default)]
pub struct Features {
    table: Table,
    tokens: tokens::Tokens,
    counts: words::Counts,
    repeats: repeat::Repeats,
    marks: Vec<bool>,
}

impl Features {
    /// Works out the features of `doc`, of which `findings` and `outline` are known.
    pub fn of(&mut self, doc: &Document<'_>, findings: &Findings, outline: &Outline) {
        let Features { table, tokens, counts, repeats, marks } = self;
        let texts = doc.lines().iter().enumerate().filter(|(_, line)| !line.is_blank());
        table.open(texts.map(|(index, _)| index as u32));
        tokens.read(doc, table);
        line::fill(doc, tokens, table);
        counts.fill(doc, findings, tokens, table);
        signs::fill(findings, marks, table);
        repeats.fill(doc, table);
        block::fill(doc, table);
        place::fill(outline, table);
        whole::fill(doc, findings, outline, table);
    }

    /// Forgets the document that was looked at last.
    pub fn clear(&mut self) {
        self.table.open(std::iter::empty());
    }

    /// The words of a row of the document that was looked at last, as numbers.
    pub fn words(&self, row: usize) -> &[u16] {
        self.tokens.of(row)
    }

    /// The features worked out last.
    pub fn table(&self) -> &Table {
        &self.table
    }
}

/// Writes the cells of a group, or a part of it, from the column `first` on.
#[inline(always)]
fn put<const LEN: usize>(row: &mut Row, first: usize, cells: [u8; LEN]) {
    row[first..first + LEN].copy_from_slice(&cells);
}

/// The names of all columns, in order.
pub fn names() -> Vec<&'static str> {
    [line::NAMES, words::NAMES, signs::NAMES, repeat::NAMES, block::NAMES, place::NAMES, whole::NAMES].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Lines;

    fn with(text: &str, test: impl FnOnce(&Table)) {
        let mut lines = Lines::default();
        let doc = Document::parse(text.as_bytes(), &mut lines);
        let mut findings = Findings::default();
        findings.reset(doc.lines().len());
        let mut outline = Outline::default();
        outline.draw(&doc, &findings);
        let mut features = Features::default();
        features.of(&doc, &findings, &outline);
        test(features.table());
    }

    fn cell(table: &Table, name: &str, row: usize) -> u8 {
        table.column(names().iter().position(|&n| n == name).unwrap()).nth(row).unwrap()
    }

    #[test]
    fn every_column_has_one_name() {
        let names = names();
        assert_eq!(names.len(), PER_LINE + PER_DOCUMENT);
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len());
    }

    #[test]
    fn rows_are_the_lines_that_are_not_blank() {
        with("\nHome\n\n  \nNews\n", |table| assert_eq!(table.lines(), [1, 4]));
        with("", |table| assert!(table.is_empty()));
    }

    #[test]
    fn lines_know_their_blocks_and_repeats() {
        with("Home\nNews\n\nIt rained all day, they said.\n\nHome\n", |table| {
            assert_eq!(cell(table, "blank-before", 2), 1);
            assert_eq!(cell(table, "block-lines", 0), 2);
            assert_eq!((cell(table, "said", 0), cell(table, "said-before", 3)), (2, 1));
        });
    }

    #[test]
    fn words_that_hold_sentences_together_are_learnt_from_the_text() {
        let prose = "Und der Kanal ist von der Stadt und dem Land gebaut worden, und der Bau hat der Stadt gefallen.\n";
        with(&format!("{prose}{prose}Mehr Bilder zeigen\n"), |table| {
            assert!(cell(table, "common-words", 0) > 100);
            assert_eq!(cell(table, "common-words", 2), 0);
        });
    }
}
