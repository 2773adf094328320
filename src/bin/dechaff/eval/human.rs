//! An evaluation for people: the means, what was taken rightly, and where it went worst.

use std::io::{self, Write};

use dechaff::eval::{Evaluation, Score, Took};

use super::WORST;
use crate::columns::Table;
use crate::sanitize::message;
use crate::terminal::View;
use crate::units::count;

/// How many rules are told of.
const RULES: usize = 15;

/// Prints `evaluation` as tables.
pub fn print(evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
    let heading = View::stdout().palette.heading;
    let (after, before) = evaluation.mean();
    let mut table = Table::new("<>>>");
    table.row([
        count(evaluation.documents.len() as u64) + " documents",
        "F1".into(),
        "precision".into(),
        "recall".into(),
    ]);
    table.row(row("before", &before));
    table.row(row("after", &after));
    table.print(out, "", heading)?;
    let (harmed, gold) = evaluation.harm();
    let part = 100.0 * harmed as f64 / gold.max(1) as f64;
    writeln!(out, "\nOf the {} words to be kept, {} went ({part:.2} %).", count(gold), count(harmed))?;

    let kinds = evaluation.kinds.iter().map(|(kind, took)| (kind.name().to_owned(), *took)).collect();
    let rules = evaluation.rules.iter().map(|(rule, took)| (rule.clone(), *took)).collect();
    for (title, took) in [("kind", kinds), ("rule", rules)] {
        taken(title, took, heading, out)?;
    }

    writeln!(out)?;
    let mut table = Table::new("<>>>>");
    table.row(["worst".into(), "F1".into(), "precision".into(), "recall".into(), "words harmed".into()]);
    for document in evaluation.worst(WORST) {
        let [name, f1, precision, recall] = row(&message(&document.name), &document.score);
        table.row([name, f1, precision, recall, count(document.harmed)]);
    }
    table.print(out, "", heading)
}

/// What was taken, the most first, and how much of it rightly.
fn taken(title: &str, mut took: Vec<(String, Took)>, heading: anstyle::Style, out: &mut dyn Write) -> io::Result<()> {
    if took.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    took.sort_by(|(one, a), (other, b)| b.lines.cmp(&a.lines).then_with(|| one.cmp(other)));
    let mut table = Table::new("<>>>");
    table.row([title.to_owned(), "lines taken".into(), "wrongly".into(), "precision".into()]);
    for (name, took) in took.into_iter().take(RULES) {
        table.row([message(&name), count(took.lines), count(took.wrong_lines), format!("{:.3}", took.precision())]);
    }
    table.print(out, "", heading)
}

fn row(name: &str, score: &Score) -> [String; 4] {
    let figure = |figure: f64| format!("{figure:.4}");
    [name.to_owned(), figure(score.f1), figure(score.precision), figure(score.recall)]
}
