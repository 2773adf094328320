//! Plans for files and folders: to clean, to gather, to learn from and to measure.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use dechaff::{Builder, Codec, Destination, JsonLines, Learning, Plan, read_profile};

use super::packs::Packs;
use super::{REJECTS, is_json_lines, judged};
use crate::args::{BenchArgs, CleanArgs, Format, LearnArgs, Switch, To, WalkArgs, WatchArgs};
use crate::config::Config;
use crate::exit::{Usage, usage};
use crate::source::is_dash;

/// How large a shard is unless one says otherwise.
const SHARD: u64 = 256 << 20;

/// JSON Lines of all that `args` name.
pub(super) fn gathering(args: CleanArgs, config: Config) -> Result<Plan> {
    let piped = args.inputs.iter().any(|input| is_dash(input));
    ensure!(!piped, Usage::new("--to makes JSON Lines of files and folders; records of `-` are cleaned with --jsonl"));
    let codec = args.records.to.map_or(Codec::Plain, To::codec);
    let file = args.output.as_deref().filter(|output| is_json_lines(output) && !output.is_dir());
    let single = file.is_some() || args.output.is_none() && !args.dry_run;
    ensure!(
        !single || args.records.shard_size.is_none(),
        Usage::new("--shard-size cuts what goes into a folder: name one with -o OUT/")
    );
    let named = file.map_or(Codec::Plain, Codec::of);
    ensure!(
        !single || codec == Codec::Plain || codec == named,
        Usage::new("one file is compressed as its name says: name it with -o OUT.jsonl.gz or -o OUT.jsonl.zst")
    );
    let stdout = single && file.is_none();
    ensure!(
        !(stdout && args.format == Format::Json),
        Usage::new("--format json prints to standard output, where the JSON Lines go; add -o OUT")
    );
    let shard_bytes = args.records.shard_size.unwrap_or(SHARD);
    let mut plan = plan(args, config)?;
    plan.jsonl = Some(JsonLines { codec, shard_bytes });
    if stdout {
        plan.destination = Destination::Stdout;
        plan.rejects.get_or_insert_with(|| PathBuf::from(REJECTS));
    }
    Ok(plan)
}

/// Files and folders, to files.
pub(super) fn plan(args: CleanArgs, config: Config) -> Result<Plan> {
    let destination = match args.output {
        Some(path) if !args.dry_run => Destination::Path(path),
        _ => Destination::Nowhere,
    };
    let mut plan = Plan::new(args.inputs, destination);
    plan.overwrite = args.overwrite;
    plan.resume = args.resume;
    plan.prune = args.prune;
    plan.audit = args.audit;
    plan.fields = args.records.fields();
    plan.rejects = args.records.rejects;
    plan.strict = args.records.strict;
    prepare(&mut plan, args.threads, args.walk, config);
    plan.site_by = args.sites.by.site_by;
    plan.learning = match (&args.sites.profile, args.sites.learn) {
        (Some(path), _) => Learning::Known(read_profile(path, false).map_err(usage)?),
        (None, Switch::On) => Learning::Here,
        (None, Switch::Off) => Learning::Off,
    };
    Ok(plan)
}

/// What `learn` is to read.
pub fn learning(args: LearnArgs) -> Result<Plan> {
    let config = Config::load(args.config.as_deref(), &args.inputs)?;
    let mut plan = Plan::new(args.inputs, Destination::Nowhere);
    prepare(&mut plan, args.threads, args.walk, config);
    plan.site_by = args.by.site_by;
    plan.fields = args.fields.fields();
    Ok(plan)
}

/// What cleaners are made from, and what `bench` is to clean with them; where to is not settled yet.
pub fn benching(args: BenchArgs) -> Result<(Builder, Plan)> {
    let inputs = vec![args.folder];
    let config = Config::load(args.packs.config.as_deref(), &inputs)?;
    let builder = judged(Packs::load(&args.packs, &config)?.builder(), &args.mode, config.mode)?;
    let mut plan = Plan::new(inputs, Destination::Nowhere);
    prepare(&mut plan, args.threads, args.walk, config);
    plan.learning = if args.learn == Switch::On { Learning::Here } else { Learning::Off };
    Ok((builder, plan))
}

/// What a folder is watched for.
pub(super) fn watching(args: WatchArgs, config: Config) -> Result<Plan> {
    let mut plan = Plan::new(args.inputs, Destination::Path(args.output));
    (plan.resume, plan.overwrite) = (true, args.overwrite);
    prepare(&mut plan, args.threads, args.walk, config);
    plan.site_by = args.by.site_by;
    plan.learning = match &args.profile {
        Some(path) => Learning::Known(read_profile(path, false).map_err(usage)?),
        None => Learning::Off,
    };
    Ok(plan)
}

/// Settles on how many threads `plan` is carried out, and which files of folders are documents, by what was typed or else
/// configured.
fn prepare(plan: &mut Plan, threads: Option<NonZeroUsize>, args: WalkArgs, config: Config) {
    if let Some(threads) = threads.or(config.threads) {
        plan.threads = threads;
    }
    let ext = if args.ext.is_empty() { config.ext } else { args.ext };
    if !ext.is_empty() {
        plan.walk.extensions = ext.iter().map(|e| e.trim_start_matches('.').to_owned()).collect();
    }
    plan.walk.globs = if args.glob.is_empty() { config.glob } else { args.glob };
    plan.walk.hidden = args.hidden || config.hidden;
    plan.walk.follow = args.follow || config.follow;
}
