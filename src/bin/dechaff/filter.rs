//! One text through the cleaner to standard output.

use std::io::{BufWriter, Write, stdout};
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use dechaff::{AuditWriter, Audited, Cleaner, Cut, Summary, Workspace, render};

use crate::diff;
use crate::exit::{Exit, usage};
use crate::messages::Messages;
use crate::settings::{Clean, Filter, Talk};
use crate::source::{Source, Text};
use crate::summary::Report;
use crate::terminal::View;

/// Cleans what `filter` says.
pub fn run(clean: &Clean, filter: &Filter) -> Result<Exit> {
    let start = Instant::now();
    let cleaner = &clean.cleaner;
    let messages = Messages::new(clean.talk, None);
    let audit = begin_audit(filter, cleaner)?;
    let raw = filter.source.read()?;
    let text = filter.source.decode(&raw)?;
    let mut workspace = Workspace::default();
    let cut = cleaner.cut_on(&text.bytes, filter.template.as_ref(), &mut workspace);
    if let Some(mut audit) = audit {
        let Text { bytes, encoding } = &text;
        let (name, lines, removals, spared) = (filter.source.name(), cut.lines, cut.removals, cut.spared);
        let document = Audited { name, original: &raw, text: bytes, encoding: *encoding, lines, removals, spared };
        audit.write(&document, cleaner.catalogue())?;
        audit.finish()?;
    }
    let name = filter.source.path().display();
    if let Some(encoding) = text.encoding {
        messages.note(format_args!("{name}: transcoded from {encoding} to UTF-8"));
    }
    if cut.spared {
        messages.note(format_args!("{name}: all of its text would have gone, so it is left whole"));
    }
    let mut out = BufWriter::new(stdout().lock());
    if clean.diff {
        diff::print(&mut out, &View::stdout(), filter.source.name(), &text.bytes, cut.removals)?;
    } else if !clean.dry_run {
        out.write_all(&render(&text.bytes, cut.removals))?;
    }
    out.flush()?;
    drop(out);
    if clean.dry_run || clean.talk == Talk::Verbose {
        let summary = figures(cleaner, raw.len(), &text, &cut);
        Report::new(&summary, clean, start.elapsed(), 1).print(&messages)?;
    }
    Ok(Exit::Success)
}

fn begin_audit(filter: &Filter, cleaner: &Cleaner) -> Result<Option<AuditWriter>> {
    let Some(path) = &filter.audit else { return Ok(None) };
    if let Source::File(input) = &filter.source
        && same_file(path, input)
    {
        return Err(usage(format!("{} is the text itself: name another file for the audit", path.display())));
    }
    Ok(Some(AuditWriter::create(path, filter.overwrite, cleaner.catalogue())?))
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn figures(cleaner: &Cleaner, size: usize, text: &Text<'_>, cut: &Cut<'_>) -> Summary {
    let mut summary = Summary::default();
    summary.files = 1;
    summary.bytes_in = size as u64;
    summary.bytes_out = text.bytes.len() as u64;
    summary.transcoded.extend(text.encoding.map(|name| (name, 1)));
    summary.bytes_out -= cut.removals.iter().map(|removal| removal.span.len() as u64).sum::<u64>();
    summary.count(cut, cleaner.catalogue());
    summary
}
