//! Terminals and mailers break paragraphs into lines of one width. Lines of one paragraph share one verdict: what each
//! of them says by itself is a piece of a sentence.

use std::ops::Range;

use crate::features::{Table, WORDS};
use crate::segment::{Document, Line};

/// Columns at which lines are broken by those that break them.
const WIDTHS: Range<usize> = 40..121;
/// The most bytes of such a line.
const BYTES: usize = 4 * WIDTHS.end;
/// Lines that go on, and with a small letter, from which a document is taken for one that was broken.
const BROKEN: usize = 8;

/// Gives the lines of each paragraph of `doc` the average of their `scores`, by words, if its paragraphs were broken.
pub(super) fn level(doc: &Document<'_>, table: &Table, scores: &mut [i32]) {
    let line = |row: usize| &doc.lines()[table.lines()[row] as usize];
    let rows = 0..table.len();
    if rows.clone().any(|row| line(row).core.end - line(row).span.start > BYTES as u32) {
        return;
    }
    let columns: Vec<usize> = rows.clone().map(|row| columns(doc, line(row))).collect();
    let Some(&width) = columns.iter().max().filter(|&width| WIDTHS.contains(width)) else { return };
    // Whether a row goes on with what the one before it began.
    let goes_on = |row: usize| {
        let adjoins = table.lines()[row - 1] + 1 == table.lines()[row];
        adjoins && !line(row).measure.is_listed() && columns[row - 1] + 1 + first_word(doc, line(row)) > width
    };
    let (mut starts, mut broken) = (Vec::new(), 0);
    for row in rows {
        if row == 0 || !goes_on(row) {
            starts.push(row);
        } else if matches!(doc.core(line(row)), [b'a'..=b'z' | 128.., ..]) {
            broken += 1;
        }
    }
    if broken < BROKEN {
        return;
    }
    starts.push(table.len());
    for paragraph in starts.windows(2) {
        let rows = paragraph[0]..paragraph[1];
        let words = |row: usize| i64::from(table.rows()[row][WORDS]).max(1);
        let all: i64 = rows.clone().map(words).sum();
        let sum: i64 = rows.clone().map(|row| words(row) * i64::from(scores[row])).sum();
        scores[rows].fill((sum / all) as i32);
    }
}

/// Columns up to the end of a line's core; what is wide counts as one.
fn columns(doc: &Document<'_>, line: &Line) -> usize {
    count(&doc.text()[line.span.start as usize..line.core.end as usize])
}

/// Columns of the word that a line begins with.
fn first_word(doc: &Document<'_>, line: &Line) -> usize {
    let core = doc.core(line);
    count(&core[..memchr::memchr(b' ', core).unwrap_or(core.len())])
}

fn count(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Lines;

    const PARAGRAPH: &str = "\
        The ferry sails again in April, when the ice has gone from the sound and\n\
        the pilots have come back from the other coast, where they spend every\n\
        winter mending nets.\n";

    fn levelled(text: &str, scores: &[i32]) -> Vec<i32> {
        let mut lines = Lines::default();
        let doc = Document::parse(text.as_bytes(), &mut lines);
        let words: Vec<u8> = doc.lines().iter().map(|line| line.measure.words).collect();
        let mut scores = scores.repeat(words.len() / scores.len());
        level(&doc, &Table::of_words(&words), &mut scores);
        scores
    }

    #[test]
    fn lines_of_a_broken_paragraph_share_their_score() {
        let scores = levelled(&PARAGRAPH.repeat(4), &[100, -50, 900]);
        assert!(scores[0] == scores[1] && scores[1] == scores[2], "{scores:?}");
        assert!((50..300).contains(&scores[0]), "{scores:?}");
    }

    #[test]
    fn lines_that_nothing_broke_keep_theirs() {
        let menu = "Home\nNews\nThe ferry sails again in April, when the ice has gone from the sound\n".repeat(9);
        assert_eq!(levelled(&menu, &[5, 6, 7])[..3], [5, 6, 7]);
        // One paragraph is no sign of a habit.
        assert_eq!(levelled(PARAGRAPH, &[5, 6, 7]), [5, 6, 7]);
    }
}
