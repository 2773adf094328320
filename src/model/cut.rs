//! Where the cut between kept and gone lies. Of all cuts, the one counts that promises the best F1: half of that F1.
//! A line that belongs to the text with a greater chance than this adds more than it spoils. A page that is easy to
//! read is cut in the middle, one that is not keeps more.
//!
//! Nothing tells a text that was cleaned already from a page so well as the lines that rules are certain of: whole
//! pages have many of them, clean texts hardly any. Where there are few, and most of the text would stay, the model
//! speaks only against what it is very sure of.

use super::odds::{chance, grade};
use crate::features::{CERTAIN, Table, WORDS};

/// How far the cut may move, in 1024ths of certainty that a line belongs to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// The lowest cut.
    least: u32,
    /// The highest.
    most: u32,
    /// The cut in 1024ths of the F1 that is expected.
    part: u32,
    /// The cut in a text of which no line is certain to go.
    gentle: u32,
}

/// The share of lines that rules are certain of, in 1024ths, from which a document is a page and no clean text.
const PAGE: usize = 61;

/// Lines over which a document grows from a snippet, in which a few marks make up much, to a page.
const SMALL: std::ops::Range<usize> = 60..150;

impl Reserve {
    /// For pages, and for clean texts among them, which must not be harmed.
    pub const STANDARD: Reserve = Reserve { least: 100, most: 470, part: 540, gentle: 8 };
    /// For the main text alone.
    pub const STRICT: Reserve = Reserve { least: 300, most: 560, part: 640, gentle: 300 };

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
    let mut words = [0u64; 256];
    for (&score, &own) in scores.iter().zip(table.column(WORDS)) {
        words[usize::from(grade(score))] += u64::from(own);
    }
    let all: u64 = words.iter().sum();
    // What is counted in 1024ths of a word is the part of it that belongs to the text.
    let text: u64 = (0..=255u8).map(|grade| words[usize::from(grade)] * u64::from(chance(grade))).sum();
    let mut at = reserve.most;
    for _ in 0..4 {
        let (kept, hit) = above(&words, at);
        let promised = 2048 * hit / (text + kept * 1024).max(1);
        at = (promised as u32 * reserve.part / 1024).clamp(reserve.least, reserve.most);
    }
    let certain = table.column(CERTAIN).iter().filter(|&&certain| certain > 0).count();
    let page = ((certain * 1024).checked_div(table.rows()).unwrap_or(0)).min(PAGE);
    let page = page * table.rows().saturating_sub(SMALL.start).min(SMALL.len()) / SMALL.len();
    let small = table.rows() < SMALL.end;
    if (small || above(&words, at).0 * 2 >= all) && at > reserve.gentle {
        at = reserve.gentle + (at - reserve.gentle) * page as u32 / PAGE as u32;
    }
    Cut(at)
}

/// Words of the lines that have more than the chance `at`, and how much of them is text, in 1024ths of a word.
fn above(words: &[u64; 256], at: u32) -> (u64, u64) {
    let grades = (0..=255u8).filter(|&grade| chance(grade) > at);
    grades.fold((0, 0), |(kept, hit), grade| {
        let own = words[usize::from(grade)];
        (kept + own, hit + own * u64::from(chance(grade)))
    })
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
    fn a_text_without_certain_lines_loses_only_what_is_sure_to_go() {
        let table = Table::of_words(&[10; 200]);
        let scores: Vec<i32> = (0..200).map(|row| if row % 5 > 0 { 4 * ONE } else { -ONE }).collect();
        let cut = cut(&table, &scores, &Reserve::STANDARD);
        assert_eq!(cut.against(-ONE), None);
        assert!(cut.against(-7 * ONE).is_some());
    }

    #[test]
    fn a_cut_that_is_told_does_not_move() {
        let table = Table::of_words(&[10; 50]);
        assert_eq!(cut(&table, &[ONE; 50], &Reserve::fixed(512)), Cut(512));
        assert!(Cut(512).against(-1).is_some() && Cut(512).against(ONE / 8).is_none());
    }
}
