//! Lists of other articles: a heading such as "Related articles" and the titles below it.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};
use crate::segment::Measure;

/// The titles below a heading that announces other articles, and lines that announce one in the middle of the text.
pub struct Teasers;

const WEIGHT: i16 = 100;
/// What is missing to a line that announces one other article by name.
const ANNOUNCED: i16 = 60;
/// Points from which on a heading announces what follows it.
const HEADING: i16 = 60;
const MAX_WORDS: u8 = 24;
const MAX_TITLES: usize = 30;

impl Rule for Teasers {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("teaser/list", Kind::Teaser, "other articles, announced by name or below a heading for them")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let main = page.outline.main();
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
            if clue.weight < HEADING || !heads {
                continue;
            }
            let titles = titles_below(page, heading, findings);
            let listed = titles.iter().all(|&i| page.line(i).measure.is_listed());
            if titles.len() >= 2 && (listed || heading >= main.end) {
                findings.add(heading, me, WEIGHT);
                titles.into_iter().for_each(|i| findings.add(i, me, WEIGHT));
            }
        }
    }
}

/// Whether the line is a lead-in and a title: `Read also: The bridge that leads nowhere`.
fn announces(bare: &[u8], measure: &Measure) -> bool {
    let Ok(text) = std::str::from_utf8(bare) else { return false };
    let named = text.split_once([':', '：']).is_some_and(|(lead, title)| lead.len() < 40 && title.trim().len() > 7);
    named && !measure.is_prose()
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
