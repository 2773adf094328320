//! A bench for machines. Keys are never renamed, only added.

use std::io::{self, Write};

use serde::Serialize;

use super::figures::{Figures, Rounds};

#[derive(Serialize)]
struct Bench<'a> {
    folder: &'a str,
    files: u64,
    documents: u64,
    bytes: u64,
    rounds: usize,
    threads: Vec<Row>,
    stages: Vec<Stage>,
    limit: &'static str,
}

#[derive(Serialize)]
struct Row {
    threads: usize,
    documents_per_second: f64,
    clean_mb_per_second: Spread,
    copy_mb_per_second: Spread,
    read_mb_per_second: Spread,
    in_memory_mb_per_second: Spread,
}

#[derive(Serialize)]
struct Stage {
    stage: &'static str,
    nanoseconds_per_byte: Spread,
}

#[derive(Serialize)]
struct Spread {
    median: f64,
    lowest: f64,
    highest: f64,
}

impl From<&Rounds> for Spread {
    fn from(rounds: &Rounds) -> Self {
        let (lowest, highest) = rounds.spread();
        Spread { median: rounds.median(), lowest, highest }
    }
}

/// Prints `figures` as one object on one line.
pub fn print(figures: &Figures, out: &mut dyn Write) -> io::Result<()> {
    let threads = figures.rows.iter().map(|row| Row {
        threads: row.threads,
        documents_per_second: figures.documents_a_second(row.clean.median()),
        clean_mb_per_second: (&row.clean).into(),
        copy_mb_per_second: (&row.copy).into(),
        read_mb_per_second: (&row.read).into(),
        in_memory_mb_per_second: (&row.core).into(),
    });
    let stages = figures.costs.iter();
    let stages = stages.map(|cost| Stage { stage: cost.stage, nanoseconds_per_byte: (&cost.time).into() });
    let bench = Bench {
        folder: &figures.folder,
        files: figures.files,
        documents: figures.documents,
        bytes: figures.bytes,
        rounds: figures.rounds,
        threads: threads.collect(),
        stages: stages.collect(),
        limit: figures.limit().name(),
    };
    serde_json::to_writer(&mut *out, &bench)?;
    writeln!(out)
}
