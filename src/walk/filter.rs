//! Decides by name alone whether a file is a document, and whether a folder is entered.

use std::ffi::OsStr;
use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::{Skip, WalkOptions};
use crate::container::{Kind, extension};
use crate::error::{Error, ErrorKind, Result};

/// [`WalkOptions`], compiled.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    extensions: Vec<String>,
    globs: GlobSet,
    /// What each glob of the set means; the last that matches decides.
    meanings: Vec<Meaning>,
    narrows: bool,
    hidden: bool,
}

#[derive(Clone, Copy, Debug)]
struct Meaning {
    excludes: bool,
    folders_only: bool,
}

impl Filter {
    pub(super) fn new(options: &WalkOptions) -> Result<Self> {
        let extensions = options.extensions.iter().map(|e| e.strip_prefix('.').unwrap_or(e).to_owned()).collect();
        let mut set = GlobSetBuilder::new();
        let mut meanings = Vec::new();
        for glob in &options.globs {
            let (excludes, pattern) = glob.strip_prefix('!').map_or((false, glob.as_str()), |rest| (true, rest));
            let (folders_only, pattern) = pattern.strip_suffix('/').map_or((false, pattern), |rest| (true, rest));
            let pattern = match pattern.strip_prefix('/') {
                Some(rest) => rest.to_owned(),
                None if pattern.contains('/') => pattern.to_owned(),
                None => format!("**/{pattern}"),
            };
            for (pattern, folders_only) in [(format!("{pattern}/**"), false), (pattern, folders_only)] {
                let built = GlobBuilder::new(&pattern).literal_separator(true).backslash_escape(true).build();
                set.add(built.map_err(|e| bad_glob(glob, &e))?);
                meanings.push(Meaning { excludes, folders_only });
            }
        }
        let globs = set.build().map_err(|e| bad_glob("", &e))?;
        let narrows = meanings.iter().any(|meaning| !meaning.excludes);
        Ok(Filter { extensions, globs, meanings, narrows, hidden: options.hidden })
    }

    /// Why the folder called `name`, at `below` its input, is not entered.
    pub(super) fn folder(&self, below: &Path, name: &OsStr) -> Option<Skip> {
        if self.hides(name) {
            return Some(Skip::Hidden);
        }
        self.excluded(below, true).unwrap_or(false).then_some(Skip::Glob)
    }

    /// Why the file called `name`, at `below` its input, is no document.
    pub(super) fn file(&self, below: &Path, name: &OsStr) -> Option<Skip> {
        if self.hides(name) {
            return Some(Skip::Hidden);
        }
        if self.excluded(below, false).unwrap_or(self.narrows) {
            return Some(Skip::Glob);
        }
        let name = Path::new(name);
        // What tells of compression does not count for files of records.
        let extension = match Kind::of(name) {
            Some(_) => extension(name).map(OsStr::new),
            None => name.extension(),
        };
        let extension = extension.unwrap_or_default();
        let known = self.extensions.iter().any(|e| extension.eq_ignore_ascii_case(e));
        (!known).then_some(Skip::Extension)
    }

    fn hides(&self, name: &OsStr) -> bool {
        !self.hidden && name.as_encoded_bytes().first() == Some(&b'.')
    }

    /// What the globs say, if they say anything.
    fn excluded(&self, below: &Path, folder: bool) -> Option<bool> {
        if self.meanings.is_empty() {
            return None;
        }
        let said = self.globs.matches(below);
        let heard = said.into_iter().filter(|&i| folder || !self.meanings[i].folders_only).max();
        heard.map(|i| self.meanings[i].excludes)
    }
}

fn bad_glob(glob: &str, cause: &globset::Error) -> Error {
    Error::at(ErrorKind::Setting, Path::new(glob), format!("{}; mend the glob", cause.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(globs: &[&str]) -> Filter {
        let globs = globs.iter().map(|&g| g.to_owned()).collect();
        Filter::new(&WalkOptions { globs, ..WalkOptions::default() }).unwrap()
    }

    fn file(filter: &Filter, path: &str) -> Option<Skip> {
        let path = Path::new(path);
        filter.file(path, path.file_name().unwrap())
    }

    #[test]
    fn extensions() {
        let plain = filter(&[]);
        for (path, why) in [
            ("a.txt", None),
            ("a/b.TXT", None),
            ("README", None),
            ("a.text", None),
            ("a.md", None),
            ("a.", None),
            ("a.html", Some(Skip::Extension)),
            (".a.txt", Some(Skip::Hidden)),
            ("a.jsonl.gz", None),
            ("a.ndjson", None),
            ("a.txt.gz", Some(Skip::Extension)),
            ("a.jsonl.bz2", Some(Skip::Extension)),
        ] {
            assert_eq!(file(&plain, path), why, "{path}");
        }
        let html = WalkOptions { extensions: vec![".html".into()], hidden: true, ..WalkOptions::default() };
        let html = Filter::new(&html).unwrap();
        assert_eq!(file(&html, ".a.html"), None);
        assert_eq!(file(&html, "a"), Some(Skip::Extension));
    }

    #[test]
    fn globs() {
        for (globs, path, taken) in [
            (&["a*"][..], "x/a1.txt", true),
            (&["a*"], "x/b.txt", false),
            (&["/a*"], "x/a1.txt", false),
            (&["x/*.txt"], "x/b.txt", true),
            (&["x/*.txt"], "x/y/b.txt", false),
            (&["x"], "x/y/b.txt", true),
            (&["!x"], "x/y/b.txt", false),
            (&["!x"], "z.txt", true),
            (&["*.txt", "!b.txt"], "b.txt", false),
            (&["!b.txt", "*.txt"], "b.txt", true),
            (&["!b/"], "b", true),
            (&["!b/"], "b/c", false),
        ] {
            assert_eq!(file(&filter(globs), path).is_none(), taken, "{globs:?} {path}");
        }
        assert_eq!(filter(&["!b/"]).folder(Path::new("b"), OsStr::new("b")), Some(Skip::Glob));
        assert_eq!(filter(&["a*"]).folder(Path::new("b"), OsStr::new("b")), None);
        let broken = Filter::new(&WalkOptions { globs: vec!["a[".into()], ..WalkOptions::default() }).unwrap_err();
        assert_eq!(broken.kind(), ErrorKind::Setting);
        assert!(broken.to_string().starts_with("a["), "{broken}");
    }
}
