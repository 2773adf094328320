//! A row of a Parquet file on its way: its text and its URL behind a head that tells how long they are.
//!
//! Columns have no bytes between their values, and texts may hold any. The head is eight bytes, two numbers with the lowest
//! byte first: the length of the text, and that of the URL, which stands before the text. A row without a text has in place
//! of the length the definition level of the null, counted down from the largest number.

use std::borrow::Cow;
use std::ops::Range;

use super::change::Edit;
use super::flaw::{Flaw, FlawKind};
use crate::decide::Removal;
use crate::segment::Document;

/// How long a head is.
const HEAD: usize = 8;

/// What a row holds as its text: so many bytes, or nothing from this definition level on.
pub(crate) type Value<T> = Result<T, i16>;

/// A row that has a text.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    url: &'a [u8],
    text: &'a [u8],
}

/// The head of a row.
pub(crate) fn head(text: Value<&[u8]>, url: &[u8]) -> [u8; HEAD] {
    // Neither is longer than a page, which is 2 GiB at most.
    let length = text.map_or_else(|level| !(level as u32), |text| text.len() as u32);
    (u64::from(length) | (url.len() as u64) << 32).to_le_bytes()
}

/// Appends a row to `out`.
pub(crate) fn push(text: Value<&[u8]>, url: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&head(text, url));
    out.extend_from_slice(url);
    out.extend_from_slice(text.unwrap_or_default());
}

/// The text of the row at the start of `bytes`, or the level of its null; and where it stands.
fn measure(bytes: &[u8]) -> Option<(Value<Range<usize>>, usize)> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (length, url) = (number(0)?, number(4)? as usize);
    let start = HEAD + url;
    Some(match usize::try_from(length) {
        Ok(length) if length <= Document::MAX_LEN => (Ok(start..start + length), start + length),
        _ => (Err(!length as i16), start),
    })
}

/// How long the row at the start of `bytes` is; `None` where there is none.
pub(crate) fn length(bytes: &[u8]) -> Option<usize> {
    measure(bytes).map(|(_, end)| end).filter(|&end| end <= bytes.len())
}

/// The text of `row`, or the level of its null.
pub(crate) fn value(row: &[u8]) -> Value<&[u8]> {
    measure(row).map_or(Err(0), |(text, _)| text).map(|text| row.get(text).unwrap_or_default())
}

impl<'a> Row<'a> {
    /// Reads the row that `bytes` are. `Err(Ok(_))` is one without a text.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Result<Cow<'a, str>, Flaw>> {
        let Ok(text) = value(bytes) else { return Err(Ok(Cow::Borrowed("row without a text"))) };
        if simdutf8::basic::from_utf8(text).is_err() {
            let valid = text.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
            return Err(Err(Flaw::new(FlawKind::BadUtf8, format!("at byte {} of the text", valid + 1))));
        }
        let url = bytes.get(HEAD..bytes.len() - text.len()).unwrap_or_default();
        Ok(Row { url, text })
    }

    pub(super) fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The page's URL, where the row tells it.
    pub(super) fn url(&self) -> Option<&'a str> {
        std::str::from_utf8(self.url).ok().filter(|url| !url.is_empty())
    }

    /// How the row changes when `removals` go from its text.
    pub(super) fn edit(&self, removals: &[Removal]) -> Edit {
        if removals.is_empty() {
            return Edit::default();
        }
        let start = HEAD + self.url.len();
        let place = |removal: &Removal| start + removal.span.start as usize..start + removal.span.end as usize;
        let cuts: Vec<Range<usize>> = removals.iter().map(place).collect();
        let left = self.text.len() - cuts.iter().map(ExactSizeIterator::len).sum::<usize>();
        Edit { head: Some((start, (left as u64).to_le_bytes().to_vec())), cuts, added: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_apart() {
        let mut rows = Vec::new();
        let texts = [Ok(&b"a\nb"[..]), Err(0), Ok(b""), Err(7), Ok(b"\xff")];
        for (text, url) in texts.into_iter().zip([&b"u"[..], b"http://a", b"", b"", b"v"]) {
            push(text, url, &mut rows);
        }
        let mut rest = &rows[..];
        for text in texts {
            let row = &rest[..length(rest).unwrap()];
            assert_eq!(value(row), text);
            rest = &rest[row.len()..];
        }
        assert_eq!((rest, length(rest)), (&b""[..], None));
        assert_eq!(length(&rows[..9]), None, "the text is cut off");
        let row = Row::read(&rows[..12]).unwrap();
        assert_eq!((row.text(), row.url()), (&b"a\nb"[..], Some("u")));
    }
}
