//! An entry carries its proof: lines it must match and lines it must not. This module holds packs to it.

use std::collections::HashMap;

use super::compile::looked_for;
use super::matcher::{Matcher, Scratch, compile, validate};
use super::schema::{Match, Pack};
use crate::error::Result;
use crate::evidence::{Catalogue, RuleId};
use crate::segment::{Document, Folded, Lexicon, Lines};

/// A claim of an entry that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// `pack/entry`.
    pub rule: String,
    /// What is wrong, in a sentence.
    pub problem: String,
}

/// Tests every hit and miss of `pack`, each entry by itself, and looks for entries that say the same.
///
/// # Errors
/// When the pack does not compile.
pub fn check(pack: &Pack) -> Result<Vec<Flaw>> {
    validate(pack)?;
    let mut catalogue = Catalogue::default();
    let matcher = compile([Ok(pack.clone())], &mut catalogue)?;
    let mut flaws = Vec::new();
    let mut scratch = Scratch::default();
    let mut said = HashMap::new();
    for (entry, (rule, info)) in pack.entries.iter().zip(catalogue.iter()) {
        let mut flaw = |problem: String| flaws.push(Flaw { rule: info.id.to_owned(), problem });
        let mut matches = |text: &str| {
            let mut asked = Asked { matcher: &matcher, scratch: &mut scratch, rule, found: false };
            Document::read(text.as_bytes(), &mut Lines::default(), &mut asked, None);
            asked.found
        };
        if entry.how != Match::Shape
            && let Some(other) = said.insert((entry.how, looked_for(&entry.text, entry.how == Match::Line)), &entry.id)
        {
            flaw(format!("it says what `{other}` says, in other letters at most"));
        }
        if entry.hits.is_empty() {
            flaw("it has no hits: add a line that it must match".to_owned());
        }
        if entry.misses.is_empty() && entry.how != Match::Line {
            flaw("it has no misses: add a line that comes close and must stay".to_owned());
        }
        for hit in entry.hits.iter().filter(|hit| !matches(hit)) {
            flaw(format!("it does not match its hit {hit:?}"));
        }
        for miss in entry.misses.iter().filter(|miss| matches(miss)) {
            flaw(format!("it matches its miss {miss:?}"));
        }
        if !(1..=200).contains(&entry.weight) {
            flaw(format!("its weight {} is not between 1 and 200", entry.weight));
        }
    }
    Ok(flaws)
}

/// Whether lines match one entry.
struct Asked<'a> {
    matcher: &'a Matcher,
    scratch: &'a mut Scratch,
    rule: RuleId,
    found: bool,
}

impl Lexicon for Asked<'_> {
    fn look_up(&mut self, line: &Folded<'_>) -> Option<u16> {
        let Asked { rule, found, .. } = self;
        self.matcher.visit(line, self.scratch, |other, _| *found |= other == *rule);
        None
    }
}
