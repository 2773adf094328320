//! A document as a record of JSON Lines, where it was none before.

use std::borrow::Cow;

use serde::Serialize;

use super::fields::Fields;
use super::stats;
use crate::decide::Removal;
use crate::evidence::Catalogue;

/// Where a document comes from, as its record tells it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Origin<'a> {
    /// The file, below its input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<Cow<'a, str>>,
    /// The same, where it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) path_base64: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<&'a str>,
    /// When the page was fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date: Option<&'a str>,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    origin: &'a Origin<'a>,
    text: &'a str,
}

/// Appends the record of a clean `text` from which `removals` went, with its line end. Bytes that are not UTF-8 have no
/// place in JSON: false where there were some, in the place of which U+FFFD stands now.
pub(crate) fn push_line(
    origin: &Origin<'_>,
    text: &[u8],
    removals: &[Removal],
    fields: &Fields,
    catalogue: &Catalogue,
    out: &mut Vec<u8>,
) -> bool {
    let text = String::from_utf8_lossy(text);
    // Strings into memory: that does not fail.
    let _ = serde_json::to_writer(&mut *out, &Line { origin, text: &text });
    if let Some(stats) = fields.stats.as_ref().and_then(|name| stats::member(name, removals, catalogue).ok()) {
        out.truncate(out.len() - 1);
        out.extend_from_slice(&stats);
        out.push(b'}');
    }
    out.push(b'\n');
    matches!(text, Cow::Borrowed(_))
}

/// Leaves of the record that begins at `start` of `out` the object alone, with a line end: no white space around it, no
/// byte order mark.
pub(crate) fn make_bare(out: &mut Vec<u8>, start: usize) {
    let record = &out[start..];
    let object = record.strip_prefix("\u{feff}".as_bytes()).unwrap_or(record);
    let before = record.len() - object.trim_ascii_start().len();
    out.truncate(start + record.trim_ascii_end().len());
    out.drain(start..start + before);
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_is_left_alone() {
        for (before, after) in [("", ""), (" \t", " \r\n"), ("\u{feff}", "\n"), ("\u{feff} ", "")] {
            let mut out = format!("x\n{before}{{\"a\" : 1}}{after}").into_bytes();
            make_bare(&mut out, 2);
            assert_eq!(out, b"x\n{\"a\" : 1}\n");
        }
    }
}
