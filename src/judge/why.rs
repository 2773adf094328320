//! Says in words which three things decided a line.

use crate::features::{Table, names};
use crate::model::{DEPTH, Forest, Model, region_names};

/// Explains what a model says.
pub(super) struct Why<'m> {
    model: &'m Model,
    names: Vec<String>,
    region_names: Vec<String>,
}

/// Columns of the second reading that say again how likely the line itself is part of the text, or the same of all lines.
const UNTOLD: [&str; 6] = ["first-reading", "above-the-cut", "cut", "stretches", "text-words", "text-share"];
/// How the columns begin that say the same of all lines of a document: they tell nobody why this one went.
const DOCUMENT: &str = "document-";

impl<'m> Why<'m> {
    /// For what `model` says.
    pub(super) fn new(model: &'m Model) -> Self {
        Why { model, names: names(), region_names: region_names() }
    }

    /// What decided the verdict on `row` of `table` and of `regions`, which has `score`: two things about the line and
    /// what stands around it, and one about what the rest of the document was taken for.
    pub(super) fn reasons(&self, table: &Table, regions: &Table, row: usize, score: i32) -> String {
        let first = strongest(&self.model.forest, &self.names, table, row, score).into_iter();
        let second = strongest(&self.model.second, &self.region_names, regions, row, score).into_iter();
        let first = first.filter(|&column| !self.names[column].starts_with(DOCUMENT));
        let second = second.filter(|&column| !UNTOLD.contains(&self.region_names[column].as_str()));
        let told = first.take(2).map(|column| describe(&self.names[column], table.column(column)[row]));
        let last = second.take(1).map(|column| describe(&self.region_names[column], regions.column(column)[row]));
        told.chain(last).collect::<Vec<_>>().join("; ")
    }
}

/// The columns that speak for the side of `score`, the strongest first.
///
/// A column counts as much as the score would change if all questions about it had been answered the other way.
fn strongest(forest: &Forest, names: &[String], table: &Table, row: usize, score: i32) -> Vec<usize> {
    let mut moved = vec![0i32; names.len()];
    add(forest, table, row, &mut moved);
    let side = if score < 0 { -1 } else { 1 };
    let mut order: Vec<usize> = (0..moved.len()).filter(|&column| moved[column] * side > 0).collect();
    order.sort_by_key(|&column| (-moved[column] * side, column));
    order
}

fn add(forest: &Forest, table: &Table, row: usize, moved: &mut [i32]) {
    for tree in &forest.trees {
        let place = tree.place(table, row);
        for level in 0..DEPTH {
            let other = place ^ (1 << level);
            moved[usize::from(tree.questions[level].column)] +=
                i32::from(tree.leaves[place]) - i32::from(tree.leaves[other]);
        }
    }
}

/// A feature and its value in words: `end-1` is how the line above ends, `words-2..+2` how long the lines around are.
fn describe(name: &str, value: u8) -> String {
    let (own, place) = match name.split_once("..+") {
        Some((head, after)) => match head.rsplit_once('-') {
            Some((own, "0")) => (own, format!(", {after} lines down")),
            Some((own, before)) if after == "0" => (own, format!(", {before} lines up")),
            Some((own, before)) => (own, format!(", {before} lines up and down")),
            None => (head, String::new()),
        },
        None => match name.split_at_checked(name.len() - 2) {
            Some((own, by)) if by.starts_with('-') && by.ends_with(|c: char| c.is_ascii_digit()) => {
                (own, format!(", {} up", &by[1..]))
            }
            Some((own, by)) if by.starts_with('+') => (own, format!(", {} down", &by[1..])),
            _ => (name, String::new()),
        },
    };
    format!("{}{place}: {value}", own.replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Findings;
    use crate::features::{Features, Lexicon, Wanted};
    use crate::model::{LEAVES, Question, Tree};
    use crate::rules::Outline;
    use crate::segment::{Document, Lines};

    #[test]
    fn features_are_told_with_their_place() {
        for (name, told) in [
            ("words", "words: 7"),
            ("end-1", "end, 1 up: 7"),
            ("sign-weight+3", "sign weight, 3 down: 7"),
            ("words-2..+2", "words, 2 lines up and down: 7"),
            ("topic-words-8..+0", "topic words, 8 lines up: 7"),
            ("said-0..+8", "said, 8 lines down: 7"),
        ] {
            assert_eq!(describe(name, 7), told);
        }
    }

    #[test]
    fn what_moves_the_score_most_is_told_first() {
        let names: Vec<String> = crate::features::names();
        let mut tree = Tree { questions: [Question { column: 1, above: 255 }; DEPTH], leaves: [0; LEAVES] };
        tree.questions[0] = Question { column: 0, above: 200 };
        tree.leaves.iter_mut().step_by(2).for_each(|leaf| *leaf = -900);
        let forest = Forest { bias: 0, trees: vec![tree] };
        let mut lines = Lines::default();
        let doc = Document::parse(b"***\n", &mut lines);
        let mut findings = Findings::default();
        findings.reset(1);
        let mut features = Features::default();
        let table = features.of(&doc, &findings, &Outline::default(), &Lexicon::default(), &Wanted::default());
        let order = strongest(&forest, &names, table, 0, -900);
        assert_eq!(names[order[0]], "words");
    }
}
