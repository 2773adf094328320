//! Which packs a cleaner uses: the built-in ones, unless they are not wanted, and the user's own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use dechaff::packs::{Pack, builtin};
use dechaff::{Builder, Cleaner};

use crate::args::PackArgs;
use crate::config::Config;
use crate::exit::usage;

/// The packs in use.
#[derive(Debug)]
pub struct Packs {
    /// Whether the built-in ones are used.
    wanted: bool,
    /// The built-in ones, where they are wanted.
    pub builtin: Vec<Pack>,
    /// The user's own, with the files they came from.
    pub own: Vec<(PathBuf, Pack)>,
}

impl Packs {
    /// Those that `args` and the configuration beside `inputs` ask for.
    pub fn of(args: &PackArgs, inputs: &[PathBuf]) -> Result<Self> {
        Self::load(args, &Config::load(args.config.as_deref(), inputs)?)
    }

    pub(super) fn load(args: &PackArgs, config: &Config) -> Result<Self> {
        let wanted = config.builtin_packs && !args.no_builtin_packs;
        let own = config.packs.iter().chain(&args.pack).map(|path| Ok((path.clone(), read_pack(path)?)));
        Ok(Packs { wanted, builtin: Vec::new(), own: own.collect::<Result<_>>()? })
    }

    /// The same with the built-in ones read, to be looked at; a cleaner reads them for itself.
    pub fn read_builtin(mut self) -> Result<Self> {
        if self.wanted {
            self.builtin = builtin().collect::<dechaff::Result<_>>()?;
        }
        Ok(self)
    }

    /// All of them that were read.
    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.builtin.iter().chain(self.own.iter().map(|(_, pack)| pack))
    }

    /// Settings for a cleaner that uses them.
    pub fn builder(self) -> Builder {
        let own = self.own.into_iter().map(|(_, pack)| pack);
        own.fold(Cleaner::builder().builtin_packs(self.wanted), |builder, pack| builder.pack(pack))
    }
}

/// Reads a pack from a file.
pub fn read_pack(path: &Path) -> Result<Pack> {
    let text = fs::read_to_string(path).map_err(|e| usage(format!("{}: can't read: {e}", path.display())))?;
    Pack::parse(&text, &path.display().to_string()).map_err(usage)
}
