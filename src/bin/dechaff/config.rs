//! `dechaff.toml`: settings that go with a folder. A key that is not listed here is an error that names it.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Deserialize;

use crate::args::ModeName;
use crate::exit::usage;
use crate::source::is_dash;

/// The name of the file.
pub const NAME: &str = "dechaff.toml";

/// What the file may say; flags override it.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Packs to use, relative to the file.
    pub packs: Vec<PathBuf>,
    /// Whether the built-in packs are used.
    pub builtin_packs: bool,
    /// How much is taken for chaff.
    pub mode: Option<ModeName>,
    /// How many files to work on at once.
    pub threads: Option<NonZeroUsize>,
    /// Extensions of documents.
    pub ext: Vec<String>,
    /// Globs that narrow the choice.
    pub glob: Vec<String>,
    /// Whether to look into hidden files and folders.
    pub hidden: bool,
    /// Whether to follow symbolic links.
    pub follow: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            packs: Vec::new(),
            builtin_packs: true,
            mode: None,
            threads: None,
            ext: Vec::new(),
            glob: Vec::new(),
            hidden: false,
            follow: false,
        }
    }
}

impl Config {
    /// Reads the file `given`, or else the first that is found beside `inputs` or in the current folder.
    pub fn load(given: Option<&Path>, inputs: &[PathBuf]) -> Result<Config> {
        let Some(path) = given.map(Path::to_owned).or_else(|| find(inputs)) else { return Ok(Config::default()) };
        let text = fs::read_to_string(&path).map_err(|e| usage(format!("{}: can't read: {e}", path.display())))?;
        Self::parse(&text, &path)
    }

    fn parse(text: &str, path: &Path) -> Result<Config> {
        let mut config: Config = toml::from_str(text).map_err(|e| usage(format!("{}: {e}", path.display())))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for pack in &mut config.packs {
            *pack = folder.join(&pack);
        }
        Ok(config)
    }
}

fn find(inputs: &[PathBuf]) -> Option<PathBuf> {
    let beside = inputs
        .iter()
        .filter(|input| !is_dash(input))
        .map(|input| if input.is_dir() { input.clone() } else { input.parent().unwrap_or(Path::new("")).to_owned() });
    beside.chain([PathBuf::new()]).map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_and_packs_stand_beside_the_file() {
        let text = "packs = [\"mine.toml\"]\nbuiltin-packs = false\nmode = \"light\"\nthreads = 3\next = [\"html\"]\nglob = [\"!x\"]\n\
                    hidden = true\nfollow = true\n";
        let config = Config::parse(text, Path::new("some/dechaff.toml")).unwrap();
        let expected = Config {
            packs: vec![PathBuf::from("some/mine.toml")],
            builtin_packs: false,
            mode: Some(ModeName::Light),
            threads: NonZeroUsize::new(3),
            ext: vec!["html".into()],
            glob: vec!["!x".into()],
            hidden: true,
            follow: true,
        };
        assert_eq!(config, expected);
        assert_eq!(Config::parse("", Path::new("dechaff.toml")).unwrap(), Config::default());
    }

    #[test]
    fn an_unknown_key_is_named_with_the_file() {
        let error = Config::parse("hiden = true\n", Path::new("a/dechaff.toml")).unwrap_err().to_string();
        assert!(error.starts_with("a/dechaff.toml: ") && error.contains("`hiden`"), "{error}");
    }
}
