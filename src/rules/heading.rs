//! A guard: a heading may say what a menu says. `Contact` between two paragraphs is a heading.

use super::outline::is_sentence;
use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Lines within the text proper that a pack knows as navigation or furniture, alone between two sentences. Markers of
/// advertisements, share buttons and teasers stand there, too, and are not protected.
pub struct Heading;

const WEIGHT: i16 = -50;

impl Rule for Heading {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("guard/heading", Kind::Guard, "between two sentences of the text, as a heading is")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let mut before = None;
        for index in page.outline.main() {
            if page.line(index).is_blank() {
                continue;
            }
            let sentence = |i: usize| is_sentence(&page.line(i).measure, i, findings);
            let protected = findings.clue(index).is_some_and(|clue| may_be_heading(clue.kind));
            if protected && before.is_some_and(sentence) {
                let after = page.next_text(index);
                if after.is_some_and(sentence) && !page.line(index).measure.is_prose() {
                    findings.add(index, me, WEIGHT);
                }
            }
            before = Some(index);
        }
    }
}

fn may_be_heading(kind: Kind) -> bool {
    matches!(kind, Kind::Navigation | Kind::Furniture | Kind::Consent | Kind::Signup | Kind::Contents)
}
