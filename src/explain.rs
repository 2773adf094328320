//! Every line with its verdict and the evidence behind it, for a person to read.

use crate::decide::Verdicts;
use crate::evidence::{Catalogue, Findings, Kind};
use crate::segment::Document;

/// What was thought of each line of a text.
#[derive(Clone, Debug)]
pub struct Explanation<'t> {
    /// The lines, in order; together they are the text.
    pub lines: Vec<ExplainedLine<'t>>,
    /// Whether the text is left as it was because all of it would have gone.
    pub spared: bool,
}

impl Explanation<'_> {
    /// Tells of each line of a broken paragraph what was told of the paragraph.
    pub(crate) fn split_paragraphs(&mut self) {
        let paragraphs = std::mem::take(&mut self.lines);
        for paragraph in paragraphs {
            for text in paragraph.text.split_inclusive(|&byte| byte == b'\n') {
                let number = self.lines.len() + 1;
                self.lines.push(ExplainedLine { number, text, ..paragraph.clone() });
            }
        }
    }
}

/// One line, its verdict and why.
#[derive(Clone, Debug)]
pub struct ExplainedLine<'t> {
    /// Number, from 1.
    pub number: usize,
    /// The line with its terminator.
    pub text: &'t [u8],
    /// Whether it is kept.
    pub kept: bool,
    /// Points for removing it; it goes at 100.
    pub points: i32,
    /// What spoke, loudest first.
    pub reasons: Vec<Reason>,
}

/// One rule's word on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule's id.
    pub rule: String,
    /// What it looks for.
    pub kind: Kind,
    /// Its points; negative ones speak for keeping the line.
    pub weight: i16,
    /// The rule in a sentence.
    pub about: String,
}

pub(crate) fn explain<'t>(
    text: &'t [u8],
    doc: &Document<'_>,
    findings: &Findings,
    verdicts: &Verdicts,
    catalogue: &Catalogue,
) -> Explanation<'t> {
    let mut lines: Vec<ExplainedLine<'t>> = (doc.lines().iter().enumerate())
        .map(|(index, line)| ExplainedLine {
            number: index + 1,
            text: line.span.of(text),
            kept: !verdicts.is_gone(index),
            points: findings.points(index),
            reasons: Vec::new(),
        })
        .collect();
    for evidence in findings.evidence() {
        let info = catalogue.get(evidence.rule);
        lines[evidence.line as usize].reasons.push(Reason {
            rule: info.id.to_owned(),
            kind: info.kind,
            weight: evidence.weight,
            about: info.about(),
        });
    }
    for line in &mut lines {
        line.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight));
    }
    Explanation { lines, spared: verdicts.spared() }
}
