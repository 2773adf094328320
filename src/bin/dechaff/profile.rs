//! Profiles: merging them, and showing what they hold.

use std::io::{BufWriter, Write, stdout};

use anyhow::Result;
use dechaff::site::{Profile, RepeatedLine, Sample, Template};
use dechaff::{read_profile, write_profile};
use serde::Serialize;

use crate::args::{Format, MergeArgs, ProfileAction};
use crate::columns::{Table, cut};
use crate::exit::{Exit, usage};
use crate::messages::Messages;
use crate::sanitize::Safe;
use crate::settings::Talk;
use crate::terminal::View;
use crate::units::things;

/// Lines that are shown of a site among others.
const SOME: usize = 5;

/// Merges what `args` name.
pub fn merge(args: &MergeArgs) -> Result<Exit> {
    if args.output.exists() && !args.overwrite {
        return Err(usage(format!("{} is there already: add --overwrite to replace it", args.output.display())));
    }
    let mut whole = Profile::default();
    for path in &args.profiles {
        whole.merge(read_profile(path, true).map_err(usage)?);
    }
    write_profile(&args.output, &whole, args.overwrite)?;
    Messages::new(Talk::Normal, None).note(format_args!("{}: {}", args.output.display(), told(&whole)));
    Ok(Exit::Success)
}

/// How much a profile knows, in words.
pub fn told(profile: &Profile) -> String {
    let enough = profile.sites().filter(|(_, sample)| sample.len() >= Template::LEAST).count();
    let pages: u64 = profile.sites().map(|(_, sample)| sample.drawn_from()).sum();
    let sites = things(profile.sites().count() as u64, "site");
    format!("{}, {sites}, {enough} of them with pages enough to learn from", things(pages, "page"))
}

/// Does what `action` says.
pub fn run(action: &ProfileAction) -> Result<Exit> {
    let ProfileAction::Show { profile: path, site, format } = action;
    let profile = read_profile(path, true).map_err(usage)?;
    let wanted = |(name, _): &(&str, &Sample)| site.as_deref().is_none_or(|site| site == *name);
    let sites: Vec<Shown> = profile.sites().filter(wanted).map(|(name, sample)| show(&profile, name, sample)).collect();
    if let (Some(site), []) = (site, sites.as_slice()) {
        return Err(usage(format!("{}: no site is called {site}; `profile show` lists them", path.display())));
    }
    let mut out = BufWriter::new(stdout().lock());
    match format {
        Format::Json => writeln!(out, "{}", serde_json::to_string(&sites)?)?,
        Format::Text => print(&sites, if site.is_some() { usize::MAX } else { SOME }, &mut out)?,
    }
    out.flush()?;
    Ok(Exit::Success)
}

/// What is known of one site.
#[derive(Serialize)]
struct Shown<'p> {
    site: &'p str,
    /// Different pages that were seen; an estimate where the sample is full.
    pages: u64,
    /// Pages that are held, and learnt from.
    sample: usize,
    lines: Vec<ShownLine>,
    slots: usize,
    contents: usize,
}

#[derive(Serialize)]
struct ShownLine {
    pages: u32,
    place: &'static str,
    text: String,
}

fn show<'p>(profile: &Profile, site: &'p str, sample: &Sample) -> Shown<'p> {
    let (lines, [slots, contents]) = profile.describe(site).unwrap_or_default();
    let line = |RepeatedLine { text, pages, edge, .. }| ShownLine {
        pages,
        place: if edge { "head or foot" } else { "within" },
        text,
    };
    Shown {
        site,
        pages: sample.drawn_from(),
        sample: sample.len(),
        lines: lines.into_iter().map(line).collect(),
        slots,
        contents,
    }
}

fn print(sites: &[Shown<'_>], most: usize, out: &mut dyn Write) -> Result<()> {
    let view = View::stdout();
    let heading = view.palette.heading;
    for site in sites {
        let name = Safe(site.site.as_bytes());
        write!(out, "{heading}{name}{heading:#}: {}", things(site.pages, "page"))?;
        if site.sample < Template::LEAST {
            writeln!(out, ", too few to learn from")?;
            continue;
        }
        if (site.sample as u64) < site.pages {
            write!(out, ", {} looked at", site.sample)?;
        }
        let lines = things(site.lines.len() as u64, "repeated line");
        let slots = things(site.slots as u64, "slot");
        writeln!(out, "; {lines}, {slots}, {} for tables of contents", site.contents)?;
        let mut table = Table::new("><<");
        for line in site.lines.iter().take(most) {
            let text = if line.text.is_empty() { "(a long line)" } else { &line.text };
            let text = cut(&Safe(text.as_bytes()).to_string(), view.width.unwrap_or(100).saturating_sub(30));
            table.row([line.pages.to_string(), line.place.to_owned(), text]);
        }
        table.print(out, "  ", Default::default())?;
        if site.lines.len() > most {
            writeln!(out, "  and {} more: --site {name} shows all", site.lines.len() - most)?;
        }
    }
    Ok(())
}
