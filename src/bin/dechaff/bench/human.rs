//! A bench for people: two tables and a sentence.

use std::io::{self, Write};

use super::figures::{Figures, Rounds};
use crate::columns::Table;
use crate::sanitize::message;
use crate::terminal::View;
use crate::units::{bytes, count, things};

/// Prints `figures` as tables.
pub fn print(figures: &Figures, out: &mut dyn Write) -> io::Result<()> {
    let heading = View::stdout().palette.heading;
    writeln!(
        out,
        "{}: {}, {}; medians of {}, with the lowest and the highest",
        message(&figures.folder),
        things(figures.documents, "document"),
        bytes(figures.bytes),
        things(figures.rounds as u64, "round")
    )?;
    writeln!(out)?;
    let mut table = Table::new(">>>>>>");
    table.row(["threads", "clean MB/s", "documents/s", "copy MB/s", "read MB/s", "in memory MB/s"].map(str::to_owned));
    for row in &figures.rows {
        let documents = figures.documents_a_second(row.clean.median());
        let [clean, copy, read, core] = [&row.clean, &row.copy, &row.read, &row.core].map(rate);
        table.row([count(row.threads as u64), clean, count(documents as u64), copy, read, core]);
    }
    table.print(out, "", heading)?;
    writeln!(out)?;
    let mut table = Table::new("<>>");
    table.row(["on one thread", "ns a byte", "share"].map(str::to_owned));
    let whole = figures.cost();
    for cost in &figures.costs {
        let time = cost.time.median();
        let share = if whole > 0.0 { 100.0 * time / whole } else { 0.0 };
        table.row([cost.stage.to_owned(), format!("{time:.2}"), format!("{share:.1} %")]);
    }
    table.print(out, "", heading)?;
    writeln!(out, "\nThe limit: {}.", figures.limit().says())
}

fn rate(rounds: &Rounds) -> String {
    let (low, high) = rounds.spread();
    format!("{:.0} ({low:.0}-{high:.0})", rounds.median())
}
