//! The summary for people: short where all went well, and silent about what did not happen.

use std::io::{self, Write};

use dechaff::{Kind, Summary};

use super::Report;
use crate::columns::Table;
use crate::sanitize::message;
use crate::terminal::View;
use crate::units::{bytes, count, percent, rate, things, time};

/// Prints `report`.
pub fn print(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    headline(report, view, out)?;
    removed(report, view, out)?;
    busiest(report, view, out)?;
    asides(report, view, out)?;
    failures(report, view, out)?;
    let warn = view.palette.rule;
    if report.summary.interrupted {
        writeln!(
            out,
            "\n{warn}Interrupted.{warn:#} What was written is whole; run it again with --overwrite to finish."
        )?;
    }
    if report.dry_run {
        writeln!(out, "\n{warn}Dry run:{warn:#} nothing was written.")?;
    }
    Ok(())
}

fn headline(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary;
    let style = if summary.failed() > 0 || summary.interrupted { view.palette.heading } else { view.palette.good };
    let verb = if report.dry_run { "Read" } else { "Cleaned" };
    writeln!(
        out,
        "{style}{verb} {}{style:#} in {}: {} in, {} out, {}/s with {}",
        documents(summary),
        time(report.elapsed),
        bytes(summary.bytes_in),
        bytes(summary.bytes_out),
        bytes(rate(summary.bytes_in, report.elapsed)),
        things(report.threads as u64, "thread"),
    )
}

/// What was cleaned: files, and records where there were some.
fn documents(summary: &Summary) -> String {
    match (summary.files, summary.records) {
        (files, 0) => things(files, "file"),
        (0, records) => things(records, "record"),
        (files, records) => format!("{} with {}", things(files, "file"), things(records, "record")),
    }
}

fn removed(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary;
    if summary.removed.lines == 0 {
        return writeln!(out, "No line had to go.");
    }
    let mut table = Table::new("<>>>");
    table.row(["Removed", "lines", "bytes", "of all lines"].map(String::from));
    let mut row = |name: &str, lines, size| {
        table.row([name.to_owned(), count(lines), bytes(size), percent(lines, summary.lines_in)]);
    };
    for kind in Kind::ALL {
        if let Some(tally) = summary.kinds.get(&kind) {
            row(kind.name(), tally.lines, tally.bytes);
        }
    }
    row("all", summary.removed.lines, summary.removed.bytes);
    writeln!(out)?;
    table.print(out, "  ", view.palette.heading)
}

fn busiest(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let busiest = report.summary.busiest(10);
    if busiest.is_empty() {
        return Ok(());
    }
    let mut table = Table::new("<<>");
    table.row(["Busiest rules", "kind", "lines"].map(String::from));
    for (rule, lines) in busiest {
        let info = report.catalogue.get(rule);
        table.row([message(&info.id), info.kind.to_string(), count(lines)]);
    }
    writeln!(out)?;
    table.print(out, "  ", view.palette.heading)
}

/// What was skipped, transcoded and left whole, a line each.
fn asides(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary;
    let mut asides = Vec::new();
    if !summary.skipped.is_empty() {
        let reasons = summary.skipped.iter().map(|(why, n)| format!("{why} {}", count(*n)));
        asides.push(("Skipped", reasons.collect::<Vec<_>>().join(", ")));
    }
    if !summary.transcoded.is_empty() {
        let encodings = summary.transcoded.iter().map(|(name, n)| format!("{name} {}", count(*n)));
        asides.push(("Transcoded", encodings.collect::<Vec<_>>().join(", ")));
    }
    if summary.spared > 0 {
        let files = things(summary.spared, "file");
        asides.push(("Left whole", format!("{files} that would have lost all text")));
    }
    if !summary.passed.is_empty() {
        let sorts = summary.passed.iter().map(|(what, n)| format!("{what} {}", count(*n)));
        asides.push(("Passed on", message(&sorts.collect::<Vec<_>>().join(", "))));
    }
    if !summary.rejected.is_empty() {
        asides.push(("Rejected", rejected(summary)));
    }
    if !asides.is_empty() {
        writeln!(out)?;
    }
    let style = view.palette.heading;
    for (label, text) in asides {
        writeln!(out, "  {style}{label:<10}{style:#}  {text}")?;
    }
    Ok(())
}

/// How many records were put aside, by reason.
pub fn rejected(summary: &Summary) -> String {
    let reasons = summary.rejected.iter().map(|(why, n)| format!("{why} {}", count(*n)));
    reasons.collect::<Vec<_>>().join(", ")
}

fn failures(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary;
    if summary.failed() == 0 {
        return Ok(());
    }
    let style = view.palette.error;
    writeln!(out, "\n  {style}Failed{style:#}  {:>4}", count(summary.failed()))?;
    let mut causes: Vec<_> = summary.failures.iter().collect();
    causes.sort_by_key(|&(cause, n)| (std::cmp::Reverse(*n), cause));
    for (cause, n) in causes {
        writeln!(out, "  {:>12}  {}", count(*n), message(cause))?;
    }
    Ok(())
}
