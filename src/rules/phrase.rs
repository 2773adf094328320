//! Phrases and shapes from the packs: what a page says in so many words.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::evidence::{Catalogue, Clue, Findings, RuleId};
use crate::packs::{Matcher, Scratch};
use crate::segment::{Document, Line};
use crate::text::Memo;

/// Looks for the phrases and shapes of all packs.
#[derive(Debug)]
pub struct Phrases {
    matcher: Matcher,
    /// A number that no other set of packs in this process has.
    number: u64,
}

/// What a set of packs said of the lines it saw last.
#[derive(Debug, Default)]
pub struct Answers {
    memo: Memo<Option<RuleId>>,
    /// The number of the packs that answered.
    owner: u64,
}

impl Answers {
    fn open(&mut self, owner: u64) {
        if self.owner != owner {
            self.memo.clear();
            self.owner = owner;
        }
        self.memo.open();
    }
}

impl Phrases {
    /// Looks for what `matcher` was compiled from.
    pub fn new(matcher: Matcher) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Phrases { matcher, number: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    /// Adds, for each line, the strongest entry that matches it. The strongest alone counts, so that a phrase within
    /// a phrase does not speak twice.
    pub fn inspect(
        &self,
        doc: &Document<'_>,
        catalogue: &Catalogue,
        scratch: &mut Scratch,
        answers: &mut Answers,
        findings: &mut Findings,
    ) {
        answers.open(self.number);
        answers.memo.warm(doc.lines().iter().map(|line| line.hash));
        for (index, line) in doc.lines().iter().enumerate() {
            if line.is_blank() {
                continue;
            }
            let strongest = answers.memo.get(line.hash).unwrap_or_else(|| {
                let rule = self.strongest(doc, line, scratch);
                answers.memo.put(line.hash, rule);
                rule
            });
            if let Some(rule) = strongest {
                let weight = self.matcher.weight(rule);
                findings.add(index, rule, weight);
                findings.set_clue(index, Clue { kind: catalogue.get(rule).kind, weight });
            }
        }
    }

    /// The entry with the largest weight that matches `line`; of equals, the first.
    fn strongest(&self, doc: &Document<'_>, line: &Line, scratch: &mut Scratch) -> Option<RuleId> {
        let mut best: Option<(i16, RuleId)> = None;
        self.matcher.visit(doc, line, scratch, |rule, weight| {
            if best.is_none_or(|(w, r)| weight > w || (weight == w && rule < r)) {
                best = Some((weight, rule));
            }
        });
        best.map(|(_, rule)| rule)
    }
}
