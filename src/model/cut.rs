//! Where the cut between kept and gone lies. Of all cuts, the one counts that promises the best F1: half of that F1.
//! A line that belongs to the text with a greater chance than this adds more than it spoils. What is promised least
//! is kept least often, so that a page that is hard to read is cut lower still.
//!
//! A text that was cleaned already must not be harmed. A page is told from it by the lines that rules are certain of, or,
//! in a language that no pack knows, by its look: most of its lines hardly belong to the text, and what belongs to it is
//! prose. Where neither tells, and it is not clear what the text is, as in lists and tables, or the text is but a few lines
//! long, the model speaks only against what it is very sure of.

use std::ops::Range;

use super::odds::{chance, grade};
use crate::features::{CERTAIN, PROSE, Table, WORDS};

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
const PAGE: u32 = 110;
/// The chance of its lines on average, in 1024ths, between which a document stops looking like a page.
const LOOK: Range<u32> = 370..585;
/// The share of prose in what is promised of it, between which it starts to.
const PROSAIC: Range<u32> = 440..560;
/// Lines that a document has at least, and is to have, to look like a page.
const SEEN: Range<u32> = 35..55;
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
    let look = promise.look(rows);
    let certain = table.rows().iter().filter(|row| row[CERTAIN] > 0).count();
    let page = (share(certain as u64, rows).min(PAGE) * 1024 / PAGE).max(look);
    let unclear = (1024 - along(f1, &GOOD)) * (1024 - page) / 1024;
    let small = (1024 - along(rows as u32, &SMALL)) * (1024 - look) / 1024;
    let gentle = reserve.gentle.min(at);
    Cut(at - (at - gentle) * unclear.max(small) / 1024)
}

/// A part of a whole, in 1024ths.
fn share(part: u64, of: u64) -> u32 {
    (part * 1024).checked_div(of).unwrap_or(0) as u32
}

/// How far `number` is on its way through `range`, in 1024ths.
fn along(number: u32, range: &Range<u32>) -> u32 {
    let way = range.end - range.start;
    number.saturating_sub(range.start).min(way) * 1024 / way
}

/// How often a cut is mended by what it promises, from one that keeps all; it hardly moves after that.
const ROUNDS: usize = 3;

/// What scores promise of a document, by grade: what would be kept if all lines of a grade and above were.
struct Promise {
    /// Words, and how many of them belong to the text, in 1024ths of a word.
    kept: [(u64, u64); 256],
    /// How many words of prose belong to the text, in 1024ths of a word.
    prose: u64,
    /// How many lines do, in 1024ths of a line.
    lines: u64,
}

impl Promise {
    /// Of the document whose rows have `scores`.
    fn of(table: &Table, scores: &[i32]) -> Promise {
        let (mut kept, mut prose, mut lines) = ([(0u64, 0u64); 256], 0, 0);
        for (&score, row) in scores.iter().zip(table.rows()) {
            let (grade, words) = (grade(score), u64::from(row[WORDS]));
            let chance = u64::from(chance(grade));
            kept[usize::from(grade)].0 += words;
            prose += if row[PROSE] > 0 { words * chance } else { 0 };
            lines += chance;
        }
        let mut above = (0, 0);
        for at in (0..=255u8).rev() {
            let own = kept[usize::from(at)].0;
            above = (above.0 + own, above.1 + own * u64::from(chance(at)));
            kept[usize::from(at)] = above;
        }
        Promise { kept, prose, lines }
    }

    /// How much a document of so many `rows` looks like a page, in 1024ths.
    fn look(&self, rows: u64) -> u32 {
        let surrounded = 1024 - along((self.lines / rows.max(1)) as u32, &LOOK);
        let prosaic = along(share(self.prose, self.kept[0].1), &PROSAIC);
        surrounded * prosaic / 1024 * along(rows as u32, &SEEN) / 1024
    }

    /// The best F1 that a cut promises, in 1024ths.
    fn f1(&self) -> u32 {
        let text = self.kept[0].1;
        let mut f1 = 0;
        for _ in 0..ROUNDS {
            let (kept, hit) = self.kept.get(first_above(f1 / 2)).copied().unwrap_or_default();
            f1 = (2048 * hit / (text + kept * 1024).max(1)) as u32;
        }
        f1
    }
}

/// The lowest grade that has more than the chance `at`.
fn first_above(at: u32) -> usize {
    let (mut low, mut high) = (0, 256);
    while low < high {
        let middle = (low + high) / 2;
        if chance(middle as u8) > at { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn what_looks_like_a_page_is_one_in_any_language() {
        let table = Table::of_words(&[10; 200]);
        let prose = table.with_column(PROSE, 1);
        let scores = |kept| (0..200).map(|row| if row < kept { ONE } else { -ONE }).collect::<Vec<i32>>();
        let against = |table: &Table, kept| cut(table, &scores(kept), &Reserve::STANDARD).against(-ONE).is_some();
        assert!(against(&prose, 60), "few lines belong to the text, and all that do are prose");
        assert!(!against(&table, 60), "a list may be all there is");
        assert!(!against(&prose, 180), "most lines belong to the text");
    }

    #[test]
    fn a_cut_that_is_told_does_not_move() {
        let table = Table::of_words(&[10; 50]);
        assert_eq!(cut(&table, &[ONE; 50], &Reserve::fixed(512)), Cut(512));
        assert!(Cut(512).against(-1).is_some() && Cut(512).against(ONE / 8).is_none());
    }
}
