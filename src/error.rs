//! Errors of the library: what went wrong, where, why, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure with its place and cause.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    place: String,
    path: Option<PathBuf>,
    detail: String,
    source: Option<std::io::Error>,
}

/// What sort of failure it was; reports count failures by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read.
    Read,
    /// A file or folder could not be written.
    Write,
    /// A pack does not parse or does not hold what it claims.
    Pack,
    /// A model is damaged or was made for another version.
    Model,
    /// A site profile is damaged, is something else, or was written by a later version.
    Profile,
    /// The paths given can't be used together.
    Layout,
    /// A document is larger than can be cleaned.
    TooLarge,
    /// An audit does not parse, or does not belong to the text beside it.
    Audit,
    /// A record of a file can't be cleaned.
    Record,
    /// A setting, such as a glob, does not parse.
    Setting,
    /// A fault of dechaff's own: it gave up on one document.
    Internal,
}

impl ErrorKind {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Read => "can't read",
            ErrorKind::Write => "can't write",
            ErrorKind::Pack => "bad pack",
            ErrorKind::Model => "bad model",
            ErrorKind::Profile => "bad profile",
            ErrorKind::Layout => "bad paths",
            ErrorKind::TooLarge => "too large",
            ErrorKind::Audit => "bad audit",
            ErrorKind::Record => "bad record",
            ErrorKind::Setting => "bad setting",
            ErrorKind::Internal => "internal error",
        }
    }
}

impl Error {
    /// A file that can't be read.
    pub fn read(path: &Path, source: std::io::Error) -> Self {
        Self::io(ErrorKind::Read, path, source)
    }

    /// A file that can't be written.
    pub fn write(path: &Path, source: std::io::Error) -> Self {
        Self::io(ErrorKind::Write, path, source)
    }

    /// Something wrong with a pack, or with an entry of one.
    pub fn pack(place: &str, detail: impl Into<String>) -> Self {
        Error { kind: ErrorKind::Pack, place: place.to_owned(), path: None, detail: detail.into(), source: None }
    }

    /// Bytes that are no model.
    pub fn model(place: &str, detail: impl Into<String>) -> Self {
        Error { kind: ErrorKind::Model, place: place.to_owned(), path: None, detail: detail.into(), source: None }
    }

    /// Something wrong at a path that is no failure of the system's.
    pub fn at(kind: ErrorKind, path: &Path, detail: impl Into<String>) -> Self {
        Error {
            kind,
            place: path.display().to_string(),
            path: Some(path.to_owned()),
            detail: detail.into(),
            source: None,
        }
    }

    fn io(kind: ErrorKind, path: &Path, source: std::io::Error) -> Self {
        Error {
            kind,
            place: path.display().to_string(),
            path: Some(path.to_owned()),
            detail: String::new(),
            source: Some(source),
        }
    }

    /// What sort of failure it was.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file or folder concerned, where there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The cause without the place, by which failures are grouped.
    pub fn cause(&self) -> String {
        match &self.source {
            Some(source) => format!("{}: {source}", self.kind.name()),
            None => format!("{}: {}", self.kind.name(), self.detail),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.cause())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|e| e as _)
    }
}
