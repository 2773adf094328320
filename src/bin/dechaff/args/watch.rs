//! The flags of `watch`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::site::{SiteByArgs, WalkArgs};
use super::{Format, ModeArgs, PackArgs, TalkArgs};

#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Folders that a scraper writes into.
    #[arg(value_name = "IN", required = true, value_hint = ValueHint::DirPath)]
    pub inputs: Vec<PathBuf>,

    /// Where the clean copies go: a folder that mirrors IN.
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::DirPath)]
    pub output: PathBuf,

    /// Use OUT also where it holds something that no run of dechaff left there.
    #[arg(long)]
    pub overwrite: bool,

    /// How many files to work on at once [default: one per processor].
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    #[command(flatten)]
    pub walk: WalkArgs,

    #[command(flatten)]
    pub packs: PackArgs,

    #[command(flatten)]
    pub mode: ModeArgs,

    /// Use what was learnt of the files' sites, by `dechaff learn`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub profile: Option<PathBuf>,

    #[command(flatten)]
    pub by: SiteByArgs,

    /// How to print the summary: as text on standard error, or as a JSON object on standard output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    #[command(flatten)]
    pub talk: TalkArgs,
}
