//! Why a record can't be cleaned: it is put aside as it is, and counted by reason.

use std::fmt;

/// What sort of flaw a record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FlawKind {
    /// It does not parse.
    BadJson,
    /// It is not UTF-8.
    BadUtf8,
    /// It is JSON, but no object.
    NoObject,
    /// It has no field that is known to hold the text.
    NoText,
    /// The field that should hold the text holds something else.
    TextNoString,
    /// Its text is larger than can be cleaned.
    TooLarge,
    /// Its file breaks off in the midst of it.
    Torn,
    /// A fault of dechaff's own.
    Internal,
}

impl FlawKind {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            FlawKind::BadJson => "bad JSON",
            FlawKind::BadUtf8 => "bad UTF-8",
            FlawKind::NoObject => "no object",
            FlawKind::NoText => "no text field",
            FlawKind::TextNoString => "text is no string",
            FlawKind::TooLarge => "too large",
            FlawKind::Torn => "torn",
            FlawKind::Internal => "internal error",
        }
    }
}

impl fmt::Display for FlawKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// By which it is counted.
    pub kind: FlawKind,
    /// More about it; may be empty.
    pub detail: String,
}

impl Flaw {
    /// A flaw of which `detail` says more.
    pub fn new(kind: FlawKind, detail: impl Into<String>) -> Self {
        Flaw { kind, detail: detail.into() }
    }
}

impl From<FlawKind> for Flaw {
    fn from(kind: FlawKind) -> Self {
        Flaw::new(kind, "")
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.detail.is_empty() { f.write_str(self.kind.name()) } else { write!(f, "{}: {}", self.kind, self.detail) }
    }
}
