//! Phrases and shapes from the packs: what a page says in so many words.

use crate::evidence::{Catalogue, Clue, Findings, RuleId};
use crate::packs::{Matcher, Scratch};
use crate::segment::Document;

/// Looks for the phrases and shapes of all packs.
#[derive(Debug)]
pub struct Phrases {
    matcher: Matcher,
}

impl Phrases {
    /// Looks for what `matcher` was compiled from.
    pub fn new(matcher: Matcher) -> Self {
        Phrases { matcher }
    }

    /// Adds, for each line, the strongest entry that matches it. The strongest alone counts, so that a phrase within
    /// a phrase does not speak twice.
    pub fn inspect(&self, doc: &Document<'_>, catalogue: &Catalogue, scratch: &mut Scratch, findings: &mut Findings) {
        for (index, line) in doc.lines().iter().enumerate() {
            if line.is_blank() {
                continue;
            }
            let mut best: Option<(i16, RuleId)> = None;
            self.matcher.visit(doc, line, scratch, |rule, weight| {
                let better = best.is_none_or(|(w, r)| weight > w || (weight == w && rule < r));
                if better {
                    best = Some((weight, rule));
                }
            });
            if let Some((weight, rule)) = best {
                findings.add(index, rule, weight);
                findings.set_clue(index, Clue { kind: catalogue.get(rule).kind, weight });
            }
        }
    }
}
