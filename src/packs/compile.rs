//! Turns packs into a matcher and enters their rules in the catalogue.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use aho_corasick::{MatchKind, nfa::contiguous};

use super::matcher::{Matcher, Role, Shape, Target};
use super::schema::{Entry, Match, Needs, Pack};
use super::starts::{Starts, WholeLines};
use crate::error::{Error, Result};
use crate::evidence::{Catalogue, RuleInfo};
use crate::segment::{Document, Lines};
use crate::text::fold;

/// Compiles `packs` and adds a rule for each entry to `catalogue`.
///
/// # Errors
/// When a pack can't be read, two packs or two entries share a name, a phrase is empty, or a shape has nothing that
/// singles out its lines.
pub fn compile(packs: impl IntoIterator<Item = Result<Pack>>, catalogue: &mut Catalogue) -> Result<Matcher> {
    let mut build = Build::default();
    let mut names = HashSet::new();
    // A pack is dropped, proofs and all, before the next is read.
    for pack in packs {
        let pack = pack?;
        let mut ids = HashSet::new();
        for entry in &pack.entries {
            let id = format!("{}/{}", pack.name, entry.id);
            if !ids.insert(&entry.id) {
                return Err(Error::pack(&id, "another entry of the pack has this id"));
            }
            build.add(entry, id, catalogue)?;
            build.weights.resize(catalogue.len() - 1, 0);
            build.weights.push(entry.weight);
        }
        if !names.insert(pack.name.clone()) {
            return Err(Error::pack(&pack.name, "another pack has this name; rename one of them"));
        }
    }
    build.finish()
}

/// Compiles every expression of `pack` to see that it can be; [`compile`] leaves that to the first line that asks.
///
/// # Errors
/// Names the first entry whose expression does not compile, and why.
pub fn validate(pack: &Pack) -> Result<()> {
    for entry in pack.entries.iter().filter(|entry| entry.how == Match::Shape) {
        let id = format!("{}/{}", pack.name, entry.id);
        Shape::compile(&entry.text).map_err(|e| Error::pack(&id, e.to_string()))?;
    }
    Ok(())
}

#[derive(Default)]
struct Build {
    phrases: BTreeMap<Vec<u8>, Vec<Target>>,
    shapes: Vec<Shape>,
    measured: Vec<u16>,
    weights: Vec<i16>,
}

impl Build {
    fn add(&mut self, entry: &Entry, id: String, catalogue: &mut Catalogue) -> Result<()> {
        let about = match entry.how {
            Match::Line => format!("the line is “{}”", entry.text),
            Match::Prefix => format!("the line starts with “{}”", entry.text),
            Match::Suffix => format!("the line ends with “{}”", entry.text),
            Match::Contains => format!("the line contains “{}”", entry.text),
            Match::Shape => format!("the line has the shape {}", entry.text),
        };
        let info = RuleInfo { id: id.clone(), kind: entry.kind, about };
        let rule = catalogue.add(info).ok_or_else(|| Error::pack(&id, "there are more rules than can be numbered"))?;
        if entry.how == Match::Shape {
            let gate = u16::try_from(self.shapes.len()).map_err(|_| Error::pack(&id, "there are too many shapes"))?;
            let max_words = entry.word_limit(0);
            self.shapes.push(Shape {
                rule,
                weight: entry.weight,
                max_words,
                needs: entry.needs,
                pattern: entry.text.clone(),
                regex: OnceLock::new(),
            });
            for phrase in &entry.near {
                self.phrase(&id, phrase, false, Target { role: Role::Gate { shape: gate }, max_words })?;
            }
            if entry.near.is_empty() && entry.needs != Some(Needs::Figures) {
                return Err(Error::pack(
                    &id,
                    "a shape needs `near` or `needs = \"figures\"`, or it would run on every line",
                ));
            }
            if entry.near.is_empty() {
                self.measured.push(gate);
            }
            return Ok(());
        }
        let role = Role::Phrase { how: entry.how, rule, weight: entry.weight };
        let max_words = entry.word_limit(words_of(&entry.text));
        self.phrase(&id, &entry.text, entry.how == Match::Line, Target { role, max_words })
    }

    fn phrase(&mut self, id: &str, text: &str, whole: bool, target: Target) -> Result<()> {
        let folded = if whole { bare(text) } else { fold(text.as_bytes()) };
        if folded.is_empty() {
            return Err(Error::pack(id, "the phrase is empty once folded"));
        }
        self.phrases.entry(folded).or_default().push(target);
        Ok(())
    }

    fn finish(self) -> Result<Matcher> {
        let (phrases, targets): (Vec<_>, Vec<_>) = self.phrases.into_iter().unzip();
        let automaton = contiguous::NFA::builder()
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(&phrases)
            .map_err(|e| Error::pack("packs", e.to_string()))?;
        let whole = |target: &Target| matches!(target.role, Role::Phrase { how: Match::Line, .. });
        let within = |target: &Target| !matches!(target.role, Role::Phrase { how: Match::Prefix | Match::Line, .. });
        let phrases_with = |role: &dyn Fn(&Target) -> bool| -> Vec<&[u8]> {
            let matching = phrases.iter().zip(&targets).filter(|(_, targets)| targets.iter().any(role));
            matching.map(|(phrase, _)| phrase.as_slice()).collect()
        };
        let lines = WholeLines::new(phrases_with(&whole).into_iter());
        let starts = Starts::new(phrases_with(&|target| !whole(target)).into_iter());
        let starts_within = Starts::new(phrases_with(&within).into_iter());
        let max_words_within =
            targets.iter().flatten().filter(|target| within(target)).map(|target| target.max_words).max().unwrap_or(0);
        Ok(Matcher {
            automaton,
            lines,
            starts,
            starts_within,
            targets,
            shapes: self.shapes,
            max_words_within,
            measured: self.measured,
            weights: self.weights,
        })
    }
}

/// Words of a phrase, counted as in a document.
fn words_of(text: &str) -> u8 {
    let mut memory = Lines::default();
    Document::parse(text.as_bytes(), &mut memory).lines().first().map_or(0, |line| line.measure.words)
}

/// The folded phrase without decoration at both ends, as a whole line is compared.
fn bare(text: &str) -> Vec<u8> {
    let folded = fold(text.as_bytes());
    let text = String::from_utf8_lossy(&folded);
    text.trim_matches(|c: char| !c.is_alphanumeric()).as_bytes().to_vec()
}
