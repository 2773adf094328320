//! The flags of `bench`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::site::{Switch, WalkArgs};
use super::{Format, ModeArgs, PackArgs};

#[derive(Debug, Args)]
pub struct BenchArgs {
    /// The folder to clean again and again.
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,

    /// How many threads to go up to, from one [default: one per processor].
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    /// How often everything is measured.
    #[arg(long, value_name = "N", default_value = "3")]
    pub rounds: NonZeroUsize,

    /// Where the copies go for a while [default: the system's folder for temporary files].
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub scratch: Option<PathBuf>,

    /// Whether what sites repeat is learnt from the same files first, as `clean` does.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Switch::On)]
    pub learn: Switch,

    /// How to print the figures: as tables, or as a JSON object.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Write a page for a browser, with charts.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,

    /// Replace the report if it is already there.
    #[arg(long)]
    pub overwrite: bool,

    #[command(flatten)]
    pub walk: WalkArgs,

    #[command(flatten)]
    pub packs: PackArgs,

    #[command(flatten)]
    pub mode: ModeArgs,
}
