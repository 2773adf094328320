//! How much of a text is the clean copy that a person made of it, counted in words.

use std::collections::HashMap;

/// Precision, recall and F1 of a text against its gold, over bags of words: letters, digits and `_` in a row, in lower
/// case, as evaluations of web content extraction count them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Part of the text's words that stand in the gold.
    pub precision: f64,
    /// Part of the gold's words that stand in the text.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

/// Words and how often they come.
pub(super) struct Bag(HashMap<String, u64>);

impl Bag {
    pub(super) fn of(text: &str) -> Self {
        let mut words = HashMap::new();
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()) {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
        Bag(words)
    }

    pub(super) fn len(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many words both hold.
    pub(super) fn shared(&self, other: &Bag) -> u64 {
        self.0.iter().map(|(word, &n)| other.0.get(word).map_or(0, |&m| n.min(m))).sum()
    }
}

impl Score {
    /// The score of a text that shares `shared` words with its gold. Where the gold is empty, the text should be, too.
    pub(super) fn of(shared: u64, text: u64, gold: u64) -> Self {
        let part = |of: u64| if of == 0 { 0.0 } else { shared as f64 / of as f64 };
        let (precision, recall) = if text == 0 && gold == 0 { (1.0, 1.0) } else { (part(text), part(gold)) };
        let sum = precision + recall;
        Score { precision, recall, f1: if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum } }
    }

    /// The mean of `scores`, each document counting once; all zeros where there is none.
    pub fn mean<'s>(scores: impl ExactSizeIterator<Item = &'s Score>) -> Score {
        let n = scores.len().max(1) as f64;
        let mut sum = Score { precision: 0.0, recall: 0.0, f1: 0.0 };
        for score in scores {
            sum.precision += score.precision;
            sum.recall += score.recall;
            sum.f1 += score.f1;
        }
        Score { precision: sum.precision / n, recall: sum.recall / n, f1: sum.f1 / n }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_often_as_they_come() {
        for (text, gold, precision, recall) in [
            ("a b b", "B a c", 2.0 / 3.0, 2.0 / 3.0),
            ("", "", 1.0, 1.0),
            ("x", "", 0.0, 0.0),
            ("", "x", 0.0, 0.0),
            ("Größe—zählt", "größe zählt", 1.0, 1.0),
        ] {
            let (text, gold) = (Bag::of(text), Bag::of(gold));
            let score = Score::of(text.shared(&gold), text.len(), gold.len());
            assert_eq!((score.precision, score.recall), (precision, recall));
        }
    }
}
