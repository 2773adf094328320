//! What a first reading says of a line's company: how sure its neighbours are, which stretch of the document is the
//! text, and what lies between that stretch and the line. A comment below a text looks like text, and is told from it
//! by the few lines that part the two. The second reading asks about these columns.

use super::cut::{Cut, Promise};
use super::odds::{chance, grade};
use crate::features::{SIGN, Table, WORDS, scale, signed};

/// Columns in order.
const NAMES: &[&str] = &[
    "first-reading",
    "above-the-cut",
    "cut",
    "stretches",
    "stretch-lines",
    "stretch-words",
    "text-words",
    "text-share",
    "in-text",
    "from-text-start",
    "from-text-end",
    "lines-to-text",
    "words-to-text",
    "least-to-text",
    "average-to-text",
    "chaff-to-text",
    "sign-to-text",
    "best-before",
    "best-after",
    "chaff-before",
    "chaff-after",
    "kept-before",
    "kept-after",
    "kept-words-before",
    "kept-words-after",
    "since-kept",
    "until-kept",
];
/// How far away the neighbours are whose chance a line has too, in lines.
const NEIGHBOURS: [isize; 10] = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5];
/// Windows around a line, in lines before and after it, over which chances are averaged by words.
const WINDOWS: [(usize, usize); 8] = [(1, 1), (3, 3), (8, 8), (25, 25), (6, 0), (0, 6), (20, 0), (0, 20)];
/// The chance, in 1024ths, below which a line is chaff for sure.
const CHAFF: u16 = 102;
/// What a line costs a stretch, in 1024ths of a word: of two stretches as good as each other, the shorter counts.
const LINE: i64 = 307;

/// The names of all columns, in order.
pub(crate) fn names() -> Vec<String> {
    let neighbours = NEIGHBOURS.iter().map(|by| format!("chance{by:+}"));
    let windows = WINDOWS.iter().map(|(before, after)| format!("chances-{before}..+{after}"));
    NAMES.iter().map(|name| (*name).to_owned()).chain(neighbours).chain(windows).collect()
}

/// Memory for the second reading of one document after the other.
#[derive(Debug, Default)]
pub struct Regions {
    table: Table,
    grades: Vec<u8>,
    chances: Vec<u16>,
    /// Words, and words times chance, of all rows before each.
    words: Vec<u32>,
    hits: Vec<u64>,
}

impl Regions {
    /// Works out what the scores of the first reading of `first` say of each row's company.
    pub fn of(&mut self, first: &Table, scores: &[i32]) -> &Table {
        self.table.open(first.lines().iter().copied());
        self.grades.clear();
        self.grades.extend(scores.iter().map(|&score| grade(score)));
        self.chances.clear();
        self.chances.extend(self.grades.iter().map(|&grade| chance(grade) as u16));
        let own = first.column(WORDS);
        (self.words, self.hits) = (sums(std::mem::take(&mut self.words)), sums(std::mem::take(&mut self.hits)));
        for (&words, &chance) in own.iter().zip(&self.chances) {
            self.words.push(self.words.last().copied().unwrap_or(0) + u32::from(words));
            self.hits.push(self.hits.last().copied().unwrap_or(0) + u64::from(words) * u64::from(chance));
        }
        let cut = Promise::of(first, scores).even();
        let text = self.text(own, cut);
        self.fill_own(cut);
        self.fill_stretches(cut);
        self.fill_ways(first.column(SIGN), &text);
        self.fill_sides(own, cut);
        self.fill_company();
        &self.table
    }

    /// The features worked out last.
    pub fn last(&self) -> &Table {
        &self.table
    }

    /// The run of rows that is the text: words are worth what their chance is above the cut (J. Bentley's maximum
    /// subarray, Programming Pearls, column 8).
    fn text(&self, words: &[u8], cut: Cut) -> std::ops::Range<usize> {
        let (mut sum, mut start, mut best, mut text) = (0i64, 0, 0i64, 0..0);
        for (row, (&words, &chance)) in words.iter().zip(&self.chances).enumerate() {
            if sum <= 0 {
                (sum, start) = (0, row);
            }
            sum += i64::from(words) * (i64::from(chance) - i64::from(cut.chance())) - LINE;
            if sum > best {
                (best, text) = (sum, start..row + 1);
            }
        }
        text
    }

    /// What the first reading says of each row itself; adds the columns that have a name.
    fn fill_own(&mut self, cut: Cut) {
        self.table.push().copy_from_slice(&self.grades);
        for (cell, &chance) in self.table.push().iter_mut().zip(&self.chances) {
            *cell = (128 + (i32::from(chance) - cut.chance() as i32) / 8).clamp(0, 255) as u8;
        }
        self.table.push().fill((cut.chance() / 4).min(255) as u8);
        NAMES[3..].iter().for_each(|_| {
            self.table.push();
        });
    }

    /// Runs of rows that are kept, and how many there are.
    fn fill_stretches(&mut self, cut: Cut) {
        let kept = |row: usize| u32::from(self.chances[row]) > cut.chance();
        let rows = self.chances.len();
        let mut stretches = Vec::new();
        let mut from = 0;
        while let Some(start) = (from..rows).find(|&row| kept(row)) {
            let end = (start..rows).find(|&row| !kept(row)).unwrap_or(rows);
            stretches.push(start..end);
            from = end;
        }
        let count = scale(stretches.len());
        for row in 0..rows {
            self.table.set_row(3, row, &[count]);
        }
        for stretch in stretches {
            let cells = [scale(stretch.len()), scale((self.words[stretch.end] - self.words[stretch.start]) as usize)];
            stretch.for_each(|row| self.table.set_row(4, row, &cells));
        }
    }

    /// What lies between each row and the text.
    fn fill_ways(&mut self, signs: &[u8], text: &std::ops::Range<usize>) {
        let rows = self.chances.len();
        let all = self.hits[rows].max(1);
        let text_words = scale((self.words[text.end] - self.words[text.start]) as usize);
        let share = ((self.hits[text.end] - self.hits[text.start]) * 255 / all) as u8;
        let place = |row: usize| {
            let at = row as isize;
            [
                text_words,
                share,
                u8::from(text.contains(&row)),
                signed(at - text.start as isize),
                signed(at - text.end as isize),
            ]
        };
        for row in text.clone() {
            self.table.set_row(6, row, &place(row));
            self.table.set_row(13, row, &[255]);
        }
        let before = (0..text.start).rev().map(|row| (row, row, text.start));
        let mut way = Way::new();
        let after = (text.end..rows).map(|row| (row, text.end, row + 1));
        let mut last_side = true;
        for (row, from, to) in before.chain(after) {
            let side = row < text.start;
            if side != last_side {
                (way, last_side) = (Way::new(), side);
            }
            way.pass(self.grades[row], self.chances[row], signs[row]);
            let words = self.words[to] - self.words[from];
            let average = (self.hits[to] - self.hits[from]) / u64::from(words.max(1)) / 4;
            let cells = [
                scale(to - from),
                scale(words as usize),
                way.least,
                average.min(255) as u8,
                scale(way.chaff),
                way.sign,
            ];
            self.table.set_row(6, row, &place(row));
            self.table.set_row(11, row, &cells);
        }
    }

    /// What lies before and behind each row.
    fn fill_sides(&mut self, words: &[u8], cut: Cut) {
        let rows = self.chances.len();
        let mut side = Side::default();
        (0..rows).for_each(|row| side.look(self, row, 17, words, cut));
        side = Side::default();
        (0..rows).rev().for_each(|row| side.look(self, row, 18, words, cut));
    }

    fn fill_company(&mut self) {
        let rows = self.chances.len();
        for by in NEIGHBOURS {
            let far = by.unsigned_abs().min(rows);
            let column = self.table.push();
            if by > 0 {
                column[..rows - far].copy_from_slice(&self.grades[far..]);
            } else {
                column[far..].copy_from_slice(&self.grades[..rows - far]);
            }
        }
        for (before, after) in WINDOWS {
            let column = self.table.push();
            for (row, cell) in column.iter_mut().enumerate() {
                let (from, to) = (row.saturating_sub(before), (row + after + 1).min(rows));
                // What a window holds fits in half of what the whole document does.
                let (words, hits) = (self.words[to] - self.words[from], (self.hits[to] - self.hits[from]) as u32);
                *cell = (hits / words.max(1) / 4).min(255) as u8;
            }
        }
    }
}

/// Memory for sums that begin with nought.
fn sums<T: Default>(mut memory: Vec<T>) -> Vec<T> {
    memory.clear();
    memory.push(T::default());
    memory
}

/// What was passed on the way from the text to a row.
struct Way {
    least: u8,
    chaff: usize,
    sign: u8,
}

impl Way {
    fn new() -> Way {
        Way { least: 255, chaff: 0, sign: 0 }
    }

    fn pass(&mut self, grade: u8, chance: u16, sign: u8) {
        self.least = self.least.min(grade);
        self.chaff += usize::from(chance < CHAFF);
        self.sign = self.sign.max(sign);
    }
}

/// What was seen on one side of a row.
#[derive(Default)]
struct Side {
    best: u8,
    chaff: usize,
    kept: usize,
    words: usize,
    since: Option<usize>,
}

impl Side {
    /// Writes what was seen so far into every other column from `first` of `row`, and looks at the row.
    fn look(&mut self, regions: &mut Regions, row: usize, first: usize, words: &[u8], cut: Cut) {
        let (grade, chance) = (regions.grades[row], regions.chances[row]);
        self.best = self.best.max(grade);
        let since = scale(self.since.unwrap_or(usize::MAX));
        let cells = [self.best, scale(self.chaff), scale(self.kept), scale(self.words), since];
        for (place, cell) in cells.into_iter().enumerate() {
            regions.table.set_row(first + 2 * place, row, &[cell]);
        }
        self.chaff += usize::from(chance < CHAFF);
        self.since = self.since.map(|since| since + 1);
        if u32::from(chance) > cut.chance() {
            self.kept += 1;
            self.words += usize::from(words[row]);
            self.since = Some(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ONE;

    fn with<R>(scores: &[i32], test: impl FnOnce(&Table) -> R) -> R {
        let first = Table::of_words(&vec![10; scores.len()]);
        test(Regions::default().of(&first, &scores.iter().map(|score| score * ONE).collect::<Vec<_>>()))
    }

    fn column<'t>(table: &'t Table, name: &str) -> &'t [u8] {
        table.column(names().iter().position(|n| n == name).unwrap())
    }

    #[test]
    fn every_column_has_a_name() {
        with(&[1, -1], |table| assert_eq!(table.columns(), names().len()));
        with(&[], |table| assert_eq!(table.rows(), 0));
    }

    #[test]
    fn the_text_is_the_best_stretch_and_lines_know_what_parts_them_from_it() {
        with(&[-5, 2, -5, 5, 5, -1, 5, 5, -1, -6, 3], |table| {
            assert_eq!(column(table, "in-text"), [0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0]);
            assert_eq!(column(table, "lines-to-text"), [3, 2, 1, 0, 0, 0, 0, 0, 1, 2, 3]);
            let least = column(table, "least-to-text");
            assert!(least[10] == least[9] && least[9] < least[8] && least[4] == 255);
            assert_eq!(column(table, "chaff-to-text")[10], 1);
            assert_eq!(column(table, "stretches")[0], 4);
        });
    }

    #[test]
    fn lines_know_what_is_kept_on_either_side() {
        with(&[5, -5, 5, 5, -5], |table| {
            assert_eq!(column(table, "kept-before"), [0, 1, 1, 2, 3]);
            assert_eq!(column(table, "kept-after"), [2, 2, 1, 0, 0]);
            assert_eq!(column(table, "since-kept")[4], 1);
            assert!(column(table, "since-kept")[0] > 200);
        });
    }

    #[test]
    fn long_documents_are_summed_up_without_running_over() {
        let rows = 20_000;
        let scores = vec![8 * ONE; rows];
        let mut regions = Regions::default();
        let table = regions.of(&Table::of_words(&vec![255; rows]), &scores);
        assert!(column(table, "text-share").iter().all(|&share| share == 255));
        assert!(column(table, "chances-3..+3").iter().all(|&chance| chance > 250));
    }

    #[test]
    fn company_is_averaged_by_words_and_ends_with_the_document() {
        with(&[8, 8, -8], |table| {
            assert_eq!(column(table, "chance-1")[0], 0);
            assert!(column(table, "chance+1")[0] > 200);
            assert!((100..=200).contains(&column(table, "chances-3..+3")[1]));
        });
    }
}
