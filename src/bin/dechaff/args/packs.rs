//! The arguments of `packs`, and those that choose packs everywhere else.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::Format;

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
    /// Test that every entry matches its hits and none of its misses, and says what no other one says.
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
