//! Evidence for every line, said or not said by a rule: what the line looks like, what its neighbours are, where it
//! stands and what the document around it is. A model weighs it; the same code writes what the model is taught from.

mod block;
mod lexicon;
mod line;
mod place;
mod repeat;
mod scale;
mod signs;
mod table;
mod tokens;
mod wanted;
mod whole;
mod window;
mod words;

pub use lexicon::Lexicon;
pub(crate) use line::{PROSE, WORDS};
pub(crate) use scale::{scale, signed};
pub use table::{BLOCK, Table};
pub use wanted::Wanted;

use crate::evidence::Findings;
use crate::rules::Outline;
use crate::segment::Document;

/// Columns of the line itself whose neighbours count.
const NEAR: &[usize] = &[
    line::WORDS,
    line::LENGTH,
    line::CAPITALS,
    line::DIGITS,
    line::END,
    line::LISTED,
    line::START,
    COMMON,
    TOPIC,
    SIGNS + signs::WEIGHT,
    SIGNS + signs::POINTS,
    BLOCKS,
    LEXICON,
];
/// Columns whose windows count.
const WIDE: &[usize] = &[
    line::WORDS,
    line::LENGTH,
    line::CAPITALS,
    line::DIGITS,
    line::SEPARATORS,
    line::END,
    line::LISTED,
    line::PROSE,
    line::COMMAS,
    COMMON,
    TOPIC,
    SIGNS + signs::WEIGHT,
    SIGNS + signs::KINDS.start,
    SIGNS + signs::KINDS.start + 1,
    SIGNS + signs::KINDS.start + 2,
    SIGNS + signs::KINDS.start + 3,
    SIGNS + signs::KINDS.start + 4,
    BLOCKS,
    SAID,
    LEXICON,
    LEXICON + 1,
];

const COMMON: usize = line::NAMES.len();
const TOPIC: usize = COMMON + 1;
const SIGNS: usize = COMMON + words::NAMES.len();
/// Place of the column with the weight of the sign on a line.
pub(crate) const SIGN: usize = SIGNS + signs::WEIGHT;
/// Place of the column that says whether rules are certain that a line goes.
pub(crate) const CERTAIN: usize = SIGNS + signs::CERTAIN;
const SAID: usize = SIGNS + signs::NAMES.len();
const BLOCKS: usize = SAID + repeat::NAMES.len();
const LEXICON: usize = BLOCKS + block::NAMES.len();

/// Memory for the features of one document after the other.
#[derive(Debug, Default)]
pub struct Features {
    table: Table,
    tokens: tokens::Tokens,
    counts: words::Counts,
    repeats: repeat::Repeats,
    marks: Vec<bool>,
    sums: Vec<u16>,
}

impl Features {
    /// Works out the features of `doc`, of which `findings` and `outline` are known, with what `lexicon` knows of words.
    /// Neighbours and windows that are not `wanted` stay empty.
    pub fn of(
        &mut self,
        doc: &Document<'_>,
        findings: &Findings,
        outline: &Outline,
        lexicon: &Lexicon,
        wanted: &Wanted,
    ) -> &mut Table {
        let Features { table, tokens, counts, repeats, marks, sums } = self;
        let texts = doc.lines().iter().enumerate().filter(|(_, line)| !line.is_blank());
        table.open(texts.map(|(index, _)| index as u32));
        tokens.read(doc, table);
        line::fill(doc, tokens, table);
        counts.fill(doc, findings, tokens, table);
        signs::fill(findings, marks, table);
        repeats.fill(doc, table);
        block::fill(doc, table);
        lexicon.fill(tokens, table);
        place::fill(outline, table);
        whole::fill(doc, findings, outline, table);
        window::fill(NEAR, WIDE, wanted, sums, table);
        table
    }

    /// The words of a row of the document that was looked at last, as numbers.
    #[cfg(feature = "train")]
    pub fn words(&self, row: usize) -> &[u16] {
        self.tokens.of(row)
    }

    /// The features worked out last.
    pub fn last(&self) -> &Table {
        &self.table
    }
}

/// The names of all columns, in order.
pub fn names() -> Vec<String> {
    let own = [
        line::NAMES,
        words::NAMES,
        signs::NAMES,
        repeat::NAMES,
        block::NAMES,
        lexicon::NAMES,
        place::NAMES,
        whole::NAMES,
    ];
    let own: Vec<&str> = own.concat();
    let pick = |columns: &[usize]| columns.iter().map(|&column| own[column]).collect::<Vec<_>>();
    let company = window::names(&pick(NEAR), &pick(WIDE));
    own.iter().map(|name| (*name).to_owned()).chain(company).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Lines;

    fn with<R>(text: &str, test: impl FnOnce(&Table) -> R) -> R {
        let mut lines = Lines::default();
        let doc = Document::parse(text.as_bytes(), &mut lines);
        let mut findings = Findings::default();
        findings.reset(doc.lines().len());
        let mut outline = Outline::default();
        outline.draw(&doc, &findings);
        test(Features::default().of(&doc, &findings, &outline, &Lexicon::default(), &Wanted::default()))
    }

    fn cell(table: &Table, name: &str, row: usize) -> u8 {
        table.column(names().iter().position(|n| n == name).unwrap())[row]
    }

    #[test]
    fn every_column_has_one_name() {
        let names = names();
        with("Home\n\nThe canal was opened on Monday.\n", |table| assert_eq!(table.columns(), names.len()));
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len());
    }

    #[test]
    fn rows_are_the_lines_that_are_not_blank() {
        with("\nHome\n\n  \nNews\n", |table| assert_eq!(table.lines(), [1, 4]));
        with("", |table| assert_eq!(table.rows(), 0));
    }

    #[test]
    fn lines_know_their_neighbours_blocks_and_repeats() {
        with("Home\nNews\n\nIt rained all day, they said.\n\nHome\n", |table| {
            assert_eq!(cell(table, "words+1", 1), 6);
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
