//! The arguments around the learned model: which one judges and how boldly, `train`, and `eval`.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum, ValueHint};
use dechaff::learn::Training;
use serde::Deserialize;

use super::{Format, PackArgs};

#[derive(Debug, Args)]
pub struct TrainArgs {
    /// Folders in pairs: pages as they were scraped, and their clean copies under the same names.
    #[arg(value_name = "RAW GOLD", required = true, num_args = 2.., value_hint = ValueHint::DirPath)]
    pub folders: Vec<PathBuf>,

    /// Where the model goes.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,

    /// Replace the file if it is already there.
    #[arg(long)]
    pub overwrite: bool,

    /// Pages of which only some strings are known, and a file that says which: `--marked RAW MARKS`.
    ///
    /// MARKS is JSON: for each page, by its name without extension, strings that must stay as "with", and strings that
    /// must go as "without".
    #[arg(long, value_names = ["RAW", "MARKS"], num_args = 2, action = ArgAction::Append, value_hint = ValueHint::AnyPath)]
    pub marked: Vec<PathBuf>,

    /// How often all pages are gone through.
    #[arg(long, value_name = "N", default_value_t = Training::default().rounds)]
    pub rounds: usize,

    /// Leave out the pages whose names, without extension, stand in FILE, one a line: to be tested on.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub leave_out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct EvalArgs {
    /// Pages as they were scraped; or, with --as-is, as something else cleaned them.
    #[arg(value_name = "RAW", value_hint = ValueHint::DirPath)]
    pub raw: PathBuf,

    /// Their clean copies, made by people, under the same names.
    #[arg(value_name = "GOLD", value_hint = ValueHint::DirPath)]
    pub gold: PathBuf,

    /// Do not clean the pages before they are scored.
    #[arg(long)]
    pub as_is: bool,

    /// How to print the figures: as tables, or as a JSON object with every document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Write a page for a browser, with charts and the worst documents line by line.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,

    /// Replace the report if it is already there.
    #[arg(long)]
    pub overwrite: bool,

    #[command(flatten)]
    pub packs: PackArgs,

    #[command(flatten)]
    pub mode: ModeArgs,
}

/// How much is taken for chaff.
#[derive(Debug, Args)]
pub struct ModeArgs {
    /// How much is taken for chaff [default: standard].
    #[arg(long, value_name = "MODE", value_enum)]
    pub mode: Option<ModeName>,

    /// Keep a line only if it belongs to the text with this chance, in per cent, instead of a cut made for each text.
    #[arg(long, value_name = "PERCENT", conflicts_with = "mode", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub threshold: Option<u8>,

    /// Use this model, made by `dechaff train`, instead of the built-in one.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub model: Option<PathBuf>,
}

/// The modes by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModeName {
    /// Only what named rules are sure of.
    Light,
    /// What the rules are sure of, and what the learned model takes for no part of the text.
    Standard,
    /// The main text only, at a higher risk of losing some of it.
    Strict,
}
