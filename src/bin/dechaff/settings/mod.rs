//! From what was typed and what `dechaff.toml` says to what is to be done; nothing below this knows a flag.

mod packs;
mod plans;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use dechaff::site::{Profile, Template};
use dechaff::{Builder, Cleaner, ContainerKind, Fields, Mode, Plan, SiteBy, every_processor, read_profile};

pub use self::packs::{Packs, read_pack};
pub use self::plans::{benching, learning};
use self::plans::{gathering, plan, watching};
use crate::args::{CleanArgs, Format, ModeArgs, ModeName, PackArgs, TalkArgs, WatchArgs};
use crate::config::Config;
use crate::exit::{Usage, usage};
use crate::source::{Source, is_dash};

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Talk {
    Quiet,
    Normal,
    Verbose,
}

impl From<&TalkArgs> for Talk {
    fn from(args: &TalkArgs) -> Self {
        match (args.quiet, args.verbose) {
            (true, _) => Talk::Quiet,
            (_, true) => Talk::Verbose,
            _ => Talk::Normal,
        }
    }
}

/// What `clean` is to do.
#[derive(Debug)]
pub struct Clean {
    pub cleaner: Cleaner,
    pub job: Job,
    pub diff: bool,
    pub dry_run: bool,
    pub format: Format,
    pub talk: Talk,
}

/// The ways to clean.
#[derive(Debug)]
pub enum Job {
    /// One text, to standard output.
    Filter(Filter),
    /// Records, to standard output as they come.
    Stream(Stream),
    /// Files and folders, to files.
    Batch(Plan),
    /// The same as they come.
    Watch(Plan),
}

/// Records, to standard output as they come.
#[derive(Debug)]
pub struct Stream {
    pub source: Source,
    pub fields: Fields,
    pub rejects: PathBuf,
    pub strict: bool,
    pub threads: NonZeroUsize,
    /// What is known of sites.
    pub profile: Option<Profile>,
    pub site_by: SiteBy,
}

/// One text, to standard output.
#[derive(Debug)]
pub struct Filter {
    pub source: Source,
    pub audit: Option<PathBuf>,
    pub overwrite: bool,
    /// What is known of its site.
    pub template: Option<Template>,
}

impl Clean {
    /// Settles what `args` ask for.
    pub fn new(mut args: CleanArgs) -> Result<Self> {
        if args.output.as_deref().is_some_and(is_dash) {
            ensure!(!args.resume, Usage::new("--resume goes on in a folder or a file: `-o -` is neither"));
            args.output = None;
        }
        let config = Config::load(args.packs.config.as_deref(), &args.inputs)?;
        let (diff, dry_run, format, talk) = (args.diff, args.dry_run, args.format, Talk::from(&args.talk));
        let packs = Packs::load(&args.packs, &config)?;
        let builder = judged(packs.builder(), &args.mode, config.mode)?;
        let json = format == Format::Json;
        ensure!(!(json && diff), Usage::new("--format json and --diff both print to standard output; choose one"));
        let job = if args.records.to.is_some() {
            Job::Batch(gathering(args, config)?)
        } else if args.records.jsonl || is_stream(&args) {
            Job::Stream(stream(args, config)?)
        } else if is_filter(&args)? {
            let taken = json && !dry_run;
            ensure!(!taken, Usage::new("--format json prints to standard output, where the text goes; add -o OUT"));
            let template =
                args.sites.profile.as_deref().map(|path| known(path, &args.inputs[0], args.sites.by.site_by));
            let template = template.transpose()?.flatten();
            let source = Source::of(&args.inputs[0]);
            Job::Filter(Filter { source, audit: args.audit, overwrite: args.overwrite, template })
        } else {
            Job::Batch(plan(args, config)?)
        };
        Ok(Clean { cleaner: builder.build().map_err(usage)?, job, diff, dry_run, format, talk })
    }

    /// Settles what `args` ask for.
    pub fn watch(args: WatchArgs) -> Result<Self> {
        let config = Config::load(args.packs.config.as_deref(), &args.inputs)?;
        let (format, talk) = (args.format, Talk::from(&args.talk));
        let builder = judged(Packs::load(&args.packs, &config)?.builder(), &args.mode, config.mode)?;
        let cleaner = builder.build().map_err(usage)?;
        Ok(Clean { cleaner, job: Job::Watch(watching(args, config)?), diff: false, dry_run: false, format, talk })
    }
}

/// A cleaner for `explain`: the packs of `packs` and the judgement of `mode`.
pub fn cleaner(packs: &PackArgs, mode: &ModeArgs, inputs: &[PathBuf]) -> Result<Cleaner> {
    let config = Config::load(packs.config.as_deref(), inputs)?;
    judged(Packs::load(packs, &config)?.builder(), mode, config.mode)?.build().map_err(usage)
}

/// The builder with the mode and the model that `args` ask for, or else the mode that `configured` names.
fn judged(builder: Builder, args: &ModeArgs, configured: Option<ModeName>) -> Result<Builder> {
    let builder = match &args.model {
        Some(path) => {
            let bytes = fs::read(path).map_err(|e| usage(format!("{}: can't read: {e}", path.display())))?;
            builder.model(&bytes, &path.display().to_string()).map_err(usage)?
        }
        None => builder,
    };
    Ok(builder.mode(match (args.threshold, args.mode.or(configured)) {
        (Some(percent), _) => Mode::Threshold(percent),
        (None, Some(ModeName::Light)) => Mode::Light,
        (None, Some(ModeName::Standard) | None) => Mode::Standard,
        (None, Some(ModeName::Strict)) => Mode::Strict,
    }))
}

/// Whether the records of a single file go to standard output.
fn is_stream(args: &CleanArgs) -> bool {
    let to_stdout = args.output.is_none() && !args.dry_run;
    to_stdout && matches!(args.inputs.as_slice(), [one] if one.is_file() && is_json_lines(one))
}

fn is_json_lines(path: &Path) -> bool {
    ContainerKind::of(path).is_some_and(ContainerKind::is_json_lines)
}

/// Whether a single text goes to standard output.
fn is_filter(args: &CleanArgs) -> Result<bool> {
    if args.inputs.iter().any(|input| is_dash(input)) {
        ensure!(args.inputs.len() == 1, Usage::new("`-` (standard input) can't be mixed with other inputs"));
        ensure!(args.output.is_none(), Usage::new("`-` is cleaned to standard output: use `> FILE` instead of -o"));
        return Ok(true);
    }
    if args.output.is_some() || args.dry_run {
        return Ok(false);
    }
    let many = "say where the clean copies go with -o OUT, or see with --dry-run what would go";
    match args.inputs.as_slice() {
        [one] if one.is_dir() => Err(usage(format!("{} is a folder: {many}", one.display()))),
        [one] if ContainerKind::of(one).is_some() => Err(usage(format!("{} holds records: {many}", one.display()))),
        [_] => Ok(true),
        _ => Err(usage(format!("there are several inputs: {many}"))),
    }
}

/// Where rejects of a stream go, unless one says otherwise: there is no output to put them beside.
const REJECTS: &str = "dechaff.rejects.jsonl";

fn stream(args: CleanArgs, config: Config) -> Result<Stream> {
    let [input] = args.inputs.as_slice() else {
        return Err(usage("--jsonl takes one input: `-` for standard input, or a file"));
    };
    ensure!(args.output.is_none(), Usage::new("--jsonl writes to standard output: use `> FILE` instead of -o"));
    ensure!(
        args.audit.is_none(),
        Usage::new("a stream of records keeps no audit: name a file, and -o FILE for its output")
    );
    ensure!(!args.diff, Usage::new("--diff shows texts, not records; --stats-field tells in each record what went"));
    let nameless = is_dash(input) && args.sites.profile.is_some() && args.sites.by.site_by == SiteBy::Folder;
    ensure!(
        !nameless,
        Usage::new("records of standard input have no folder that tells their site: add --site-by host")
    );
    let profile = args.sites.profile.as_deref().map(|path| read_profile(path, false).map_err(usage)).transpose()?;
    Ok(Stream {
        source: Source::of(input),
        fields: args.records.fields(),
        rejects: args.records.rejects.unwrap_or_else(|| PathBuf::from(REJECTS)),
        strict: args.records.strict,
        threads: args.threads.or(config.threads).unwrap_or_else(every_processor),
        profile,
        site_by: args.sites.by.site_by,
    })
}

/// What the profile at `path` knows of the site of the file `input`.
fn known(path: &Path, input: &Path, by: SiteBy) -> Result<Option<Template>> {
    let nameless = is_dash(input) && by != SiteBy::None;
    ensure!(!nameless, Usage::new("standard input has no folder that tells its site; name a file, or drop --profile"));
    let profile = read_profile(path, false).map_err(usage)?;
    Ok(profile.template(&by.site(input, input.file_name().map_or(input, Path::new))))
}
