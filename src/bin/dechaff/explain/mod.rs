//! Every line of a text with its verdict and the rules that spoke.

mod human;
mod json;

use std::io::{BufWriter, Write, stdout};
use std::path::Path;
use std::slice;

use anyhow::Result;
use dechaff::site::Template;
use dechaff::{Explanation, SiteBy, read_profile};

use crate::args::{ExplainArgs, Format};
use crate::exit::{Exit, usage};
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
    let known = args.profile.as_deref().map(|path| template(args, path)).transpose()?;
    let site = known.as_ref().map(|(name, template)| (name.as_str(), template));
    let explanation = cleaner.explain_on(&text.bytes, site);
    let explained = Explained { explanation: &explanation, encoding: text.encoding, verbose: args.verbose };
    let mut out = BufWriter::new(stdout().lock());
    match args.format {
        Format::Text => human::print(&explained, &View::stdout(), &mut out)?,
        Format::Json => json::print(&explained, &mut out)?,
    }
    out.flush()?;
    Ok(Exit::Success)
}

/// The site that `args` name or the file lies in, and its template in the profile at `path`.
fn template(args: &ExplainArgs, path: &Path) -> Result<(String, Template)> {
    let profile = read_profile(path, false).map_err(usage)?;
    let file = args.input.file_name().map_or(args.input.as_path(), Path::new);
    let site = args.site.clone().unwrap_or_else(|| SiteBy::Folder.site(&args.input, file));
    match profile.template(&site) {
        Some(template) => Ok((site, template)),
        None => Err(usage(format!("{}: no site is called {site}; name one with --site", path.display()))),
    }
}
