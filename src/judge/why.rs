//! Says in words which three things decided a line.
//!
//! A thing counts as much as the score of the line would change if it were not there: if a feature had the same value, that
//! of the line in the middle, on all lines of the document, or if words said nothing.

use crate::features::{Features, Table, names};
use crate::model::{Model, Sheet};

/// How many things are told.
const TOLD: usize = 3;
/// What is told of words.
const WORDS: &str = "what its words say";

/// What decided the verdict on each row of the document in `features`.
pub(super) fn reasons(model: &Model, features: &Features, sheet: &mut Sheet) -> Vec<String> {
    let table = features.table();
    let names = names();
    let (mut scores, mut others) = (Vec::new(), Vec::new());
    model.score(table, |row| features.words(row), sheet, &mut scores);
    // For each row what was found so far: how much, and what.
    let mut found: Vec<Vec<(i32, String)>> = vec![Vec::new(); table.len()];
    let mut weigh = |others: &[i32], told: &dyn Fn(usize) -> String| {
        for (row, (found, (&score, &other))) in found.iter_mut().zip(scores.iter().zip(others)).enumerate() {
            let moved = if score < 0 { other - score } else { score - other };
            if moved > 0 {
                found.push((moved, told(row)));
            }
        }
    };
    for (column, name) in names.iter().enumerate() {
        let Some(levelled) = levelled(table, column) else { continue };
        model.score(&levelled, |row| features.words(row), sheet, &mut others);
        let cells: Vec<u8> = table.column(column).collect();
        weigh(&others, &|row| format!("{}: {}", name.replace('-', " "), cells[row]));
    }
    model.score(table, |_| &[], sheet, &mut others);
    weigh(&others, &|_| WORDS.to_owned());
    let told = |mut found: Vec<(i32, String)>| {
        // Of equals the one that stands first in the table.
        found.sort_by_key(|&(moved, _)| std::cmp::Reverse(moved));
        found.truncate(TOLD);
        found.into_iter().map(|(_, told)| told).collect::<Vec<_>>().join("; ")
    };
    found.into_iter().map(told).collect()
}

/// `table` with the middle value of `column` in all rows; `None` where that changes nothing.
fn levelled(table: &Table, column: usize) -> Option<Table> {
    let mut cells = table.column(column).collect::<Vec<u8>>();
    if cells.is_empty() {
        return None;
    }
    let middle = cells.len() / 2;
    let (_, &mut middle, _) = cells.select_nth_unstable(middle);
    table.column(column).any(|cell| cell != middle).then(|| table.with_column(column, middle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Findings;
    use crate::model::Weights;
    use crate::rules::Outline;
    use crate::segment::{Document, Lines};

    #[test]
    fn what_moves_the_score_most_is_told_first() {
        let mut weights = Weights::for_tests();
        // Lines of more than two words are kept, and digits say a little against them.
        let place = |name: &str| names().iter().position(|&n| n == name).unwrap();
        weights.say(place("words"), 2, 4.0);
        weights.say(place("digits"), 9, -1.0);
        let model = Model::of(&weights).unwrap();
        let (mut lines, mut findings, mut features) = (Lines::default(), Findings::default(), Features::default());
        let doc = Document::parse(b"Home\nNews\nThe ferry sails again in 1987\n", &mut lines);
        findings.reset(3);
        features.of(&doc, &findings, &Outline::default());
        let (mut sheet, mut scores) = (Sheet::default(), Vec::new());
        model.score(features.table(), |row| features.words(row), &mut sheet, &mut scores);
        let why = reasons(&model, &features, &mut sheet);
        assert!(scores[2] > scores[0]);
        assert_eq!(why[2], "words: 6");
    }
}
