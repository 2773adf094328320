//! What stands between two lines that a site repeats: a slot, whose content changes from page to page, a list of what
//! the page itself or its neighbours say elsewhere, or the text proper.

use std::collections::{BTreeMap, BTreeSet};

use super::keyed::Keyed;
use super::page::{EDGES, Id};
use super::view::View;

/// What a gap between two neighbours holds, wherever they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A few labels that other pages say, too, or a line that always stands at the end.
    Slot,
    /// A label that may be the page's own: it holds its neighbours together, and goes where others say it, too.
    Link,
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
    let texts = texts(gaps, views);
    let mut widest: BTreeMap<Pair, usize> = BTreeMap::new();
    texts.iter().for_each(|text| *widest.entry(text.pair).or_default() += 1);
    let heads = heads(views, &texts);
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
        } else {
            found.extend(slot(&filled, views, (&texts, &heads), pages).map(|kind| (pair, kind)));
        }
    }
    found
}

/// The gap of a page with the most words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Text {
    words: usize,
    pair: Pair,
    from: usize,
    to: usize,
}

/// Where the texts of all pages seem to stand.
fn texts(gaps: &BTreeMap<Pair, Vec<Place>>, views: &[View<'_>]) -> Vec<Text> {
    let mut texts = vec![Text { words: 0, pair: EDGES.into(), from: 0, to: 0 }; views.len()];
    for (&pair, places) in gaps {
        for &Place { view, from, to } in places {
            texts[view] = texts[view].max(Text { words: views[view].words(from..to), pair, from, to });
        }
    }
    texts
}

fn is_contents(pair: Pair, filled: &[Place], views: &[View<'_>]) -> bool {
    let inside = pair.0 != EDGES[0] && pair.1 != EDGES[1];
    let good = || filled.iter().filter(|place| views[place.view].are_contents(place.from..place.to, 70));
    let lines: usize = filled.iter().map(|place| place.to - place.from).sum();
    inside && lines * 5 >= filled.len() * 6 && good().count() * 5 >= filled.len() * 4
}

/// What pages say before their texts and in the first lines of them: their titles are among it.
fn heads(views: &[View<'_>], texts: &[Text]) -> Keyed<()> {
    let rows = |(view, text): (&View<'_>, &Text)| {
        (0..(text.from + 2).min(view.rows.len())).map(|row| (view.entry(row).id(), ())).collect::<Vec<_>>()
    };
    views.iter().zip(texts).flat_map(rows).collect()
}

/// What a gap is that holds a few labels on nearly all pages.
fn slot(
    filled: &[Place],
    views: &[View<'_>],
    (texts, heads): (&[Text], &Keyed<()>),
    pages: &Keyed<u32>,
) -> Option<Gap> {
    let nearly_all = |n: usize, of: usize| n * 20 >= of * 19;
    let lines_of = |place: &Place| views[place.view].lines(place.from..place.to);
    let short = filled.iter().filter(|place| lines_of(place) <= LONGEST).count();
    if !nearly_all(short, filled.len()) {
        return None;
    }
    let (mut lines, mut labels, mut elsewhere, mut titles) = (0, 0, 0, 0);
    let (mut single, mut behind, mut enclosed) = (0, 0, 0);
    for place @ &Place { view, from, to } in filled {
        single += usize::from(lines_of(place) == 1);
        behind += usize::from(from >= texts[view].to);
        enclosed += usize::from(views[view].in_one_line(from..to));
        for row in from..to {
            let entry = views[view].entry(row);
            lines += 1;
            labels += usize::from(!entry.prose && entry.words <= LABEL);
            titles += usize::from(heads.contains_key(&entry.id()));
            let others = pages.get(&entry.id()).is_some_and(|&pages| pages > 1);
            elsewhere += usize::from(others || views[view].repeats(entry.key));
        }
    }
    let single = nearly_all(single, filled.len());
    let behind = nearly_all(behind, filled.len());
    // A list below the text leads to other pages; what else stands there may be facts.
    let facts = behind && lines >= filled.len() * 3 && titles * 3 < lines;
    let foot = single && behind && filled.len() * 2 >= views.len();
    match nearly_all(labels, lines) {
        true if (elsewhere * 10 >= lines * 6 && !facts) || foot => Some(Gap::Slot),
        true if single && (nearly_all(enclosed, filled.len()) || elsewhere * 10 >= lines) => Some(Gap::Link),
        _ => None,
    }
}
