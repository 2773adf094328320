//! The flags about sites: learning what they repeat, and using it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use dechaff::SiteBy;

use super::Format;
use super::records::FieldArgs;

/// What is known of the sites that documents come from.
#[derive(Debug, Args)]
pub struct SiteArgs {
    /// Whether to learn first what the sites repeat on their pages; it takes a pass over all files.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Switch::On)]
    pub learn: Switch,

    /// Use what was learnt before, by `dechaff learn`, and don't learn again.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub profile: Option<PathBuf>,

    #[command(flatten)]
    pub by: SiteByArgs,
}

#[derive(Debug, Args)]
pub struct SiteByArgs {
    /// What tells sites apart: folder, host (where there is a URL; else as folder), prefix:N (so many of the folders
    /// above a file), or none.
    #[arg(long, value_name = "WHAT", default_value_t = SiteBy::Folder)]
    pub site_by: SiteBy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// Yes.
    On,
    /// No.
    Off,
}

/// Which files of folders are documents.
#[derive(Debug, Args)]
pub struct WalkArgs {
    /// Take files with this extension instead of txt, text, md, none and those of records; may be repeated.
    ///
    /// An empty E stands for files without extension; of jsonl.gz and the like, E is jsonl. Files that are named themselves are taken in any case.
    #[arg(short, long = "ext", value_name = "E")]
    pub ext: Vec<String>,

    /// Take only files whose name or path matches G, or with `!G` does not; may be repeated.
    ///
    /// A glob without slash is matched against the file's name, one with a slash against its path below IN. The last
    /// glob that matches decides.
    #[arg(short, long = "glob", value_name = "G")]
    pub glob: Vec<String>,

    /// Look into hidden files and folders, too.
    #[arg(short = 'H', long)]
    pub hidden: bool,

    /// Follow symbolic links.
    #[arg(short = 'L', long)]
    pub follow: bool,
}

#[derive(Debug, Args)]
pub struct LearnArgs {
    /// Folders of pages as they were scraped.
    #[arg(value_name = "IN", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Where the profile goes.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,

    /// Replace the file if it is already there.
    #[arg(long)]
    pub overwrite: bool,

    /// How many files to work on at once [default: one per processor].
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    #[command(flatten)]
    pub walk: WalkArgs,

    #[command(flatten)]
    pub by: SiteByArgs,

    #[command(flatten)]
    pub fields: FieldArgs,

    /// Read settings from FILE instead of the dechaff.toml beside the input or in the current folder.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Profiles to merge; in whatever order, the result is the same.
    #[arg(value_name = "PROFILE", required = true, value_hint = ValueHint::FilePath)]
    pub profiles: Vec<PathBuf>,

    /// Where the merged profile goes.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,

    /// Replace the file if it is already there.
    #[arg(long)]
    pub overwrite: bool,
}

#[derive(Debug, Args)]
pub struct ProfileArgs {
    #[command(subcommand)]
    pub action: ProfileAction,
}

#[derive(Debug, Subcommand)]
pub enum ProfileAction {
    /// Show what was learnt of each site, in words.
    Show {
        /// The profile.
        #[arg(value_name = "PROFILE", value_hint = ValueHint::FilePath)]
        profile: PathBuf,
        /// Show this site alone, with all its lines.
        #[arg(long, value_name = "NAME")]
        site: Option<String>,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}
