//! One round of learning: the lines that so many of a site's pages share, and in which company they stand. Lines that
//! are often seen side by side, or with a slot between them, make a frame; a line that is seen in any company is text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::gaps::{Gap, Pair, Place, classify};
use super::keyed::{Ids, Keyed};
use super::page::{EDGES, Entry, Id};
use super::view::{View, count};

/// A line of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Pages of the sample that have it.
    pub pages: u32,
    /// How far from the nearer end of a page it was seen at most, in lines.
    pub near: u32,
    /// Which end that is.
    pub side: Side,
    /// Whether the frame reaches one of the page's ends; else it is a run of lines within pages.
    pub edge: bool,
}

/// The end of a page that a line is near.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The beginning, always.
    #[default]
    Head,
    /// The end, always.
    Foot,
    /// Now this, now that.
    Both,
}

/// What one round found.
#[derive(Debug, Default)]
pub struct Frame {
    /// The lines that make the frame.
    pub lines: Keyed<Held>,
    /// All lines that are shared by enough pages, in whatever company.
    shared: Ids,
    shapes: BTreeSet<Id>,
    /// What stands between two lines of the frame.
    pub gaps: BTreeMap<Pair, Gap>,
}

/// The fewest pages that a line must share.
const LEAST: usize = 4;
/// How often a line of a frame stands on a page at most, on average.
const OFTEN: usize = 3;

impl Frame {
    /// Learns from what is left of a site's pages the lines that one in `one_in` of them share. `left` tells on how many
    /// pages each key is left, and `pages` on how many it was, where there are two or more.
    pub fn learn(views: &[View<'_>], one_in: usize, left: &Keyed<u32>, pages: &Keyed<u32>) -> Frame {
        let need = views.len().div_ceil(one_in).max(LEAST);
        let mut shared: Keyed<u32> =
            left.iter().filter(|&(_, &pages)| pages as usize >= need).map(|(&key, _)| (key, 0)).collect();
        for view in views {
            for row in 0..view.rows.len() {
                if let Some(times) = shared.get_mut(&view.entry(row).id()) {
                    *times += 1;
                }
            }
        }
        // What pages say over and over is a word of their texts.
        let seldom = |&(id, times): &(&Id, &u32)| *times as usize <= left[id] as usize * OFTEN;
        let shared = shared.iter().filter(seldom).map(|(&id, _)| id).collect();
        let mut frame = Frame { shared, ..Frame::default() };
        frame.shapes = frame.shared_shapes(views, views.len().div_ceil(2).max(LEAST));
        if frame.shared.is_empty() && frame.shapes.is_empty() {
            return frame;
        }
        let mut gaps: BTreeMap<Pair, Vec<Place>> = BTreeMap::new();
        let mut seen: BTreeMap<Id, Seen> = BTreeMap::new();
        for (view, rows) in views.iter().enumerate() {
            let own = rows.own_text(|entry| frame.id(entry).is_none());
            let (mut last, mut from) = (EDGES[0], 0);
            for row in 0..rows.rows.len() {
                let Some(id) = frame.id(rows.entry(row)) else { continue };
                seen.entry(id).or_default().add(view, row, rows, &own);
                gaps.entry((last, id)).or_default().push(Place { view, from, to: row });
                (last, from) = (id, row + 1);
            }
            gaps.entry((last, EDGES[1])).or_default().push(Place { view, from, to: rows.rows.len() });
        }
        frame.gaps = classify(&gaps, views, need, pages);
        frame.lines = frame.firm(&links(&gaps, &frame.gaps, &seen, views.len()), &seen, views.len());
        frame
    }

    /// Appends all that decides what the frame is to a page, in one order.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let sorted = |mut ids: Vec<Id>| {
            ids.sort_unstable();
            ids
        };
        let edges = |edge: bool| self.lines.iter().filter(move |(_, held)| held.edge == edge).map(|(&id, _)| id);
        let shared = self.shared.iter().copied().collect();
        let shapes = self.shapes.iter().copied().collect();
        for ids in [edges(true).collect(), edges(false).collect(), shared, shapes].map(sorted) {
            bytes.extend((ids.len() as u64).to_le_bytes());
            bytes.extend(ids.into_iter().flat_map(u64::to_le_bytes));
        }
        for (&(a, b), &gap) in &self.gaps {
            bytes.extend([a, b, gap as u64].into_iter().flat_map(u64::to_le_bytes));
        }
    }

    /// What `entry` is known as: a line or a shape that pages share.
    pub fn id(&self, entry: &Entry) -> Option<Id> {
        if self.shared.contains(&entry.id()) {
            return Some(entry.id());
        }
        entry.shape_id().filter(|shape| self.shapes.contains(shape))
    }

    /// Shapes of lines that are not shared as they are, but share their shape on `need` pages.
    fn shared_shapes(&self, views: &[View<'_>], need: usize) -> BTreeSet<Id> {
        let shape = |entry: &Entry| entry.shape_id().filter(|_| !self.shared.contains(&entry.id()));
        let enough = count(views, shape).into_iter().filter(|&(_, pages)| pages as usize >= need);
        enough.map(|(shape, _)| shape).collect()
    }

    /// The lines whose company proves them: a frame that reaches an end of the page with two lines or more, or with one
    /// that nearly all pages have; or three lines or more within the page, mostly labels, and once on each page.
    fn firm(&self, links: &BTreeSet<Pair>, seen: &BTreeMap<Id, Seen>, pages: usize) -> Keyed<Held> {
        let mut held = Keyed::default();
        for group in groups(links, seen) {
            let (inner, outer): (Vec<Id>, Vec<Id>) = group.iter().partition(|id| seen[id].within * 4 > seen[id].times);
            let at_edge = links
                .iter()
                .any(|(a, b)| (*a == EDGES[0] && outer.contains(b)) || (*b == EDGES[1] && outer.contains(a)));
            let wide = outer.iter().any(|id| seen[id].views.len() * 20 >= pages * 17);
            let edge = at_edge && (outer.len() >= 2 || wide);
            let run = if at_edge { &inner } else { &group };
            let prose = run.iter().filter(|id| seen[id].prose * 2 > seen[id].times).count();
            let once = run.iter().all(|id| seen[id].times * 4 <= seen[id].views.len() * 5);
            if edge {
                held.extend(outer.iter().map(|&id| (id, seen[&id].held(true))));
            }
            if run.len() >= 3 && prose * 3 <= run.len() && once {
                held.extend(run.iter().map(|&id| (id, seen[&id].held(false))));
            }
        }
        held
    }
}

/// Where a line was seen.
#[derive(Debug, Default)]
struct Seen {
    times: usize,
    /// Between paragraphs of pages' own texts.
    within: usize,
    prose: usize,
    views: BTreeSet<usize>,
    near: usize,
    at_head: usize,
}

impl Seen {
    /// Notes a row of a view whose own text spans the rows `own`.
    fn add(&mut self, view: usize, row: usize, rows: &View<'_>, own: &Range<usize>) {
        self.times += 1;
        self.within += usize::from(own.contains(&row));
        self.prose += usize::from(rows.entry(row).prose);
        self.views.insert(view);
        let from_start = rows.rows[row] as usize;
        let from_end = rows.entries() - 1 - from_start;
        self.near = self.near.max(from_start.min(from_end));
        self.at_head += usize::from(from_start <= from_end);
    }

    fn held(&self, edge: bool) -> Held {
        let number = |n: usize| n.min(u32::MAX as usize) as u32;
        let side = match self.at_head {
            0 => Side::Foot,
            n if n == self.times => Side::Head,
            _ => Side::Both,
        };
        Held { pages: number(self.views.len()), near: number(self.near), side, edge }
    }
}

/// The pairs of which one line has the other beside it, or behind a slot, at least every second time it comes.
fn links(
    gaps: &BTreeMap<Pair, Vec<Place>>,
    known: &BTreeMap<Pair, Gap>,
    seen: &BTreeMap<Id, Seen>,
    pages: usize,
) -> BTreeSet<Pair> {
    let mut links = BTreeSet::new();
    for (&(a, b), places) in gaps {
        let close = |place: &&Place| place.from == place.to || known.contains_key(&(a, b));
        let times = places.iter().filter(close).count() * 2;
        let often = |id: Id| times >= seen.get(&id).map_or(pages, |seen| seen.times);
        if times > 0 && (often(a) || often(b)) {
            links.insert((a, b));
        }
    }
    links
}

/// The groups of lines that `links` hold together; the ends of pages hold nothing together.
fn groups(links: &BTreeSet<Pair>, seen: &BTreeMap<Id, Seen>) -> Vec<Vec<Id>> {
    let mut beside: BTreeMap<Id, Vec<u64>> = seen.keys().map(|&id| (id, Vec::new())).collect();
    for &(a, b) in links.iter().filter(|(a, b)| *a != EDGES[0] && *b != EDGES[1]) {
        beside.entry(a).or_default().push(b);
        beside.entry(b).or_default().push(a);
    }
    let mut groups = Vec::new();
    let mut placed = BTreeSet::new();
    for &first in beside.keys() {
        let mut open = vec![first];
        let mut group = Vec::new();
        while let Some(id) = open.pop() {
            if placed.insert(id) {
                group.push(id);
                open.extend(&beside[&id]);
            }
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}
