//! What cleaning is worth on pages whose clean copies are at hand.

mod html;
mod human;
mod json;

use std::fs;
use std::io::{BufWriter, Write, stdout};
use std::slice;

use anyhow::Result;
use dechaff::eval::Evaluation;
use dechaff::{Cleaned, Cleaner};

use crate::args::{EvalArgs, Format};
use crate::exit::{Exit, usage};
use crate::pairs::{names, read};
use crate::settings::cleaner;

/// How many documents are told of as the worst.
const WORST: usize = 10;

/// Does what `args` say.
pub fn run(args: &EvalArgs) -> Result<Exit> {
    if let Some(report) = args.report.as_ref().filter(|report| report.exists() && !args.overwrite) {
        return Err(usage(format!("{} is there already: add --overwrite to replace it", report.display())));
    }
    let cleaner = match args.as_is {
        true => None,
        false => Some(cleaner(&args.packs, &args.mode, slice::from_ref(&args.raw))?),
    };
    let mut evaluation = Evaluation::default();
    for name in names(&args.raw, &args.gold)? {
        let (raw, gold) = (read(&args.raw.join(&name))?, read(&args.gold.join(&name))?);
        evaluation.add(&name.display().to_string(), &raw, &clean(cleaner.as_ref(), &raw), &gold);
    }
    let mut out = BufWriter::new(stdout().lock());
    match args.format {
        Format::Text => human::print(&evaluation, &mut out)?,
        Format::Json => json::print(&evaluation, &mut out)?,
    }
    out.flush()?;
    if let Some(report) = &args.report {
        let mut page = html::head(&evaluation);
        for document in evaluation.worst(WORST) {
            let (raw, gold) = (read(&args.raw.join(&document.name))?, read(&args.gold.join(&document.name))?);
            page += &html::document(document, &dechaff::eval::compare(&raw, &clean(cleaner.as_ref(), &raw), &gold));
        }
        page += html::FOOT;
        fs::write(report, page).map_err(|e| dechaff::Error::write(report, e))?;
    }
    Ok(Exit::Success)
}

/// `text` cleaned; untouched where there is no cleaner.
fn clean<'t>(cleaner: Option<&Cleaner>, text: &'t str) -> Cleaned<'t> {
    cleaner.map_or_else(|| Cleaned::untouched(text), |cleaner| cleaner.clean(text))
}
