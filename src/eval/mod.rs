//! What cleaning is worth: texts against the clean copies that people made of them, and what each rule took rightly.

mod score;

use std::collections::BTreeMap;
use std::ops::AddAssign;

pub use score::Score;

use crate::cleaner::{Cleaned, Removed};
use crate::evidence::Kind;
use crate::learn::{Label, align};
use score::Bag;

/// The figures of one document.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What the caller calls it.
    pub name: String,
    /// The text after cleaning, against the gold.
    pub score: Score,
    /// The text before it.
    pub before: Score,
    /// Words of the gold.
    pub gold: u64,
    /// Words of the gold that the text had before cleaning and has not any more.
    pub harmed: u64,
}

/// What was taken out, and how much of it people had kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Took {
    /// Lines with words.
    pub lines: u64,
    /// Those of which most words stand in the gold.
    pub wrong_lines: u64,
    /// Words.
    pub words: u64,
    /// Those that stand in the gold.
    pub wrong_words: u64,
}

/// One line of a document, as it was judged and as a person would have.
#[derive(Clone, Debug)]
pub struct Compared<'t> {
    /// The line without its terminator.
    pub text: &'t str,
    /// Whether it was kept.
    pub kept: bool,
    /// Whether most of its words stand in the gold; `None` where it has none.
    pub wanted: Option<bool>,
}

/// The figures of many documents.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Every document, in the order in which they came.
    pub documents: Vec<Judged>,
    /// What was taken, by kind.
    pub kinds: BTreeMap<Kind, Took>,
    /// The same by rule.
    pub rules: BTreeMap<String, Took>,
}

impl Took {
    /// The part of the lines that was taken rightly; 1 where nothing was.
    pub fn precision(&self) -> f64 {
        if self.lines == 0 { 1.0 } else { (self.lines - self.wrong_lines) as f64 / self.lines as f64 }
    }
}

impl AddAssign<Label> for Took {
    fn add_assign(&mut self, label: Label) {
        self.lines += u64::from(label.words > 0);
        self.wrong_lines += u64::from(is_wanted(label) == Some(true));
        self.words += u64::from(label.words);
        self.wrong_words += u64::from(label.kept);
    }
}

impl Evaluation {
    /// Adds the document `name`: as it was, as it is after cleaning, and as it should be.
    pub fn add(&mut self, name: &str, raw: &str, cleaned: &Cleaned<'_>, gold: &str) {
        let (words, kept, wanted) = (Bag::of(raw), Bag::of(&cleaned.text), Bag::of(gold));
        let (before, after) = (words.shared(&wanted), kept.shared(&wanted));
        self.documents.push(Judged {
            name: name.to_owned(),
            score: Score::of(after, kept.len(), wanted.len()),
            before: Score::of(before, words.len(), wanted.len()),
            gold: wanted.len(),
            harmed: before - after,
        });
        if cleaned.removed.is_empty() {
            return;
        }
        let (labels, _) = align(&raw.split('\n').collect::<Vec<_>>(), gold);
        for removed in &cleaned.removed {
            for label in lines_of(removed).filter_map(|line| labels.get(line)) {
                *self.kinds.entry(removed.kind).or_default() += *label;
                *self.rules.entry(removed.rule.clone()).or_default() += *label;
            }
        }
    }

    /// The mean over all documents, after cleaning and before.
    pub fn mean(&self) -> (Score, Score) {
        let after = Score::mean(self.documents.iter().map(|document| &document.score));
        (after, Score::mean(self.documents.iter().map(|document| &document.before)))
    }

    /// Words of the gold that cleaning took, and all of its words.
    pub fn harm(&self) -> (u64, u64) {
        self.documents.iter().fold((0, 0), |(harmed, gold), d| (harmed + d.harmed, gold + d.gold))
    }

    /// The `count` documents with the lowest F1, the worst first.
    pub fn worst(&self, count: usize) -> Vec<&Judged> {
        let mut documents: Vec<&Judged> = self.documents.iter().collect();
        documents.sort_by(|one, other| one.score.f1.total_cmp(&other.score.f1).then_with(|| one.name.cmp(&other.name)));
        documents.truncate(count);
        documents
    }
}

/// Lays the lines of `raw` beside what became of them and what a person kept.
pub fn compare<'t>(raw: &'t str, cleaned: &Cleaned<'_>, gold: &str) -> Vec<Compared<'t>> {
    let lines: Vec<&str> = raw.split('\n').collect();
    let (labels, _) = align(&lines, gold);
    let mut kept = vec![true; lines.len()];
    for removed in &cleaned.removed {
        for line in lines_of(removed) {
            if let Some(kept) = kept.get_mut(line) {
                *kept = false;
            }
        }
    }
    let compared = lines.into_iter().zip(kept).zip(labels);
    compared.map(|((text, kept), label)| Compared { text, kept, wanted: is_wanted(label) }).collect()
}

/// Indices of the lines that were removed, those aside that are blank: one, or all of a broken paragraph.
fn lines_of(removed: &Removed<'_>) -> impl Iterator<Item = usize> {
    let texts =
        removed.text.lines().skip_while(|line| line.trim().is_empty()).take_while(|line| !line.trim().is_empty());
    (removed.line as usize - 1..).zip(texts).map(|(line, _)| line)
}

/// Whether a person kept most of a line.
fn is_wanted(label: Label) -> Option<bool> {
    (label.words > 0).then_some(label.kept * 2 > label.words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;

    const RAW: &str =
        "Advertisement\nThe canal was reopened on Monday, the council said in a short statement.\nBuy now\n";
    const GOLD: &str = "The canal was reopened on Monday, the council said in a short statement.\n";

    #[test]
    fn what_went_is_held_against_what_people_kept() {
        let cleaner = Cleaner::builder().build().unwrap();
        let mut evaluation = Evaluation::default();
        evaluation.add("right", RAW, &cleaner.clean(RAW), GOLD);
        evaluation.add("wrong", RAW, &cleaner.clean(RAW), RAW);
        let Took { lines, wrong_lines, .. } = evaluation.kinds[&Kind::Ad];
        assert_eq!((lines, wrong_lines), (2, 1));
        assert_eq!(evaluation.harm().0, 1);
        assert_eq!(evaluation.worst(1)[0].name, "right");
        let (after, before) = evaluation.mean();
        assert!(after.precision > before.precision && after.recall < before.recall);
    }

    #[test]
    fn lines_are_laid_beside_each_other() {
        let cleaner = Cleaner::builder().build().unwrap();
        let lines = compare(RAW, &cleaner.clean(RAW), GOLD);
        let told: Vec<_> = lines.iter().map(|line| (line.kept, line.wanted)).collect();
        assert_eq!(told, [(false, Some(false)), (true, Some(true)), (true, Some(false)), (true, None)]);
    }
}
