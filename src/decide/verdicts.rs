//! Sums the evidence of each line, settles repeats, and spares a document that would lose all of its text.

use super::blanks::blank_lines_that_go;
use super::removal::Removal;
use crate::evidence::{Evidence, Findings, RuleId, THRESHOLD};
use crate::segment::Document;
use crate::text::Span;

/// The verdicts on one document's lines, and memory for the next one's.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// For each line, whether it goes; blank lines that go with others included.
    gone: Vec<bool>,
    /// For each line, the weight and the rule of the evidence that spoke loudest for removing it.
    loudest: Vec<(i16, RuleId)>,
    said: Vec<bool>,
    removals: Vec<Removal>,
    spared: bool,
}

impl Verdicts {
    /// What goes, in order; the spans do not overlap.
    pub fn removals(&self) -> &[Removal] {
        &self.removals
    }

    /// Whether the line at `index` goes.
    pub fn is_gone(&self, index: usize) -> bool {
        self.gone[index]
    }

    /// Whether the document was left as it was because nothing would have remained of it.
    pub fn spared(&self) -> bool {
        self.spared
    }
}

/// Turns the evidence on `doc` into verdicts: a line goes when it has [`THRESHOLD`] points or more.
pub fn decide(doc: &Document<'_>, findings: &mut Findings, verdicts: &mut Verdicts) {
    settle_repeats(doc.lines().len(), findings, &mut verdicts.said);
    verdicts.removals.clear();
    let (goes, stays) = judge(doc, findings, &mut verdicts.gone);
    verdicts.spared = goes && !stays;
    if verdicts.spared {
        verdicts.gone.fill(false);
    }
    if !goes || verdicts.spared {
        return;
    }
    find_loudest(findings, doc.lines().len(), &mut verdicts.loudest);
    let blank = |i: usize| doc.lines()[i].is_blank();
    blank_lines_that_go(&mut verdicts.gone, blank);
    collect(doc, findings, verdicts);
}

/// Notes which lines go. Tells whether any does, and whether something worth keeping stays: a sentence, or a tenth of
/// all words.
fn judge(doc: &Document<'_>, findings: &Findings, gone: &mut Vec<bool>) -> (bool, bool) {
    let (mut words, mut kept, mut goes, mut sentence) = (0, 0, false, false);
    gone.clear();
    gone.extend(doc.lines().iter().zip(findings.all_points()).map(|(line, &points)| {
        let measure = &line.measure;
        let gone = points >= THRESHOLD && !line.is_blank();
        words += usize::from(measure.words);
        if gone {
            goes = true;
        } else {
            kept += usize::from(measure.words);
            sentence |= measure.words > 1 && (measure.ends_sentence() || measure.is_prose());
        }
        gone
    }));
    (goes, sentence || (kept > 0 && kept * 10 >= words))
}

/// A repeat counts when one of the lines it repeats is kept. Lines come in ascending order, so by the time a repeat
/// is looked at, the fate of the earlier ones is known.
fn settle_repeats(lines: usize, findings: &mut Findings, said: &mut Vec<bool>) {
    if findings.repeats().is_empty() {
        return;
    }
    said.clear();
    said.resize(lines, false);
    findings.settle_repeats(|repeat, points| {
        let earlier = repeat.earlier as usize;
        let counts = said[earlier] || points[earlier] < THRESHOLD;
        said[repeat.evidence.line as usize] |= counts;
        counts
    });
}

fn find_loudest(findings: &Findings, lines: usize, loudest: &mut Vec<(i16, RuleId)>) {
    loudest.clear();
    loudest.resize(lines, (i16::MIN, RuleId(u16::MAX)));
    for Evidence { line, rule, weight } in findings.evidence() {
        let (loud, other) = &mut loudest[*line as usize];
        if (*weight, *other) > (*loud, *rule) {
            (*loud, *other) = (*weight, *rule);
        }
    }
}

/// One removal for each line that goes, with the blank lines that go beside it.
fn collect(doc: &Document<'_>, findings: &Findings, verdicts: &mut Verdicts) {
    let mut pending = None;
    for (index, (line, gone)) in doc.lines().iter().zip(&verdicts.gone).enumerate() {
        if !gone {
            pending = None;
        } else if !line.is_blank() {
            let first = pending.take().unwrap_or(index);
            let (weight, rule) = verdicts.loudest[index];
            verdicts.removals.push(Removal {
                span: Span::new(doc.lines()[first].span.start, line.span.end),
                line: doc.lines_before(index) + 1,
                lines: doc.lines_before(index + 1) - doc.lines_before(first),
                rule,
                weight,
                points: findings.points(index),
            });
        } else if let Some(last) = verdicts.removals.last_mut().filter(|r| r.span.end == line.span.start) {
            last.span.end = line.span.end;
            last.lines += 1;
        } else {
            pending.get_or_insert(index);
        }
    }
}
