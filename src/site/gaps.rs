//! What stands between two lines that a site repeats: a slot, whose content changes from page to page, a list of what
//! the page itself or its neighbours say elsewhere, or the text proper.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::{Keyed, View};
use super::page::{EDGES, Id};

/// What a gap between two neighbours holds, wherever they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A few labels that other pages say, too, or a line that always stands at the end.
    Slot,
    /// Labels that come again further down the page: its table of contents.
    Contents,
}

/// Two lines, one behind the other.
pub type Pair = (Id, Id);

/// Where a gap stands: which view, and from which of its rows up to which.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub view: usize,
    pub from: usize,
    pub to: usize,
}

/// The most lines that a slot has.
pub const LONGEST: usize = 12;
/// Words that a label has at most.
const LABEL: u8 = 14;

/// Which of the `gaps` are slots or contents; `views` are all pages, on `need` of which a gap must have been seen, and
/// `pages` tells on how many of them a line stands.
pub fn classify(
    gaps: &BTreeMap<Pair, Vec<Place>>,
    views: &[View<'_>],
    need: usize,
    pages: &Keyed<u32>,
) -> BTreeMap<Pair, Gap> {
    let widest = widest(gaps, views);
    let mut found = BTreeMap::new();
    for (&pair, places) in gaps {
        let filled: Vec<Place> = places.iter().copied().filter(|place| place.to > place.from).collect();
        let seen: BTreeSet<usize> = filled.iter().map(|place| place.view).collect();
        // Where a page's text often stands, there is no slot, however short the text may be.
        let text = widest.get(&pair).copied().unwrap_or(0) * 5 > places.len();
        if seen.len() < need || text {
            continue;
        }
        if is_contents(pair, &filled, views) {
            found.insert(pair, Gap::Contents);
        } else if is_slot(pair, places.len(), &filled, views, pages) {
            found.insert(pair, Gap::Slot);
        }
    }
    found
}

/// How often each gap is the one of its page with the most words.
fn widest(gaps: &BTreeMap<Pair, Vec<Place>>, views: &[View<'_>]) -> BTreeMap<Pair, usize> {
    let mut widest: Vec<(usize, Pair)> = vec![(0, EDGES.into()); views.len()];
    for (&pair, places) in gaps {
        for place in places {
            let own = (views[place.view].words(place.from..place.to), pair);
            let best = &mut widest[place.view];
            *best = (*best).max(own);
        }
    }
    let mut counts = BTreeMap::new();
    widest.into_iter().for_each(|(_, pair)| *counts.entry(pair).or_default() += 1);
    counts
}

fn is_contents(pair: Pair, filled: &[Place], views: &[View<'_>]) -> bool {
    let inside = pair.0 != EDGES[0] && pair.1 != EDGES[1];
    let good = || filled.iter().filter(|place| views[place.view].are_contents(place.from..place.to, 70));
    inside && good().count() * 5 >= filled.len() * 4
}

fn is_slot(pair: Pair, places: usize, filled: &[Place], views: &[View<'_>], pages: &Keyed<u32>) -> bool {
    let short = filled.iter().filter(|place| place.to - place.from <= LONGEST).count();
    if short * 20 < filled.len() * 19 {
        return false;
    }
    let (mut lines, mut labels, mut elsewhere, mut single) = (0, 0, 0, 0);
    for &Place { view, from, to } in filled {
        single += usize::from(to - from == 1);
        for row in from..to {
            let entry = views[view].entry(row);
            lines += 1;
            labels += usize::from(!entry.prose && entry.words <= LABEL);
            let others = pages.get(&entry.id()).is_some_and(|&pages| pages > 1);
            elsewhere += usize::from(others || views[view].says(entry.key) > 1);
        }
    }
    let last = pair.1 == EDGES[1] && places * 5 >= views.len() * 4 && single * 20 >= filled.len() * 19;
    labels * 20 >= lines * 19 && (elsewhere * 10 >= lines * 6 || last)
}
