//! The site's name, alone on the first line.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId, THRESHOLD};

/// The first line, where it is a name and the page's frame goes on right behind it.
pub struct Masthead;

const MAX_WORDS: u8 = 5;
const WEIGHT: i16 = 110;

impl Rule for Masthead {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("masthead/first-line", Kind::Masthead, "a name on the first line, with the page's frame right behind it")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let Some(first) = page.doc.lines().iter().position(|line| !line.is_blank()) else { return };
        let measure = page.line(first).measure;
        let is_name = measure.words <= MAX_WORDS
            && measure.letters > 1
            && !measure.is_listed()
            && !measure.ends_sentence()
            && !measure.ends_in_colon()
            && !measure.ends_in_comma();
        let framed = page.next_text(first).is_some_and(|next| findings.points(next) >= THRESHOLD);
        if is_name && framed && page.outline.first_prose().is_some() {
            findings.add(first, me, WEIGHT);
        }
    }
}
