//! What is left of a page while a site's frame is learnt round by round.

use std::cell::OnceCell;
use std::ops::Range;

use super::keyed::Keyed;
use super::page::{Entry, Id, PageLines};

/// What is left of a page after former rounds.
#[derive(Debug)]
pub struct View<'p> {
    page: &'p PageLines,
    /// The entries that are left.
    pub rows: Vec<u32>,
    /// The keys of the page's lines in ascending order, once they are asked for.
    said: OnceCell<Vec<u32>>,
}

impl<'p> View<'p> {
    /// All of `page`.
    pub fn of(page: &'p PageLines) -> Self {
        View { page, rows: (0..page.entries.len() as u32).collect(), said: OnceCell::new() }
    }

    /// How many entries the whole page has.
    pub fn entries(&self) -> usize {
        self.page.entries.len()
    }

    /// The entry of a row.
    pub fn entry(&self, row: usize) -> &'p Entry {
        &self.page.entries[self.rows[row] as usize]
    }

    /// How often the whole page has the line with this `key`, parts of lines aside.
    pub fn says(&self, key: u32) -> usize {
        let said = self.said.get_or_init(|| {
            let lines = self.page.entries.iter().filter(|entry| !entry.joined);
            let mut keys: Vec<u32> = lines.map(|entry| entry.key).collect();
            keys.sort_unstable();
            keys
        });
        let first = said.partition_point(|&other| other < key);
        said[first..].iter().take_while(|&&other| other == key).count()
    }

    /// Whether the page says `key` more than once, in whatever company.
    pub fn repeats(&self, key: u32) -> bool {
        self.page.entries.iter().filter(|entry| entry.key == key).nth(1).is_some()
    }

    /// A number that tells the page from others, made of all its lines.
    pub fn fingerprint(&self) -> u64 {
        let mix = |sum: u64, entry: &Entry| (sum ^ entry.id()).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
        self.page.entries.iter().fold(1, mix).max(1)
    }

    /// Whether the rows before and behind `rows` stand in one line of the page, and all between them.
    pub fn in_one_line(&self, rows: Range<usize>) -> bool {
        let ends = rows.start.checked_sub(1).and_then(|start| Some((self.rows.get(start)?, self.rows.get(rows.end)?)));
        let between = ends.and_then(|(&start, &end)| self.page.entries.get(start as usize + 1..=end as usize));
        between.is_some_and(|entries| entries.iter().all(|entry| entry.joined))
    }

    /// From the first to the last paragraph that is the page's `own`.
    pub fn own_text(&self, own: impl Fn(&Entry) -> bool) -> Range<usize> {
        let is_own = |&row: &usize| self.entry(row).prose && own(self.entry(row));
        let first = (0..self.rows.len()).find(is_own).unwrap_or_default();
        first..(first..self.rows.len()).rfind(is_own).unwrap_or(first)
    }

    /// Lines in `rows`; the parts of one are one.
    pub fn lines(&self, rows: Range<usize>) -> usize {
        rows.clone().filter(|&row| row == rows.start || !self.entry(row).joined).count()
    }

    /// Words in `rows`.
    pub fn words(&self, rows: Range<usize>) -> usize {
        rows.map(|row| usize::from(self.entry(row).words)).sum()
    }

    /// Whether `rows` are labels of which so many of a hundred come again on the page, and less than half of its words.
    pub fn are_contents(&self, rows: Range<usize>, of_100: usize) -> bool {
        let lines = rows.len();
        let labels = rows.clone().filter(|&row| !self.entry(row).prose).count();
        let inside =
            |key: u32| rows.clone().filter(|&row| self.entry(row).key == key && !self.entry(row).joined).count();
        let key = |row: usize| self.entry(row).key;
        let again = || rows.clone().filter(|&row| self.says(key(row)) > inside(key(row))).count();
        labels * 10 >= lines * 9
            && again() * 100 >= lines * of_100
            && self.words(rows) * 2 <= self.words(0..self.rows.len())
    }
}

/// On how many of `views` each key stands, as `key` finds it in an entry, where it does.
pub fn count(views: &[View<'_>], key: impl Fn(&Entry) -> Option<Id>) -> Keyed<u32> {
    // With the view that was counted last, so that each counts once.
    let mut pages: Keyed<(u32, u32)> = Keyed::default();
    pages.reserve(views.iter().map(|view| view.rows.len()).sum::<usize>() / 2);
    for (number, view) in (1..).zip(views) {
        for key in (0..view.rows.len()).filter_map(|row| key(view.entry(row))) {
            let (count, last) = pages.entry(key).or_default();
            *count += u32::from(*last != number);
            *last = number;
        }
    }
    pages.into_iter().map(|(key, (count, _))| (key, count)).filter(|&(_, count)| count > 1).collect()
}
