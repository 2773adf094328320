//! The model's word on a document, as evidence among the evidence of the rules: it sees all lines at once, and speaks
//! only against those that it takes for no part of the text.

mod benefit;
mod mode;
mod why;

pub use mode::Mode;

use crate::evidence::{Catalogue, Findings, Kind, RuleId, RuleInfo, THRESHOLD};
use crate::explain::{ExplainedLine, Reason};
use crate::features::{Features, PROSE, SIGN};
use crate::model::{Cut, Model, Sheet, cut};
use crate::rules::Outline;
use crate::segment::Document;

/// Speaks for a model.
#[derive(Debug)]
pub struct Judge {
    model: Model,
    mode: Mode,
    me: RuleId,
}

/// Memory for one document after the other.
#[derive(Debug, Default)]
pub struct Desk {
    /// The features of the document that was looked at last.
    pub(crate) features: Features,
    sheet: Sheet,
    scores: Vec<i32>,
    stays: Vec<bool>,
}

impl Judge {
    /// Enters the model in `catalogue`, to speak as `mode` says; `None` where the catalogue is full.
    pub fn new(model: Model, mode: Mode, catalogue: &mut Catalogue) -> Option<Judge> {
        let me = catalogue.next_id()?;
        catalogue.add(RuleInfo::of_rule(
            ID,
            Kind::Outside,
            "what it looks like, where it stands and what stands beside it",
        ));
        Some(Judge { model, mode, me })
    }

    /// Adds to `findings` what the model has against lines of `doc`: as many points as remove a line, and more the
    /// surer it is, so that a guard's word weighs where it is not. Of a text that is longer than any page it says nothing.
    pub fn inspect(&self, doc: &Document<'_>, outline: &Outline, desk: &mut Desk, findings: &mut Findings) {
        let Desk { features, sheet, scores, stays } = desk;
        if is_long(doc) {
            features.clear();
            return;
        }
        features.of(doc, findings, outline);
        let table = features.table();
        if table.is_empty() {
            return;
        }
        self.model.score(table, |row| features.words(row), sheet, scores);
        let cut = cut(table, scores, &self.mode.reserve());
        benefit::grant(table, scores, cut, stays);
        for (row, &line) in table.lines().iter().enumerate() {
            let (line, score) = (line as usize, scores[row]);
            if let (false, Some(margin)) = (stays[row], cut.against(score)) {
                findings.add(line, self.me, THRESHOLD as i16 + margin);
            } else if Cut::sure(score)
                && table.rows()[row][PROSE] > 0
                && i32::from(table.rows()[row][SIGN]) < THRESHOLD
                && findings.points(line) >= THRESHOLD
            {
                findings.add(line, self.me, -DOUBT);
            }
        }
    }

    /// Puts beside the model's own word, on the lines of the document that it saw last, what decided it; on lines that
    /// stay, why.
    pub fn explain(&self, desk: &mut Desk, lines: &mut [ExplainedLine<'_>]) {
        let Desk { features, sheet, .. } = desk;
        let why = why::reasons(&self.model, features, sheet);
        for (&line, why) in features.table().lines().iter().zip(why) {
            let Some(line) = lines.get_mut(line as usize) else { continue };
            match line.reasons.iter_mut().find(|reason| reason.rule == ID) {
                Some(reason) => reason.about = why,
                None => {
                    let reason = Reason { rule: ID.to_owned(), kind: Kind::Outside, weight: 0, about: why };
                    line.reasons.push(reason);
                }
            }
        }
    }
}

/// Lines of the longest page: no page has as many that models were taught from. What has more is many pages, one behind
/// the other, of which a model would take the first for the text and all others for what stands around it.
const LONGEST: usize = 5000;

/// Whether `doc` has more lines, blank ones aside, than any page.
fn is_long(doc: &Document<'_>) -> bool {
    doc.lines().len() > LONGEST && doc.lines().iter().filter(|line| !line.is_blank()).count() > LONGEST
}

/// Points for keeping a paragraph that looks like text through and through, though a rule speaks against it: enough where
/// the rule has no more than it needs. What a pack's entry is certain of is not doubted.
const DOUBT: i16 = 40;

/// The rule in whose name the model speaks.
const ID: &str = "model/outside";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Weights;
    use crate::segment::Lines;

    #[test]
    fn of_what_is_longer_than_a_page_the_model_says_nothing() {
        let mut catalogue = Catalogue::default();
        let model = Model::of(&Weights { verdict_bias: -9.0, ..Weights::for_tests() }).unwrap();
        let judge = Judge::new(model, Mode::Strict, &mut catalogue).unwrap();
        let mut desk = Desk::default();
        for (lines, speaks) in [(LONGEST, true), (LONGEST + 1, false)] {
            let (mut memory, mut findings, mut outline) = (Lines::default(), Findings::default(), Outline::default());
            let text = "Nets\n\n".repeat(lines);
            let doc = Document::parse(text.as_bytes(), &mut memory);
            findings.reset(doc.lines().len());
            outline.draw(&doc, &findings);
            judge.inspect(&doc, &outline, &mut desk, &mut findings);
            assert_eq!(findings.evidence().is_empty(), !speaks, "{lines} lines");
            assert_eq!(desk.features.table().is_empty(), !speaks);
        }
    }
}
