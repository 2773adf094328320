//! The command line as it is typed: every flag with its help, and no logic. `settings` gives it a meaning.

mod bench;
mod examples;
mod records;
mod site;
mod watch;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use dechaff::learn::Training;
use serde::Deserialize;

pub use bench::BenchArgs;
pub use records::{RecordArgs, To};
pub use site::{LearnArgs, MergeArgs, ProfileAction, ProfileArgs, SiteArgs, Switch, WalkArgs};
pub use watch::WatchArgs;

/// Takes the page furniture out of scraped text: breadcrumbs, ad markers, menus, share bars, consent notices, teasers.
///
/// dechaff reads files or folders of plain text, removes the lines that belong to the page and not to the text, and
/// keeps every other line byte for byte. Inputs are only read. In doubt, a line stays.
#[derive(Debug, Parser)]
#[command(name = "dechaff", version, max_term_width = 100, arg_required_else_help = true, after_help = examples::MAIN)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,

    /// When to use colour.
    ///
    /// `auto` uses it on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write clean copies of files and folders.
    #[command(after_help = examples::CLEAN)]
    Clean(Box<CleanArgs>),
    /// Clean files as a scraper finishes writing them, until Ctrl-C.
    #[command(after_help = examples::WATCH)]
    Watch(WatchArgs),
    /// Show every line of a text, its verdict, and the rules that spoke.
    #[command(after_help = examples::EXPLAIN)]
    Explain(ExplainArgs),
    /// Give back the originals, byte for byte, from clean copies and their audit.
    #[command(after_help = examples::RESTORE)]
    Restore(RestoreArgs),
    /// List, show or check the pattern packs: the built-in ones and your own.
    #[command(after_help = examples::PACKS)]
    Packs(PacksArgs),
    /// Teach a model from your own pages: raw texts and their clean copies.
    #[command(after_help = examples::TRAIN)]
    Train(TrainArgs),
    /// Learn what sites repeat on their pages, to be used later with `clean --profile`.
    #[command(after_help = examples::LEARN)]
    Learn(LearnArgs),
    /// Merge profiles of parts of a crawl, or of several days.
    #[command(after_help = examples::MERGE)]
    Merge(MergeArgs),
    /// Show what a profile holds.
    #[command(after_help = examples::PROFILE)]
    Profile(ProfileArgs),
    /// Tell what cleaning is worth on pages whose clean copies are at hand.
    #[command(after_help = examples::EVAL)]
    Eval(EvalArgs),
    /// Measure what cleaning costs on this machine, beside copying and reading the same files.
    #[command(after_help = examples::BENCH)]
    Bench(BenchArgs),
    /// Print a completion script for a shell.
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page.
    #[command(after_help = examples::MANUAL)]
    Man,
}

#[derive(Debug, Args)]
pub struct CleanArgs {
    /// Files and folders to clean; `-` reads standard input.
    ///
    /// A single file without -o, and `-`, are cleaned to standard output.
    #[arg(value_name = "IN", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Where the clean copies go: a folder that mirrors IN, or a file for a single file; `-` is standard output.
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    /// Replace files that are already there.
    #[arg(long)]
    pub overwrite: bool,

    /// Go on from what former runs did in OUT: clean only what is new or changed.
    ///
    /// Changed rules, packs, models, modes and profiles clean again what they decide about.
    #[arg(long, requires = "output", conflicts_with = "dry_run")]
    pub resume: bool,

    /// Remove clean copies whose inputs are gone; needs --resume.
    #[arg(long, requires = "resume")]
    pub prune: bool,

    /// Write down every removed span in FILE, a .jsonl, .jsonl.gz or .jsonl.zst.
    ///
    /// `dechaff restore` rebuilds the originals from it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "dry_run")]
    pub audit: Option<PathBuf>,

    /// Write nothing; only tell what would go.
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Print what would go as a unified diff; needs --dry-run.
    #[arg(long, requires = "dry_run")]
    pub diff: bool,

    /// How many files to work on at once [default: one per processor].
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    #[command(flatten)]
    pub walk: WalkArgs,

    #[command(flatten)]
    pub packs: PackArgs,

    #[command(flatten)]
    pub mode: ModeArgs,

    #[command(flatten)]
    pub sites: SiteArgs,

    #[command(flatten)]
    pub records: RecordArgs,

    /// How to print the summary: as text on standard error, or as a JSON object on standard output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    #[command(flatten)]
    pub talk: TalkArgs,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The text to explain; `-` reads standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub input: PathBuf,

    /// How to print the verdicts.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Say in words what each rule saw.
    #[arg(short, long)]
    pub verbose: bool,

    /// Use what was learnt of the file's site, by `dechaff learn`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub profile: Option<PathBuf>,

    /// The file's site, as the profile names it, instead of the name of its folder.
    #[arg(long, value_name = "NAME", requires = "profile")]
    pub site: Option<String>,

    #[command(flatten)]
    pub packs: PackArgs,

    #[command(flatten)]
    pub mode: ModeArgs,
}

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

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The clean folder or file.
    #[arg(value_name = "CLEAN", value_hint = ValueHint::AnyPath)]
    pub clean: PathBuf,

    /// The audit that was written beside it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub audit: PathBuf,

    /// Where the originals go.
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: PathBuf,

    /// Replace files that are already there.
    #[arg(long)]
    pub overwrite: bool,

    /// How to print the summary: as text on standard error, or as a JSON object on standard output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    #[command(flatten)]
    pub talk: TalkArgs,
}

#[derive(Debug, Args)]
pub struct PacksArgs {
    #[command(subcommand)]
    pub action: PacksAction,
}

#[derive(Debug, Subcommand)]
pub enum PacksAction {
    /// List the packs with their languages, sizes and kinds.
    List {
        /// How to print the list.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[command(flatten)]
        packs: PackArgs,
    },
    /// Show the entries of a pack.
    Show {
        /// The pack's name, as `dechaff packs list` gives it.
        name: String,
        /// How to print the entries.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[command(flatten)]
        packs: PackArgs,
    },
    /// Test that every entry matches its hits and none of its misses.
    ///
    /// Checks the built-in packs, those of dechaff.toml, and the files given. Exits with 1 where one has a flaw.
    Check {
        /// Packs to check besides.
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        packs: PackArgs,
    },
}

/// Which packs are used.
#[derive(Debug, Args)]
pub struct PackArgs {
    /// Use this pack besides the built-in ones and those of dechaff.toml; may be repeated.
    #[arg(short, long = "pack", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub pack: Vec<PathBuf>,

    /// Leave out the built-in packs.
    #[arg(long)]
    pub no_builtin_packs: bool,

    /// Read settings from FILE instead of the dechaff.toml beside the input or in the current folder.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
}

/// How much is said.
#[derive(Debug, Args)]
pub struct TalkArgs {
    /// Say nothing but what failed.
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Name more: every file that was skipped, transcoded, left whole, or restored.
    #[arg(short, long)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent_and_every_flag_has_help() {
        super::Cli::command().help_expected(true).debug_assert();
    }
}
