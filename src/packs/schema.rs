//! What a pack file may say. Keys that are not listed here are errors that name the key.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::evidence::Kind;

/// A set of patterns of one language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Unique name, the first half of a rule's id.
    pub name: String,
    /// BCP 47 code of the language, or `any`.
    pub language: String,
    /// The patterns.
    #[serde(default, rename = "entry")]
    pub entries: Vec<Entry>,
}

/// One phrase or shape.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Name, unique in the pack.
    pub id: String,
    /// What the entry is a sign of.
    pub kind: Kind,
    /// How `text` is looked for.
    #[serde(rename = "match")]
    pub how: Match,
    /// The phrase as a person writes it, or for a shape the regular expression of a folded line.
    pub text: String,
    /// Points for removing the line; 100 suffice.
    pub weight: i16,
    /// Only lines of at most this many words match. Default: for `line` none, for `prefix` and `suffix` eight more
    /// than the phrase has, for `contains` 25, for `shape` 15.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_words: Option<u8>,
    /// For shapes: phrases of which the line must hold one before the expression is tried.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
    /// For shapes: a measure the line must have before the expression is tried. Without `near` only `figures` will
    /// do: the others are too common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Needs>,
    /// Lines that the entry must match.
    pub hits: Vec<String>,
    /// Lines that it must not match, though they come close.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misses: Vec<String>,
}

/// How an entry's text is looked for in a folded line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// The line is the phrase, decoration at both ends aside.
    Line,
    /// The line starts with the phrase.
    Prefix,
    /// The line ends with the phrase.
    Suffix,
    /// The phrase stands anywhere in the line, between word boundaries.
    Contains,
    /// The whole line matches a regular expression.
    Shape,
}

/// A measure that singles out the lines on which a shape is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// The line holds a digit.
    Digit,
    /// The line holds at least as many digits as letters. It alone may single out lines for a shape without `near`.
    Figures,
    /// The line holds a separator such as `|` or `»`.
    Separator,
}

impl Match {
    /// All ways to look for a text.
    pub const ALL: [Match; 5] = [Match::Line, Match::Prefix, Match::Suffix, Match::Contains, Match::Shape];

    /// The name used in packs.
    pub fn name(self) -> &'static str {
        match self {
            Match::Line => "line",
            Match::Prefix => "prefix",
            Match::Suffix => "suffix",
            Match::Contains => "contains",
            Match::Shape => "shape",
        }
    }
}

impl Needs {
    /// All measures that can be asked for.
    pub const ALL: [Needs; 3] = [Needs::Digit, Needs::Figures, Needs::Separator];

    /// The name used in packs.
    pub fn name(self) -> &'static str {
        match self {
            Needs::Digit => "digit",
            Needs::Figures => "figures",
            Needs::Separator => "separator",
        }
    }
}

impl Pack {
    /// Reads a pack from TOML. `origin` names the source in errors.
    ///
    /// # Errors
    /// When the text is no TOML, a key is unknown or missing, or a value has the wrong type.
    pub fn parse(text: &str, origin: &str) -> Result<Pack> {
        toml::from_str(text).map_err(|source| Error::pack(origin, source.to_string()))
    }
}

impl Entry {
    /// The longest line, in words, that the entry matches, for a phrase of so many words.
    pub(super) fn word_limit(&self, words: impl FnOnce() -> u8) -> u8 {
        self.max_words.unwrap_or_else(|| match self.how {
            Match::Line => u8::MAX,
            Match::Prefix | Match::Suffix => words().saturating_add(8),
            Match::Contains => 25,
            Match::Shape => 15,
        })
    }
}
