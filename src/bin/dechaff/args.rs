//! The command line as it is typed: every flag with its help, and no logic. `settings` gives it a meaning.

mod bench;
mod examples;
mod model;
mod packs;
mod records;
mod site;
mod watch;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

pub use bench::BenchArgs;
pub use model::{EvalArgs, ModeArgs, ModeName, TrainArgs};
pub use packs::{PackArgs, PacksAction, PacksArgs};
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
