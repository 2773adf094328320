//! What one site repeats, learnt from a sample of its pages: frames around the text, slots in them, runs of lines.
//!
//! Lines that most pages share are learnt first; what is left of the pages is then looked at again, for lines that
//! fewer of them share, with new neighbours. So a part of the site with a menu of its own is seen, and the lines that
//! many pages merely have in common do not come between those that frame them.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::frame::{Frame, Held};
use super::gaps::{Gap, LONGEST};
use super::keyed::Keyed;
use super::page::{EDGES, Id, PageLines};
use super::sample::Sample;
use super::view::{View, count};

/// The template of a site.
#[derive(Debug, Default)]
pub struct Template {
    frames: Vec<Frame>,
    /// First lines of pages' texts, and which page each is of: [`SEVERAL`] where it is not one alone.
    titles: Keyed<u64>,
    pages: u32,
}

/// What a line is in its site's template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A line of a frame that reaches an end of the page.
    Line(Held),
    /// A line of a run within the page.
    Run(Held),
    /// A line that changes from page to page between two that do not.
    Slot,
    /// The page's title: what its frame says, too.
    Title,
    /// An entry of the page's table of contents.
    Contents,
    /// Between the site's frames.
    Text {
        /// Whether many of its pages say it, in other company each time.
        stock: bool,
    },
}

/// No page's fingerprint.
const SEVERAL: u64 = 0;

/// In each round, one in so many pages must share a line.
const ROUNDS: [usize; 2] = [2, 4];

impl Template {
    /// The fewest pages that a template is learnt from. Four must share a line, and of fewer than eight pages four are
    /// easily of one kind.
    pub const LEAST: usize = 8;

    /// Learns from `sample`; nothing where it holds fewer than [`LEAST`](Self::LEAST) pages.
    pub fn learn(sample: &Sample) -> Template {
        let mut template = Template { pages: sample.len() as u32, ..Template::default() };
        if sample.len() < Self::LEAST {
            return template;
        }
        let mut views: Vec<View<'_>> = sample.pages.values().map(View::of).collect();
        let pages = count(&views, |entry| Some(entry.id()));
        let (mut left, mut titles) = (None, Keyed::default());
        for one_in in ROUNDS {
            let frame = Frame::learn(&views, one_in, left.as_ref().unwrap_or(&pages), &pages);
            if frame.lines.is_empty() {
                continue;
            }
            let mut marks = Vec::new();
            titles.clear();
            for view in &mut views {
                let text = mark_by(&frame, view, &template.titles, &mut marks);
                if text < view.rows.len() {
                    let own = view.fingerprint();
                    titles.entry(view.entry(text).id()).and_modify(|page| *page = SEVERAL).or_insert(own);
                }
                let mut marks = marks.iter();
                view.rows.retain(|_| marks.next().is_some_and(Option::is_none));
            }
            left = Some(count(&views, |entry| Some(entry.id())));
            template.frames.push(frame);
        }
        template.titles = titles;
        template
    }

    /// Whether the site repeats nothing.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// A number for all that decides what [`mark`](Self::mark) says: templates that share it say the same of any page.
    pub fn fingerprint(&self) -> u64 {
        if self.is_empty() {
            return 0;
        }
        let mut bytes = Vec::new();
        self.frames.iter().for_each(|frame| frame.write(&mut bytes));
        let mut titles: Vec<(Id, u64)> = self.titles.iter().map(|(&title, &page)| (title, page)).collect();
        titles.sort_unstable();
        bytes.extend(titles.into_iter().flat_map(|(title, page)| [title, page]).flat_map(u64::to_le_bytes));
        xxh3_64(&bytes).max(1)
    }

    /// Pages it was learnt from.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Writes into `marks` what each line of `page` is.
    pub fn mark(&self, page: &PageLines, marks: &mut Vec<Option<Mark>>) {
        marks.clear();
        marks.resize(page.entries.len(), None);
        let mut view = View::of(page);
        let mut own = Vec::new();
        for frame in &self.frames {
            mark_by(frame, &view, &self.titles, &mut own);
            for (&row, mark) in view.rows.iter().zip(&own) {
                marks[row as usize] = *mark;
            }
            let mut own = own.iter();
            view.rows.retain(|_| own.next().is_some_and(Option::is_none));
        }
        self.mark_text(page, marks);
    }

    /// Marks as text the widest stretch between the site's frames.
    fn mark_text(&self, page: &PageLines, marks: &mut [Option<Mark>]) {
        let framed = |mark: &Option<Mark>| matches!(mark, Some(Mark::Line(_)));
        if !marks.iter().any(framed) {
            return;
        }
        let words = |rows: Range<usize>| rows.map(|row| usize::from(page.entries[row].words)).sum::<usize>();
        let frame: Vec<usize> = (0..marks.len()).filter(|&row| marks[row].is_some()).collect();
        let starts = [0].into_iter().chain(frame.iter().map(|&row| row + 1));
        let ends = frame.iter().copied().chain([marks.len()]);
        let widest = starts.zip(ends).max_by_key(|&(start, end)| (words(start..end), start)).unwrap_or_default();
        let rows = widest.0..widest.1;
        for (mark, entry) in marks[rows.clone()].iter_mut().zip(&page.entries[rows]) {
            let stock = self.frames.iter().any(|frame| frame.id(entry).is_some());
            *mark = Some(Mark::Text { stock });
        }
    }

    /// The lines that the site repeats, by key.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Id, Held)> {
        self.frames.iter().flat_map(|frame| frame.lines.iter().map(|(&id, &held)| (id, held)))
    }

    /// How many slots there are, and how many tables of contents.
    pub(super) fn gaps(&self) -> [usize; 2] {
        [Gap::Slot, Gap::Contents]
            .map(|kind| self.frames.iter().map(|frame| frame.gaps.values().filter(|&&gap| gap == kind).count()).sum())
    }
}

/// Writes into `marks` what each row of `view` is in `frame`, and tells the row at which the page's text begins.
fn mark_by(frame: &Frame, view: &View<'_>, titles: &Keyed<u64>, marks: &mut Vec<Option<Mark>>) -> usize {
    let rows = view.rows.len();
    marks.clear();
    marks.resize(rows, None);
    let held = |row: usize| {
        let id = frame.id(view.entry(row))?;
        frame.lines.get(&id).map(|&held| (row, id, held))
    };
    let all = view.words(0..rows);
    let mut last: Option<(usize, Id, Held)> = None;
    let mut open = Vec::new();
    for next in (0..rows).filter_map(held).map(Some).chain([None]) {
        let (from, a) = last.map_or((0, EDGES[0]), |(row, id, _)| (row + 1, id));
        let (to, b) = next.map_or((rows, EDGES[1]), |(row, id, _)| (row, id));
        let gap = from..to;
        let known = frame.gaps.get(&(a, b)).filter(|&&kind| match kind {
            Gap::Contents => view.are_contents(gap.clone(), 50),
            Gap::Slot | Gap::Link => {
                view.lines(gap.clone()) <= LONGEST
                    && view.words(gap.clone()) * 2 <= all
                    && !gap.clone().any(|row| view.entry(row).prose)
            }
        });
        // A line counts where it has the company that it has on other pages.
        if gap.is_empty() || known.is_some() {
            for (row, _, held) in [last, next].into_iter().flatten() {
                marks[row] = Some(if held.edge { Mark::Line(held) } else { Mark::Run(held) });
            }
        }
        match known {
            Some(Gap::Contents) => marks[gap].fill(Some(Mark::Contents)),
            Some(kind) => open.push((*kind, gap)),
            None => {}
        }
        last = next;
    }
    // The widest gap is the page's text. A slot before it may hold the title, so its lines go only where they come
    // again below, where they are titles of other pages, or within a line of the frame.
    let text = widest_gap(view, marks, &open);
    for (kind, gap) in open {
        let enclosed = view.in_one_line(gap.clone());
        for row in gap.clone() {
            let (key, id) = (view.entry(row).key, view.entry(row).id());
            let again =
                |below: usize| marks[below].is_none() && view.entry(below).key == key && !view.entry(below).joined;
            if (gap.start >= text.end && kind == Gap::Slot)
                || enclosed
                || (gap.end..text.end).any(again)
                || titles.get(&id).is_some_and(|&page| page != view.fingerprint())
            {
                marks[row] = Some(Mark::Slot);
            } else if gap.end <= text.start && view.repeats(key) {
                marks[row] = Some(Mark::Title);
            }
        }
    }
    text.start
}

/// The widest stretch of rows that are neither marked nor in one of the `slots`.
fn widest_gap(view: &View<'_>, marks: &[Option<Mark>], slots: &[(Gap, Range<usize>)]) -> Range<usize> {
    let mut taken: Vec<bool> = marks.iter().map(Option::is_some).collect();
    slots.iter().for_each(|(_, slot)| taken[slot.clone()].fill(true));
    let (mut best, mut most, mut start, mut words) = (0..0, 0, 0, 0);
    for (row, taken) in taken.iter().enumerate() {
        if *taken {
            (start, words) = (row + 1, 0);
            continue;
        }
        words += usize::from(view.entry(row).words);
        if words > most {
            (best, most) = (start..row + 1, words);
        }
    }
    best
}
