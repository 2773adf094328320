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
        let main = page.outline.main();
        for n in 0..findings.clued_lines() {
            let Some((index, clue)) = findings.clued_line(n) else { break };
            if !main.contains(&index) || !may_be_heading(clue.kind) || page.line(index).measure.is_prose() {
                continue;
            }
            let sentence = |i: usize| is_sentence(&page.line(i).measure, i, findings);
            let before = (main.start..index).rev().find(|&i| !page.line(i).is_blank());
            if before.is_some_and(sentence) && page.next_text(index).is_some_and(sentence) {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}

fn may_be_heading(kind: Kind) -> bool {
    matches!(kind, Kind::Navigation | Kind::Furniture | Kind::Consent | Kind::Signup | Kind::Contents)
}
