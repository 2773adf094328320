//! A paragraph that was given before: scrapers that read a page's narrow and its wide layout get both.

use std::collections::HashMap;

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

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
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let main = page.outline.main();
        for (index, line) in page.doc.lines().iter().enumerate() {
            if line.measure.words < MIN_WORDS || !line.measure.is_prose() {
                continue;
            }
            let Some(earlier) = seen.insert(line.hash, index) else { continue };
            let inside = main.contains(&index) && main.contains(&earlier);
            if !inside || page.next_text(earlier) == Some(index) {
                findings.add_repeat(index, earlier, me, WEIGHT);
            }
        }
    }
}
