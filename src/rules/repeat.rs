//! A paragraph that was given before: scrapers that read a page's narrow and its wide layout get both.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};
use crate::segment::Line;

/// Paragraphs of some length that were given before, to the letter, right above or outside the text proper. Within
/// it a paragraph may be a quotation of what was said before; shorter lines may be refrains, names of speakers,
/// entries of tables, and stay.
pub struct RepeatedLine;

const MIN_WORDS: u8 = 14;
const WEIGHT: i16 = 100;

impl Rule for RepeatedLine {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("repeat/paragraph", Kind::Repeat, "the same paragraph was given before")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        if !page.outline.has_frame() {
            return;
        }
        let main = page.outline.main();
        let lines = page.doc.lines();
        let paragraph = |line: &Line| line.measure.words >= MIN_WORDS && line.measure.is_prose();
        let paragraphs = lines.iter().enumerate().filter(|(_, line)| paragraph(line));
        // By length first: few paragraphs are equally long, so that few are compared letter by letter.
        let mut order: Vec<_> = paragraphs.map(|(i, line)| ((line.core.len(), page.doc.core(line)), i)).collect();
        order.sort_unstable();
        for pair in order.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let (earlier, index) = (pair[0].1, pair[1].1);
            let inside = main.contains(&index) && main.contains(&earlier);
            if !inside || page.next_text(earlier) == Some(index) {
                findings.add_repeat(index, earlier, me, WEIGHT);
            }
        }
    }
}
