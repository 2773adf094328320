//! A guard: a few words say what a label is, but not what a paragraph is.

use super::{Page, Rule, head, tail};
use crate::evidence::{Findings, Kind, RuleId};

/// Paragraphs that a pack knows by a phrase, in a document of which neither head nor foot was found. It is then a text
/// without its page, as far as can be seen, and a paragraph of it that speaks of cookies or of unsubscribing may be an
/// answer to a question. Where the page has a frame, such a paragraph goes.
pub struct Paragraph;

const MIN_WORDS: u8 = 30;
const WEIGHT: i16 = -60;

impl Rule for Paragraph {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("guard/paragraph", Kind::Guard, "a paragraph, known by a few of its words, where no page is around the text")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let paragraph = |i: usize| page.line(i).measure.words >= MIN_WORDS && page.line(i).measure.is_prose();
        let known = (0..findings.clued_lines()).filter_map(|n| findings.clued_line(n));
        let known: Vec<usize> = known.map(|(index, _)| index).filter(|&i| paragraph(i)).collect();
        if known.is_empty() || head::end(page, findings) > 0 || tail::start(page, findings).is_some() {
            return;
        }
        known.into_iter().for_each(|i| findings.add(i, me, WEIGHT));
    }
}
