//! Every line of a text with its verdict and the rules that spoke.

mod human;
mod json;

use std::io::{BufWriter, Write, stdout};
use std::slice;

use anyhow::Result;
use dechaff::Explanation;

use crate::args::{ExplainArgs, Format};
use crate::exit::Exit;
use crate::settings::cleaner;
use crate::source::Source;
use crate::terminal::View;

/// An explanation with what a reader wants to know besides.
struct Explained<'a> {
    explanation: &'a Explanation<'a>,
    encoding: Option<&'static str>,
    verbose: bool,
}

/// Explains what `args` say.
pub fn run(args: &ExplainArgs) -> Result<Exit> {
    let cleaner = cleaner(&args.packs, &args.mode, slice::from_ref(&args.input))?;
    let source = Source::of(&args.input);
    let raw = source.read()?;
    let text = source.decode(&raw)?;
    let explanation = cleaner.explain(&text.bytes);
    let explained = Explained { explanation: &explanation, encoding: text.encoding, verbose: args.verbose };
    let mut out = BufWriter::new(stdout().lock());
    match args.format {
        Format::Text => human::print(&explained, &View::stdout(), &mut out)?,
        Format::Json => json::print(&explained, &mut out)?,
    }
    out.flush()?;
    Ok(Exit::Success)
}
