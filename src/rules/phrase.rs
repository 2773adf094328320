//! Phrases and shapes from the packs: what a page says in so many words.

use crate::evidence::{Catalogue, Clue, Findings, RuleId};
use crate::packs::{Matcher, Scratch};
use crate::segment::{Document, Folded, Lexicon};

/// Knows the phrases and shapes of all packs.
#[derive(Debug)]
pub struct Phrases {
    matcher: Matcher,
}

/// Looks lines up while they are read: finds the strongest entry that matches. The strongest alone counts, so that a
/// phrase within a phrase does not speak twice.
#[derive(Debug)]
pub struct PhraseReader<'a> {
    phrases: &'a Phrases,
    scratch: &'a mut Scratch,
}

impl Phrases {
    /// Knows what `matcher` was compiled from.
    pub fn new(matcher: Matcher) -> Self {
        Phrases { matcher }
    }

    /// What a document is read with.
    pub fn reader<'a>(&'a self, scratch: &'a mut Scratch) -> PhraseReader<'a> {
        PhraseReader { phrases: self, scratch }
    }

    /// Adds the entry of each line of `doc`, which was read with [`reader`](Self::reader).
    pub fn inspect(&self, doc: &Document<'_>, catalogue: &Catalogue, findings: &mut Findings) {
        for (index, line) in doc.lines().iter().enumerate() {
            if let Some(entry) = line.entry() {
                let rule = RuleId(entry);
                let weight = self.matcher.weight(rule);
                findings.add(index, rule, weight);
                findings.set_clue(index, Clue { kind: catalogue.kind(rule), weight });
            }
        }
    }
}

impl Lexicon for PhraseReader<'_> {
    /// The entry with the largest weight that matches `line`; of equals, the first.
    fn look_up(&mut self, line: &Folded<'_>) -> Option<u16> {
        let mut best: Option<(i16, RuleId)> = None;
        self.phrases.matcher.visit(line, self.scratch, |rule, weight| {
            if best.is_none_or(|(w, r)| weight > w || (weight == w && rule < r)) {
                best = Some((weight, rule));
            }
        });
        best.map(|(_, rule)| rule.0)
    }
}
