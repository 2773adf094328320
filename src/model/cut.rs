//! Where the cut between kept and gone lies. Of all cuts, the one counts that promises the best F1: half of that F1.
//! A line that belongs to the text with a greater chance than this adds more than it spoils. What is promised least
//! is kept least often, so that a page that is hard to read is cut lower still.
//!
//! A text that was cleaned already must not be harmed. A page is told from it by the lines that rules are certain of, or,
//! in a language that no pack knows, by its look. Where neither tells, and it is not clear what the text is, as in lists
//! and tables, or the text is but a few lines long, the model speaks only against what it is very sure of.

use std::ops::Range;

use super::odds::{chance, grade};
use super::promise::{Promise, along, share};
use crate::features::{CERTAIN, Table};

/// How far the cut may move, in 1024ths of certainty that a line belongs to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// The lowest cut.
    least: u32,
    /// The highest.
    most: u32,
    /// The cut in 1024ths of what is expected.
    part: u32,
    /// The cut in a text of which no line is certain to go, and of which little is promised.
    gentle: u32,
}

/// The share of lines that rules are certain of, in 1024ths, from which a document is a page and no clean text.
const PAGE: u32 = 140;
/// Lines over which a document grows from a snippet to a page. Of snippets little is known: models learn from pages.
const SMALL: Range<u32> = 40..50;
/// F1, in 1024ths, between which a promise grows from poor to good.
const GOOD: Range<u32> = 920..1024;

impl Reserve {
    /// For pages, and for clean texts among them, which must not be harmed.
    pub const STANDARD: Reserve = Reserve { least: 0, most: 640, part: 700, gentle: 10 };
    /// For the main text alone.
    pub const STRICT: Reserve = Reserve { least: 200, most: 720, part: 820, gentle: 300 };

    /// A cut that lies where it is told to.
    pub fn fixed(at: u32) -> Reserve {
        Reserve { least: at, most: at, part: 0, gentle: at }
    }
}

/// The cut of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut(u32);

impl Cut {
    /// How many points more than enough speak against a line with this score; `None` where it stays.
    pub fn against(self, score: i32) -> Option<i16> {
        let chance = chance(grade(score));
        (chance <= self.0).then(|| ((self.0 - chance) * 100 / (self.0 + 1)) as i16)
    }

    /// The same cut, or a cut at `chance` in 1024ths where that is lower.
    pub fn at_most(self, chance: u32) -> Cut {
        Cut(self.0.min(chance))
    }

    /// Whether a line with this score so surely belongs to the text that a rule may be wrong.
    pub fn sure(score: i32) -> bool {
        chance(grade(score)) >= SURE
    }
}

/// The chance, in 1024ths, from which a line surely belongs to the text.
const SURE: u32 = 700;

/// The cut for the document whose rows have `scores`.
pub fn cut(table: &Table, scores: &[i32], reserve: &Reserve) -> Cut {
    let promise = Promise::of(table, scores);
    let f1 = promise.f1();
    let at = (f1 * (1024 + f1) / 2048 * reserve.part / 1024).clamp(reserve.least, reserve.most);
    let rows = scores.len() as u64;
    let look = promise.look();
    let certain = table.rows().iter().filter(|row| row[CERTAIN] > 0).count();
    let page = (share(certain as u64, rows).min(PAGE) * 1024 / PAGE).max(look);
    let unclear = (1024 - along(f1, &GOOD)) * (1024 - page) / 1024;
    let small = (1024 - along(rows as u32, &SMALL)) * (1024 - look) / 1024;
    let gentle = reserve.gentle.min(at);
    Cut(at - (at - gentle) * unclear.max(small) / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::PROSE;
    use crate::model::ONE;

    #[test]
    fn a_page_that_is_easy_to_read_is_cut_higher() {
        let table = Table::of_words(&[10; 200]);
        let clear: Vec<i32> = (0..200).map(|row| if row < 60 { 6 * ONE } else { -6 * ONE }).collect();
        let vague: Vec<i32> = (0..200).map(|row| if row < 60 { ONE / 2 } else { -2 * ONE }).collect();
        assert!(cut(&table, &vague, &Reserve::STANDARD).0 < cut(&table, &clear, &Reserve::STANDARD).0);
    }

    #[test]
    fn a_text_without_certain_lines_that_is_hard_to_read_loses_only_what_is_sure_to_go() {
        let table = Table::of_words(&[10; 200]);
        let scores: Vec<i32> = (0..200).map(|row| if row % 5 > 0 { ONE / 2 } else { -ONE }).collect();
        let cut = cut(&table, &scores, &Reserve::STANDARD);
        assert_eq!(cut.against(-ONE), None);
        assert!(cut.against(-7 * ONE).is_some());
    }

    #[test]
    fn what_looks_like_a_page_is_cut_though_no_rule_is_certain() {
        let table = Table::of_words(&[10; 200]);
        let scores: Vec<i32> = (0..200).map(|row| if (20..80).contains(&row) { ONE / 4 } else { -2 * ONE }).collect();
        let against = |table: &Table| cut(table, &scores, &Reserve::STANDARD).against(-2 * ONE).is_some();
        assert!(against(&table.with_column(PROSE, 1)) && !against(&table));
    }

    #[test]
    fn a_cut_that_is_told_does_not_move() {
        let table = Table::of_words(&[10; 50]);
        assert_eq!(cut(&table, &[ONE; 50], &Reserve::fixed(512)), Cut(512));
        assert!(Cut(512).against(-1).is_some() && Cut(512).against(ONE / 8).is_none());
    }
}
