//! Lists of other articles: a heading such as "Related articles" and the titles below it.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};
use crate::segment::Measure;

/// The titles below a heading that announces other articles, and lines that announce one in the middle of the text.
/// What comes below card after card is no heading, and names with values are no titles.
pub struct Teasers;

const WEIGHT: i16 = 100;
/// What is missing to a line that announces one other article by name.
const ANNOUNCED: i16 = 60;
/// Points from which on a heading announces what follows it.
const HEADING: i16 = 60;
const MAX_WORDS: u8 = 24;
const MAX_TITLES: usize = 30;
/// A heading for other articles stands on a page at most this often.
const MAX_HEADINGS: usize = 2;
/// The name of a thing's property has at most this many words.
const MAX_NAME: usize = 2;

impl Rule for Teasers {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("teaser/list", Kind::Teaser, "other articles, announced by name or below a heading for them")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let main = page.outline.main();
        let often = said_often(page, findings);
        for n in 0..findings.clued_lines() {
            let Some((heading, clue)) = findings.clued_line(n).filter(|(_, clue)| clue.kind == Kind::Teaser) else {
                continue;
            };
            let line = page.line(heading);
            if clue.weight < WEIGHT && announces(&page.doc.bare(line), &line.measure) {
                findings.add(heading, me, ANNOUNCED);
                continue;
            }
            let heads = page.outline.has_frame() && line.measure.words <= 8 && !line.measure.ends_sentence();
            if clue.weight < HEADING || !heads || often.contains(&line.entry()) {
                continue;
            }
            let titles = titles_below(page, heading, findings);
            if titles.iter().all(|&i| is_property(&page.doc.bare(page.line(i)))) {
                continue;
            }
            let listed = titles.iter().all(|&i| page.line(i).measure.is_listed());
            if titles.len() >= 2 && (listed || heading >= main.end) {
                findings.add(heading, me, WEIGHT);
                titles.into_iter().for_each(|i| findings.add(i, me, WEIGHT));
            }
        }
    }
}

/// The entries for teasers that too many lines say for any of them to be a heading: they are buttons below the cards of
/// a list, and what follows one is the next card.
fn said_often(page: &Page<'_>, findings: &Findings) -> Vec<Option<u16>> {
    let mut entries: Vec<Option<u16>> = (0..findings.clued_lines())
        .filter_map(|n| findings.clued_line(n))
        .filter(|(_, clue)| clue.kind == Kind::Teaser)
        .map(|(index, _)| page.line(index).entry())
        .collect();
    entries.sort_unstable();
    let mut often: Vec<_> =
        entries.windows(MAX_HEADINGS + 1).filter(|w| w[0] == w[MAX_HEADINGS]).map(|w| w[0]).collect();
    often.dedup();
    often
}

/// Whether the line is a lead-in and a title: `Read also: The bridge that leads nowhere`.
fn announces(bare: &[u8], measure: &Measure) -> bool {
    let Ok(text) = std::str::from_utf8(bare) else { return false };
    let named = text.split_once(':').is_some_and(|(lead, title)| lead.chars().count() < 40 && title.trim().len() > 7);
    named && !measure.is_prose()
}

/// Whether the line is a name of at most two words and a value: `Memory: 4 GB`. A list of such lines describes a thing.
fn is_property(bare: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bare) else { return false };
    text.split_once(':').is_some_and(|(name, value)| {
        (1..=MAX_NAME).contains(&name.split_whitespace().count()) && !value.trim().is_empty()
    })
}

/// The lines of one block below the heading that may be titles.
fn titles_below(page: &Page<'_>, heading: usize, findings: &Findings) -> Vec<usize> {
    let mut titles = Vec::new();
    let first = page.next_text(heading).filter(|first| first - heading <= 2);
    let mut next = first;
    while let Some(index) = next.filter(|_| titles.len() < MAX_TITLES) {
        let measure = &page.line(index).measure;
        let title =
            measure.words > 1 && measure.words <= MAX_WORDS && !measure.is_prose() && findings.points(index) < 100;
        if !title {
            break;
        }
        titles.push(index);
        next = (index + 1 < page.doc.lines().len() && !page.line(index + 1).is_blank()).then_some(index + 1);
    }
    titles
}
