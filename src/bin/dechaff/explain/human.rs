//! An explanation to read: `number mark points text`, and below a line the rules that spoke on it.

use std::io::{self, Write};

use dechaff::{ExplainedLine, Reason};

use super::Explained;
use crate::columns::cut;
use crate::sanitize::Safe;
use crate::terminal::View;
use crate::units::{count, percent, things};

/// Prints `explained`, a summary last.
pub fn print(explained: &Explained<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let lines = &explained.explanation.lines;
    let digits = lines.len().to_string().len().max(3);
    for line in lines {
        print_line(line, digits, view, out)?;
        print_reasons(line, digits, explained.verbose, view, out)?;
    }
    print_summary(explained, view, out)
}

fn print_line(line: &ExplainedLine<'_>, digits: usize, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let dim = view.palette.dim;
    let (mark, style) = if line.kept { (' ', Default::default()) } else { ('-', view.palette.gone) };
    let points = if line.reasons.iter().all(is_silent) { String::new() } else { line.points.to_string() };
    let text = line.text.strip_suffix(b"\n").unwrap_or(line.text);
    let mut text = Safe(text.strip_suffix(b"\r").unwrap_or(text)).to_string();
    if let Some(width) = view.width.filter(|_| view.terminal) {
        text = cut(&text, width.saturating_sub(digits + 9));
    }
    let number = line.number;
    let row = format!("{dim}{number:>digits$}{dim:#} {style}{mark} {points:>4}  {text}");
    writeln!(out, "{}{style:#}", row.trim_end())
}

fn print_reasons(
    line: &ExplainedLine<'_>,
    digits: usize,
    verbose: bool,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (dim, rule) = (view.palette.dim, view.palette.rule);
    let indent = " ".repeat(digits + 9);
    let shown = |reason: &Reason| {
        let id = Safe(reason.rule.as_bytes());
        format!("{rule}{id}{rule:#} {:+}", reason.weight)
    };
    if verbose {
        for reason in &line.reasons {
            let about = Safe(reason.about.as_bytes());
            writeln!(out, "{indent}{}  {dim}{}: {about}{dim:#}", shown(reason), reason.kind)?;
        }
    } else {
        let reasons: Vec<String> = line.reasons.iter().filter(|reason| !is_silent(reason)).map(shown).collect();
        if !reasons.is_empty() {
            writeln!(out, "{indent}{}", reasons.join(", "))?;
        }
    }
    Ok(())
}

/// Whether a rule saw the line and found nothing to say for or against it.
fn is_silent(reason: &Reason) -> bool {
    reason.weight == 0
}

fn print_summary(explained: &Explained<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let lines = &explained.explanation.lines;
    let gone = || lines.iter().filter(|line| !line.kept);
    let size = |line: &ExplainedLine<'_>| line.text.len() as u64;
    let (all, gone_bytes): (u64, u64) = (lines.iter().map(size).sum(), gone().map(size).sum());
    let heading = view.palette.heading;
    let number = count(gone().count() as u64);
    write!(out, "\n{heading}Gone:{heading:#} {number} of {}", things(lines.len() as u64, "line"))?;
    write!(out, ", {} of {} bytes ({})", count(gone_bytes), count(all), percent(gone_bytes, all))?;
    if let Some(encoding) = explained.encoding {
        write!(out, "; transcoded from {encoding}")?;
    }
    writeln!(out)?;
    if explained.explanation.spared {
        writeln!(out, "All of the text would have gone, so it is left whole.")?;
    }
    Ok(())
}
