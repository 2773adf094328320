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
            "\n{warn}Interrupted.{warn:#} What was written is whole; {}.",
            if report.gathered { "begin anew for the rest" } else { "--resume goes on, --overwrite begins anew" }
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
    if summary.files == 0 && summary.unchanged > 0 {
        return Ok(());
    }
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
        table.row([message(info.id), info.kind.to_string(), count(lines)]);
    }
    writeln!(out)?;
    table.print(out, "  ", view.palette.heading)
}

/// So many clean copies, in words.
fn copies(n: u64) -> String {
    if n == 1 { "1 clean copy".to_owned() } else { format!("{} clean copies", count(n)) }
}

/// What was skipped, transcoded, left whole, and left from former runs, a line each.
fn asides(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary;
    let mut asides = Vec::new();
    if summary.unchanged > 0 {
        asides.push(("Unchanged", things(summary.unchanged, "file")));
    }
    if !summary.again.is_empty() {
        let reasons = summary.again.iter().map(|(why, n)| format!("{why} {}", count(*n)));
        asides.push(("Cleaned", reasons.collect::<Vec<_>>().join(", ")));
    }
    if summary.pruned > 0 {
        asides.push(("Pruned", format!("{} of inputs that are gone", copies(summary.pruned))));
    }
    if summary.gone > 0 {
        asides.push(("Gone", format!("the inputs of {}; --prune removes them", copies(summary.gone))));
    }
    if summary.damaged > 0 {
        let lines = things(summary.damaged, "line");
        asides.push(("Journal", format!("{lines} damaged; what they told of was done again")));
    }
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
        let label = if report.gathered { "Left out" } else { "Passed on" };
        asides.push((label, message(&sorts.collect::<Vec<_>>().join(", "))));
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
