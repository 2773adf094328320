//! What would go, as a unified diff. The removals are known, so the hunks are laid around them and nothing is compared.

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use dechaff::Removal;

use crate::sanitize::Safe;
use crate::terminal::View;

const CONTEXT: usize = 3;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// One line of a diff.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Op {
    Keep,
    Cut,
    Add,
}

/// A line with the bytes in front of it that are not part of its text: a byte order mark, or nothing.
struct Row<'a> {
    op: Op,
    mark: &'static [u8],
    line: &'a [u8],
}

/// Prints what `removals` take from the document `name`, whose text is `text`.
pub fn print(out: &mut dyn Write, view: &View, name: &Path, text: &[u8], removals: &[Removal]) -> io::Result<()> {
    if removals.is_empty() {
        return Ok(());
    }
    let heading = view.palette.heading;
    let name = Safe(name.as_os_str().as_encoded_bytes()).to_string();
    // A tab ends the name for `patch`, to which all behind it is a time.
    let tab = if name.contains(' ') { "\t" } else { "" };
    writeln!(out, "{heading}--- {name}{tab}{heading:#}\n{heading}+++ {name}\t(clean){heading:#}")?;
    let rows = rows(text, removals);
    let (mut old, mut new, mut seen) = (0, 0, 0);
    for hunk in hunks(&rows) {
        // Between hunks all rows are kept.
        old += hunk.start - seen;
        new += hunk.start - seen;
        seen = hunk.end;
        let rows = &rows[hunk];
        let of_old = rows.iter().filter(|row| row.op != Op::Add).count();
        let of_new = rows.iter().filter(|row| row.op != Op::Cut).count();
        let place = view.palette.place;
        writeln!(out, "{place}@@ -{} +{} @@{place:#}", range(old, of_old), range(new, of_new))?;
        old += of_old;
        new += of_new;
        for row in rows {
            print_row(out, view, row)?;
        }
    }
    Ok(())
}

fn rows<'a>(text: &'a [u8], removals: &[Removal]) -> Vec<Row<'a>> {
    let bom = text.starts_with(BOM);
    let mut mark = if bom { BOM } else { b"" };
    let mut removals = removals.iter().peekable();
    let mut rows = Vec::new();
    let mut at = mark.len();
    // A mark whose line goes moves to the first line that stays, which changes by it.
    let mut homeless = false;
    for line in text[at..].split_inclusive(|&b| b == b'\n') {
        while removals.next_if(|r| r.span.end as usize <= at).is_some() {}
        let cut = removals.peek().is_some_and(|r| (r.span.start as usize) <= at);
        at += line.len();
        match (cut, homeless) {
            (true, _) => {
                homeless |= bom && rows.is_empty();
                rows.push(Row { op: Op::Cut, mark, line });
            }
            (false, true) => {
                homeless = false;
                rows.push(Row { op: Op::Cut, mark, line });
                rows.push(Row { op: Op::Add, mark: BOM, line });
            }
            (false, false) => rows.push(Row { op: Op::Keep, mark, line }),
        }
        mark = b"";
    }
    if homeless {
        rows.push(Row { op: Op::Add, mark: BOM, line: b"" });
    }
    rows
}

/// The changed rows with their context; hunks that touch are one.
fn hunks(rows: &[Row<'_>]) -> Vec<Range<usize>> {
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for (i, _) in rows.iter().enumerate().filter(|(_, row)| row.op != Op::Keep) {
        let end = (i + 1 + CONTEXT).min(rows.len());
        match hunks.last_mut() {
            Some(last) if i.saturating_sub(CONTEXT) <= last.end => last.end = end,
            _ => hunks.push(i.saturating_sub(CONTEXT)..end),
        }
    }
    hunks
}

/// `start,length` as `patch` wants it: an empty range names the line before it.
fn range(before: usize, length: usize) -> String {
    match length {
        0 => format!("{before},0"),
        1 => format!("{}", before + 1),
        _ => format!("{},{length}", before + 1),
    }
}

fn print_row(out: &mut dyn Write, view: &View, row: &Row<'_>) -> io::Result<()> {
    let (sign, style) = match row.op {
        Op::Keep => (' ', Default::default()),
        Op::Cut => ('-', view.palette.gone),
        Op::Add => ('+', view.palette.added),
    };
    let (line, ended) = row.line.strip_suffix(b"\n").map_or((row.line, false), |line| (line, true));
    write!(out, "{style}{sign}")?;
    if view.terminal {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        write!(out, "{}", Safe(line))?;
    } else {
        out.write_all(row.mark)?;
        out.write_all(line)?;
    }
    writeln!(out, "{style:#}")?;
    if !ended {
        writeln!(out, "\\ No newline at end of file")?;
    }
    Ok(())
}
