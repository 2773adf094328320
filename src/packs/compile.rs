//! Turns packs into a matcher and enters their rules in the catalogue.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::matcher::{Matcher, Role, Shape, Target};
use super::phrasebook::{Phrasebook, head};
use super::schema::{Entry, Match, Needs, Pack};
use super::starts::{Starts, WholeLines};
use crate::error::{Error, Result};
use crate::evidence::{Catalogue, RuleId, RuleInfo};
use crate::segment::{Document, Lines, bare_of};
use crate::text::fold;

/// Compiles `packs` and adds a rule for each entry to `catalogue`.
///
/// # Errors
/// When a pack can't be read, two packs share a name, a phrase is empty, or a shape has nothing that singles out its
/// lines.
pub fn compile(packs: impl IntoIterator<Item = Result<Pack>>, catalogue: &mut Catalogue) -> Result<Matcher> {
    let mut build = Build::default();
    let mut names = HashSet::new();
    // A pack is dropped, proofs and all, before the next is read.
    for pack in packs {
        let pack = pack?;
        for entry in pack.entries {
            let id = [&pack.name, "/", &entry.id].concat();
            build.weights.resize(catalogue.len(), 0);
            build.weights.push(entry.weight);
            build.add(entry, id, catalogue)?;
        }
        if !names.insert(pack.name.clone()) {
            return Err(Error::pack(&pack.name, "another pack has this name; rename one of them"));
        }
    }
    Ok(build.finish())
}

/// Looks for what [`compile`] takes on trust: that ids are unique, and that every expression compiles, which otherwise
/// shows when a line first asks for it.
///
/// # Errors
/// Names the first entry that has another's id, or whose expression does not compile, and why.
pub fn validate(pack: &Pack) -> Result<()> {
    let mut ids = HashSet::new();
    if let Some(entry) = pack.entries.iter().find(|entry| !ids.insert(&entry.id)) {
        let id = format!("{}/{}", pack.name, entry.id);
        return Err(Error::pack(&id, "another entry of the pack has this id"));
    }
    for entry in pack.entries.iter().filter(|entry| entry.how == Match::Shape) {
        let id = format!("{}/{}", pack.name, entry.id);
        Shape::compile(&entry.text).map_err(|e| Error::pack(&id, e.to_string()))?;
    }
    Ok(())
}

#[derive(Default)]
struct Build {
    /// The phrases that must be a whole line, and what they mean.
    whole: Vec<(Vec<u8>, Target)>,
    /// The other ones.
    phrases: Vec<(Vec<u8>, Target)>,
    shapes: Vec<Shape>,
    measured: Vec<u16>,
    weights: Vec<i16>,
}

impl Build {
    fn add(&mut self, entry: Entry, id: String, catalogue: &mut Catalogue) -> Result<()> {
        let says = match entry.how {
            Match::Line => "the line is",
            Match::Prefix => "the line starts with",
            Match::Suffix => "the line ends with",
            Match::Contains => "the line contains",
            Match::Shape => "the line has the shape",
        };
        let max_words = entry.word_limit(|| words_of(&entry.text));
        let Some(rule) = catalogue.next_id() else {
            return Err(Error::pack(&id, "there are more rules than can be numbered"));
        };
        if entry.how == Match::Shape {
            self.shape(&entry, &id, rule, max_words)?;
        } else {
            let role = Role::Phrase { how: entry.how, rule, weight: entry.weight };
            self.phrase(&id, &entry.text, entry.how == Match::Line, Target { role, max_words })?;
        }
        catalogue.add(RuleInfo::of_entry(id, entry.kind, says, entry.text));
        Ok(())
    }

    fn shape(&mut self, entry: &Entry, id: &str, rule: RuleId, max_words: u8) -> Result<()> {
        let gate = u16::try_from(self.shapes.len()).map_err(|_| Error::pack(id, "there are too many shapes"))?;
        self.shapes.push(Shape {
            rule,
            weight: entry.weight,
            max_words,
            needs: entry.needs,
            pattern: entry.text.clone(),
            regex: OnceLock::new(),
        });
        for phrase in &entry.near {
            self.phrase(id, phrase, false, Target { role: Role::Gate { shape: gate }, max_words })?;
        }
        if entry.near.is_empty() {
            if entry.needs != Some(Needs::Figures) {
                let problem = "a shape needs `near` or `needs = \"figures\"`, or it would run on every line";
                return Err(Error::pack(id, problem));
            }
            self.measured.push(gate);
        }
        Ok(())
    }

    fn phrase(&mut self, id: &str, text: &str, whole: bool, target: Target) -> Result<()> {
        let folded = if whole { bare(text) } else { fold(text.as_bytes()) };
        if folded.is_empty() {
            return Err(Error::pack(id, "the phrase is empty once folded"));
        }
        let phrases = if whole { &mut self.whole } else { &mut self.phrases };
        phrases.push((folded, target));
        if phrases.len() > Phrasebook::MAX_LEN {
            return Err(Error::pack(id, "there are more phrases than can be numbered"));
        }
        Ok(())
    }

    fn finish(mut self) -> Matcher {
        sort(&mut self.whole);
        sort(&mut self.phrases);
        let within = |target: &Target| !matches!(target.role, Role::Phrase { how: Match::Prefix, .. });
        let within: Vec<_> = self.phrases.iter().filter(|(_, target)| within(target)).collect();
        Matcher {
            whole: Phrasebook::new(&self.whole),
            lines: WholeLines::new(self.whole.iter().map(|(phrase, _)| phrase.as_slice())),
            phrases: Phrasebook::new(&self.phrases),
            starts: Starts::new(self.phrases.iter().map(|(phrase, _)| phrase.as_slice())),
            starts_within: Starts::new(within.iter().map(|(phrase, _)| phrase.as_slice())),
            max_words_within: within.iter().map(|(_, target)| target.max_words).max().unwrap_or(0),
            shapes: self.shapes,
            measured: self.measured,
            weights: self.weights,
        }
    }
}

/// Puts phrases in the order of a dictionary; what an equal one means stays in the order of the packs.
fn sort(phrases: &mut [(Vec<u8>, Target)]) {
    // Most are told apart by their first eight bytes.
    phrases.sort_by(|(one, _), (other, _)| head(one).cmp(&head(other)).then_with(|| one.cmp(other)));
}

/// Words of a phrase, counted as in a document.
fn words_of(text: &str) -> u8 {
    let mut memory = Lines::default();
    Document::parse(text.as_bytes(), &mut memory).lines().first().map_or(0, |line| line.measure.words)
}

/// The folded phrase without decoration at both ends, as a whole line is compared.
fn bare(text: &str) -> Vec<u8> {
    let mut folded = fold(text.as_bytes());
    let bare = bare_of(&folded);
    folded.truncate(bare.end as usize);
    folded.drain(..bare.start as usize);
    folded
}
