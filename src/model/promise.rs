//! What the scores of a document's lines promise: how good a cut may become, and whether the document looks like a page
//! or like a text that was cleaned already.
//!
//! A page is told in any language, as a model judges lines by more than words: most lines of it hardly belong to the
//! text, and what does is prose; or it begins and ends with what does not, and yet has lines that clearly do. A clean text
//! begins and ends with text, whatever stands between, and a list or a table has no lines that clearly belong to it.

use std::ops::Range;

use super::odds::{chance, grade};
use crate::features::{PROSE, Table, WORDS};

/// The chance of all lines on average, in 1024ths, between which a document stops looking like a page.
const SURROUNDED: Range<u32> = 395..475;
/// The share of prose in what is promised, in 1024ths, between which it starts to.
const PROSAIC: Range<u32> = 417..530;
/// The chance of its first and last lines on average, in 1024ths, between which it stops to.
const FRAMED: Range<u32> = 125..280;
/// The same, between which it begins and ends with text, so that what little of it seems to belong to the text is no sign.
const BARE: Range<u32> = 270..370;
/// How many lines are first ones, and how many are last.
const OUTER: usize = 5;
/// The chance that the best tenth of its lines have at least, in 1024ths, between which it starts to.
const CLEAR: Range<u32> = 595..700;
/// Lines that a document has at least, and is to have, to look like a page. Few lines say little.
const SEEN: Range<u32> = 35..55;

/// How often a cut is mended by what it promises, from one that keeps all; it hardly moves after that.
const ROUNDS: usize = 3;

/// What scores promise of a document.
pub(super) struct Promise {
    /// By grade: words, and how many of them belong to the text in 1024ths of a word, of all lines of it and above.
    kept: [(u64, u64); 256],
    /// How many words of prose belong to the text, in 1024ths of a word.
    prose: u64,
    /// How many lines there are.
    lines: u64,
    /// The chance of a line on average, in 1024ths.
    mean: u32,
    /// That of the first and last lines.
    outer: u32,
    /// The chance that the best tenth of the lines have at least.
    best: u32,
}

impl Promise {
    /// Of the document whose rows have `scores`.
    pub(super) fn of(table: &Table, scores: &[i32]) -> Promise {
        let (mut kept, mut counts, mut prose, mut sum) = ([(0u64, 0u64); 256], [0u64; 256], 0, 0);
        for (&score, row) in scores.iter().zip(table.rows()) {
            let (grade, words) = (grade(score), u64::from(row[WORDS]));
            let chance = u64::from(chance(grade));
            kept[usize::from(grade)].0 += words;
            counts[usize::from(grade)] += 1;
            prose += if row[PROSE] > 0 { words * chance } else { 0 };
            sum += chance;
        }
        let lines = scores.len() as u64;
        let (mut above, mut lines_above, mut best) = ((0, 0), 0, 0);
        for at in (0..=255u8).rev() {
            let own = kept[usize::from(at)].0;
            above = (above.0 + own, above.1 + own * u64::from(chance(at)));
            kept[usize::from(at)] = above;
            lines_above += counts[usize::from(at)];
            if best == 0 && lines_above >= (lines / 10).max(1) {
                best = chance(at);
            }
        }
        let outer = scores.iter().take(OUTER).chain(scores.iter().rev().take(OUTER));
        let outer = outer.map(|&score| chance(grade(score))).sum::<u32>() / (2 * scores.len().clamp(1, OUTER)) as u32;
        Promise { kept, prose, lines, mean: (sum / lines.max(1)) as u32, outer, best }
    }

    /// How much the document looks like a page, in 1024ths.
    pub(super) fn look(&self) -> u32 {
        let surrounded = 1024 - along(self.mean, &SURROUNDED);
        let prosaic = along(share(self.prose, self.kept[0].1), &PROSAIC);
        let framed = 1024 - along(self.outer, &FRAMED);
        let clear = along(self.best, &CLEAR);
        let bare = along(self.outer, &BARE);
        let page = (surrounded * prosaic / 1024 * (1024 - bare)).max(framed * clear) / 1024;
        page * along(self.lines as u32, &SEEN) / 1024
    }

    /// The best F1 that a cut promises, in 1024ths.
    pub(super) fn f1(&self) -> u32 {
        let text = self.kept[0].1;
        let mut f1 = 0;
        for _ in 0..ROUNDS {
            let (kept, hit) = self.kept.get(first_above(f1 / 2)).copied().unwrap_or_default();
            f1 = (2048 * hit / (text + kept * 1024).max(1)) as u32;
        }
        f1
    }
}

/// A part of a whole, in 1024ths.
pub(super) fn share(part: u64, of: u64) -> u32 {
    (part * 1024).checked_div(of).unwrap_or(0) as u32
}

/// How far `number` is on its way through `range`, in 1024ths.
pub(super) fn along(number: u32, range: &Range<u32>) -> u32 {
    let way = range.end - range.start;
    number.saturating_sub(range.start).min(way) * 1024 / way
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

    /// How much a document of two hundred lines looks like a page, of which some are prose, and have such scores.
    fn look(prose: u8, score: impl Fn(i32) -> i32) -> u32 {
        let table = Table::of_words(&[10; 200]).with_column(PROSE, prose);
        Promise::of(&table, &(0..200).map(score).collect::<Vec<_>>()).look()
    }

    #[test]
    fn where_few_lines_belong_to_the_text_and_all_that_do_are_prose_it_is_a_page() {
        let text = |lines: Range<i32>| move |line| if lines.contains(&line) { ONE / 4 } else { -2 * ONE };
        assert_eq!(look(1, text(20..80)), 1024);
        assert_eq!(look(0, text(20..80)), 0, "a list may be all there is");
        assert_eq!(look(1, text(5..185)), 0, "most lines belong to the text");
        let table = |line| if (20..180).contains(&line) { -2 * ONE } else { ONE / 4 };
        assert_eq!(look(1, table), 0, "it begins and ends with text");
    }

    #[test]
    fn what_stands_in_a_frame_and_has_clear_text_is_a_page() {
        let framed = |clear| move |line| if (30..110).contains(&line) { clear } else { -4 * ONE };
        assert_eq!(look(0, framed(3 * ONE)), 1024);
        assert_eq!(look(0, framed(ONE / 8)), 0, "no line is clear");
        assert_eq!(look(0, |line| if line < 80 { 3 * ONE } else { -4 * ONE }), 0, "it begins with text");
    }

    #[test]
    fn a_promise_is_the_best_that_a_cut_can_reach() {
        let table = Table::of_words(&[10; 100]);
        let promise = |high, low| {
            let scores: Vec<i32> = (0..100).map(|line| if line < 50 { high } else { low }).collect();
            Promise::of(&table, &scores).f1()
        };
        assert!(promise(9 * ONE, -9 * ONE) > 1000);
        assert!(promise(ONE / 2, -ONE / 2) < promise(2 * ONE, -2 * ONE));
        assert_eq!(Promise::of(&Table::of_words(&[]), &[]).f1(), 0);
    }
}
