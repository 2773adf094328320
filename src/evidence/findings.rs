//! What the rules say of one document, collected; nothing here removes anything.

use super::catalogue::RuleId;
use super::kind::Kind;

/// One rule's word on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Index of the line in its document.
    pub line: u32,
    /// The rule that speaks.
    pub rule: RuleId,
    /// Points for removing the line; negative points speak for keeping it.
    pub weight: i16,
}

/// The strongest thing that a pack's entry said of a line, for rules that judge a line by its company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clue {
    /// What the entry is a sign of.
    pub kind: Kind,
    /// The entry's weight.
    pub weight: i16,
}

/// A line that says again what an earlier line says. It is evidence only if one of the earlier ones is kept, which
/// the decision knows and a rule does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The evidence, should it count.
    pub evidence: Evidence,
    /// The nearest earlier line that says the same.
    pub earlier: u32,
}

/// The evidence of one document and the points each line has so far.
#[derive(Debug, Default)]
pub struct Findings {
    evidence: Vec<Evidence>,
    repeats: Vec<Repeat>,
    points: Vec<i32>,
    clues: Vec<Option<Clue>>,
    /// The lines that have a clue, in order.
    clued: Vec<u32>,
}

impl Findings {
    /// Empties the collection for a document of `lines` lines, keeping its memory.
    pub(crate) fn reset(&mut self, lines: usize) {
        self.evidence.clear();
        self.repeats.clear();
        self.points.clear();
        self.points.resize(lines, 0);
        self.clues.clear();
        self.clues.resize(lines, None);
        self.clued.clear();
    }

    /// Notes that `rule` gives `weight` points to `line`.
    pub fn add(&mut self, line: usize, rule: RuleId, weight: i16) {
        self.points[line] += i32::from(weight);
        self.evidence.push(Evidence { line: line as u32, rule, weight });
    }

    /// Notes that `line` repeats `earlier`, worth `weight` points if one of the earlier ones is kept.
    pub fn add_repeat(&mut self, line: usize, earlier: usize, rule: RuleId, weight: i16) {
        self.repeats.push(Repeat { evidence: Evidence { line: line as u32, rule, weight }, earlier: earlier as u32 });
    }

    /// The points of `line` so far, repeats left out.
    pub fn points(&self, line: usize) -> i32 {
        self.points[line]
    }

    /// The points of all lines so far, repeats left out.
    pub fn all_points(&self) -> &[i32] {
        &self.points
    }

    /// Notes the strongest entry of a pack on `line`, which comes behind all lines that have one.
    pub(crate) fn set_clue(&mut self, line: usize, clue: Clue) {
        self.clues[line] = Some(clue);
        self.clued.push(line as u32);
    }

    /// How many lines have a clue.
    pub fn clued_lines(&self) -> usize {
        self.clued.len()
    }

    /// The `n`th line that has a clue, and the clue; `None` behind the last.
    pub fn clued_line(&self, n: usize) -> Option<(usize, Clue)> {
        let line = *self.clued.get(n)? as usize;
        self.clues[line].map(|clue| (line, clue))
    }

    /// The strongest entry of a pack on `line`.
    pub fn clue(&self, line: usize) -> Option<Clue> {
        self.clues[line]
    }

    /// All evidence in the order in which it came, repeats left out.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// All repeats in the order in which they came.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// Turns the repeats into evidence where they count, by ascending line: `counts` tells whether one does.
    pub(crate) fn settle_repeats(&mut self, mut counts: impl FnMut(&Repeat, &[i32]) -> bool) {
        let mut repeats = std::mem::take(&mut self.repeats);
        repeats.sort_by_key(|r| (r.evidence.line, r.earlier));
        for repeat in &repeats {
            if counts(repeat, &self.points) {
                self.add(repeat.evidence.line as usize, repeat.evidence.rule, repeat.evidence.weight);
            }
        }
        repeats.clear();
        self.repeats = repeats;
    }
}
