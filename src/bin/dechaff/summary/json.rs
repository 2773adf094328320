//! The summary for machines: one JSON object on one line. Keys are never renamed, only added.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use crate::units;

#[derive(Serialize)]
struct Figures<'a> {
    files: u64,
    records: u64,
    passed: &'a BTreeMap<String, u64>,
    rejected: BTreeMap<&'static str, u64>,
    bytes_in: u64,
    bytes_out: u64,
    lines_in: u64,
    removed: Tally,
    kinds: BTreeMap<&'static str, Tally>,
    rules: Vec<Rule<'a>>,
    unchanged: u64,
    again: BTreeMap<&'static str, u64>,
    pruned: u64,
    gone: u64,
    journal_lines_damaged: u64,
    skipped: BTreeMap<&'static str, u64>,
    transcoded: &'a BTreeMap<&'static str, u64>,
    spared: u64,
    failed: u64,
    failures: &'a BTreeMap<String, u64>,
    interrupted: bool,
    dry_run: bool,
    seconds: f64,
    bytes_per_second: u64,
    threads: usize,
}

#[derive(Serialize)]
struct Tally {
    lines: u64,
    bytes: u64,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    kind: &'static str,
    lines: u64,
}

impl From<&dechaff::Tally> for Tally {
    fn from(tally: &dechaff::Tally) -> Self {
        Tally { lines: tally.lines, bytes: tally.bytes }
    }
}

/// Prints `report`, all rules that removed a line included.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary;
    let rules = summary.busiest(usize::MAX).into_iter().map(|(rule, lines)| {
        let info = report.catalogue.get(rule);
        Rule { rule: info.id, kind: info.kind.name(), lines }
    });
    let figures = Figures {
        files: summary.files,
        records: summary.records,
        passed: &summary.passed,
        rejected: summary.rejected.iter().map(|(why, n)| (why.name(), *n)).collect(),
        bytes_in: summary.bytes_in,
        bytes_out: summary.bytes_out,
        lines_in: summary.lines_in,
        removed: Tally::from(&summary.removed),
        kinds: summary.kinds.iter().map(|(kind, tally)| (kind.name(), Tally::from(tally))).collect(),
        rules: rules.collect(),
        unchanged: summary.unchanged,
        again: summary.again.iter().map(|(why, n)| (why.name(), *n)).collect(),
        pruned: summary.pruned,
        gone: summary.gone,
        journal_lines_damaged: summary.damaged,
        skipped: summary.skipped.iter().map(|(why, n)| (why.name(), *n)).collect(),
        transcoded: &summary.transcoded,
        spared: summary.spared,
        failed: summary.failed(),
        failures: &summary.failures,
        interrupted: summary.interrupted,
        dry_run: report.dry_run,
        seconds: report.elapsed.as_secs_f64(),
        bytes_per_second: units::rate(summary.bytes_in, report.elapsed),
        threads: report.threads,
    };
    serde_json::to_writer(&mut *out, &figures)?;
    writeln!(out)
}
