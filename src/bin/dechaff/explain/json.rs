//! An explanation for machines. Keys are never renamed, only added.

use std::io::{self, Write};

use dechaff::{ExplainedLine, Reason};
use serde::Serialize;

use super::Explained;

#[derive(Serialize)]
struct Figures<'a> {
    lines: Vec<Line<'a>>,
    spared: bool,
    encoding: Option<&'static str>,
}

#[derive(Serialize)]
struct Line<'a> {
    number: usize,
    text: std::borrow::Cow<'a, str>,
    kept: bool,
    points: i32,
    reasons: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    rule: &'a str,
    kind: &'static str,
    weight: i16,
    about: &'a str,
}

impl<'a> From<&'a ExplainedLine<'a>> for Line<'a> {
    fn from(line: &'a ExplainedLine<'a>) -> Self {
        let ExplainedLine { number, text, kept, points, reasons } = line;
        let text = String::from_utf8_lossy(text.strip_suffix(b"\n").unwrap_or(text));
        Line { number: *number, text, kept: *kept, points: *points, reasons: reasons.iter().map(Said::from).collect() }
    }
}

impl<'a> From<&'a Reason> for Said<'a> {
    fn from(reason: &'a Reason) -> Self {
        let Reason { rule, kind, weight, about } = reason;
        Said { rule, kind: kind.name(), weight: *weight, about }
    }
}

/// Prints `explained` as one object on one line.
pub fn print(explained: &Explained<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = explained.explanation.lines.iter().map(Line::from).collect();
    let figures = Figures { lines, spared: explained.explanation.spared, encoding: explained.encoding };
    serde_json::to_writer(&mut *out, &figures)?;
    writeln!(out)
}
