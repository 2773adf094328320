//! A record of JSON Lines: where its text stands, and how it changes when something goes from the text.

use std::borrow::Cow;
use std::ops::Range;

use super::change::Edit;
use super::escape::Walk;
use super::fields::Fields;
use super::find::{find, unescape};
use super::flaw::{Flaw, FlawKind};
use super::stats;
use crate::decide::Removal;
use crate::evidence::Catalogue;
use crate::segment::Document;

/// A record whose text was found.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// The bytes of the record, line end and all.
    bytes: &'a [u8],
    /// Where the text's value stands between its quotes.
    value: Range<usize>,
    text: Cow<'a, [u8]>,
    url: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// Reads the record that `bytes` are: one JSON object, with white space around it or a byte order mark before it.
    ///
    /// # Errors
    /// When they are something else, or no field of `fields` holds a text.
    pub fn read(bytes: &'a [u8], fields: &Fields) -> Result<Self, Flaw> {
        let all = simdutf8::basic::from_utf8(bytes).map_err(|_| bad_utf8(bytes))?;
        let object = all.strip_prefix('\u{feff}').unwrap_or(all).trim_ascii();
        let names: Vec<&str> = fields.text.iter().chain(&fields.url).map(String::as_str).collect();
        let found = find(object, &names).map_err(|error| not_an_object(object, &error))?;
        let (texts, urls) = found.split_at(fields.text.len());
        let Some(value) = texts.iter().flatten().find(|value| value.starts_with('"')) else {
            let odd = texts.iter().zip(&names).find_map(|(value, name)| value.map(|value| (*name, value)));
            return Err(match odd {
                Some((name, value)) => Flaw::new(FlawKind::TextNoString, format!("`{name}` is {}", sort(value))),
                None => Flaw::new(
                    FlawKind::NoText,
                    format!("looked for {}; name it with --text-field", fields.text.join(", ")),
                ),
            });
        };
        let text = unescape(value).map_err(bad_json)?;
        if text.len() > Document::MAX_LEN {
            return Err(FlawKind::TooLarge.into());
        }
        let start = place(bytes, value) + 1;
        let url = urls.iter().flatten().find(|url| url.starts_with('"')).copied();
        Ok(Record { bytes, value: start..start + value.len() - 2, text, url })
    }

    /// The text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The page's URL, where the record tells it.
    pub fn url(&self) -> Option<String> {
        let bytes = unescape(self.url?).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// How the record changes when `removals` go from its text.
    pub fn edit(&self, removals: &[Removal], fields: &Fields, catalogue: &Catalogue) -> Edit {
        let mut walk = Walk::new(&self.bytes[self.value.clone()]);
        let mut place = |offset: u32| self.value.start + walk.to(offset as usize);
        let cuts = removals.iter().map(|removal| place(removal.span.start)..place(removal.span.end)).collect();
        let added = fields.stats.as_ref().and_then(|name| {
            let brace = self.bytes.iter().rposition(|&byte| byte == b'}')?;
            Some((brace, stats::member(name, removals, catalogue).ok()?))
        });
        Edit { head: None, cuts, added }
    }
}

/// Where `part` begins in `whole`, of which it is a part.
fn place(whole: &[u8], part: &str) -> usize {
    part.as_ptr().addr() - whole.as_ptr().addr()
}

fn bad_utf8(bytes: &[u8]) -> Flaw {
    let valid = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    Flaw::new(FlawKind::BadUtf8, format!("at byte {} of the record", valid + 1))
}

fn bad_json(error: serde_json::Error) -> Flaw {
    Flaw::new(FlawKind::BadJson, error.to_string())
}

/// The flaw of what could not be read as an object because of `error`.
fn not_an_object(record: &str, error: &serde_json::Error) -> Flaw {
    if record.starts_with('{') || serde_json::from_str::<&serde_json::value::RawValue>(record).is_err() {
        return Flaw::new(FlawKind::BadJson, error.to_string());
    }
    Flaw::new(FlawKind::NoObject, format!("it is {}", sort(record)))
}

/// What sort of JSON `value` is.
fn sort(value: &str) -> &'static str {
    match value.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b'n') => "null",
        Some(b't' | b'f') => "true or false",
        _ => "a number",
    }
}
