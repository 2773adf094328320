//! A record of a WARC or WET file: a head of named fields, and a block of so many bytes as it says.
//!
//! The text is the block of a `conversion`, or the body of an HTTP response that is plain text. When something goes from
//! it, the lengths and digests of the head are made anew; all else of the head stays as it was written.

use std::borrow::Cow;
use std::ops::Range;

use data_encoding::{BASE32, HEXLOWER};
use memchr::memmem;
use sha1::{Digest, Sha1};

use super::change::Edit;
use super::flaw::{Flaw, FlawKind};
use crate::decide::Removal;
use crate::segment::Document;

/// What ends a head.
const BLANK: &[u8] = b"\r\n\r\n";

/// How long a head may be.
const LONGEST_HEAD: usize = 1 << 20;

/// A record that has a text.
#[derive(Clone, Debug)]
pub(crate) struct WarcRecord<'a> {
    bytes: &'a [u8],
    /// The record's own head, with the blank line behind it.
    head: &'a str,
    /// The head of the HTTP response that it holds, with the blank line; empty where it holds none.
    http: &'a str,
    /// Where the text stands.
    body: Range<usize>,
}

/// How long the record at the start of `bytes` is, with the blank lines behind it; `None` where more has to be read,
/// unless it is `over`.
///
/// # Errors
/// When no record begins there.
pub(crate) fn length(bytes: &[u8], over: bool) -> Result<Option<usize>, &'static str> {
    let begins = b"WARC/";
    if !bytes.starts_with(&begins[..begins.len().min(bytes.len())]) {
        return Err("a WARC record was expected, and none begins there");
    }
    let Some(head) = memmem::find(&bytes[..bytes.len().min(LONGEST_HEAD)], BLANK) else {
        return if bytes.len() < LONGEST_HEAD { Ok(None) } else { Err("the head of a WARC record has no end") };
    };
    let block = std::str::from_utf8(&bytes[..head]).ok().and_then(|head| field(head, "Content-Length"));
    let block: usize = block.and_then(|length| length.parse().ok()).ok_or("a WARC record does not tell its length")?;
    let Some(end) = (head + BLANK.len()).checked_add(block) else { return Err("a WARC record tells no sane length") };
    let Some(rest) = bytes.get(end..) else { return Ok(None) };
    let blank = rest.iter().zip(BLANK).take_while(|(one, other)| one == other).count();
    Ok((over || blank == BLANK.len() || blank < rest.len()).then_some(end + blank))
}

impl<'a> WarcRecord<'a> {
    /// Reads the record that `bytes` are. `Err(Ok(_))` is one without a text, and says what it is.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Result<Cow<'a, str>, Flaw>> {
        let other = |what: &'a str| Err(Ok(Cow::Borrowed(what)));
        let split = memmem::find(bytes, BLANK).map(|at| bytes.split_at(at + BLANK.len()));
        let Some((head, rest)) = split.and_then(|(head, rest)| Some((std::str::from_utf8(head).ok()?, rest))) else {
            return other("unknown");
        };
        let sort = field(head, "WARC-Type").unwrap_or("unknown");
        let block = field(head, "Content-Length").and_then(|length| rest.get(..length.parse().ok()?));
        let Some(block) = block else { return other(sort) };
        let http = match (sort, media(head)) {
            ("conversion", "text/plain") => "",
            ("response", _) => match plain_response(block) {
                Ok(http) => http,
                Err(media) => return Err(Ok(Cow::Owned(format!("response of {media}")))),
            },
            _ => return other(sort),
        };
        let text = &block[http.len()..];
        if text.len() > Document::MAX_LEN {
            return Err(Err(FlawKind::TooLarge.into()));
        }
        if simdutf8::basic::from_utf8(text).is_err() {
            return Err(Ok(Cow::Owned(format!("{sort} that is not UTF-8"))));
        }
        let start = head.len() + http.len();
        Ok(WarcRecord { bytes, head, http, body: start..start + text.len() })
    }

    pub(super) fn text(&self) -> &'a [u8] {
        &self.bytes[self.body.clone()]
    }

    /// The page's URL.
    pub(super) fn url(&self) -> Option<&'a str> {
        field(self.head, "WARC-Target-URI").map(|url| url.trim_start_matches('<').trim_end_matches('>'))
    }

    /// When the page was fetched.
    pub(super) fn date(&self) -> Option<&'a str> {
        field(self.head, "WARC-Date")
    }

    /// How the record changes when `removals` go from its text.
    pub(super) fn edit(&self, removals: &[Removal]) -> Edit {
        if removals.is_empty() {
            return Edit::default();
        }
        let start = self.body.start;
        let place = |removal: &Removal| start + removal.span.start as usize..start + removal.span.end as usize;
        let cuts: Vec<Range<usize>> = removals.iter().map(place).collect();
        let body = self.body.len() - cuts.iter().map(ExactSizeIterator::len).sum::<usize>();
        let http = with_length(self.http, body);
        let (mut block, mut payload) = (Sha1::new(), Sha1::new());
        block.update(&http);
        let mut kept = start;
        for (end, next) in cuts.iter().map(|cut| (cut.start, cut.end)).chain([(self.body.end, self.body.end)]) {
            block.update(&self.bytes[kept..end]);
            payload.update(&self.bytes[kept..end]);
            kept = next;
        }
        let digests = Digests { block: block.finalize().into(), payload: payload.finalize().into() };
        let mut head = with_length(self.head, http.len() + body);
        head = digests.replace(&head);
        head.push_str(&http);
        Edit { head: Some((start, head.into_bytes())), cuts, added: None }
    }
}

/// The value of the field `name` in `head`.
fn field<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.split("\r\n").find_map(|line| value(line, name))
}

/// The value that `line` gives to the field `name`.
fn value<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (key, value) = line.split_once(':')?;
    key.trim_end().eq_ignore_ascii_case(name).then(|| value.trim())
}

/// The media type in `head`.
fn media(head: &str) -> &str {
    field(head, "Content-Type").unwrap_or("unknown").split(';').next().unwrap_or_default().trim_end()
}

/// The head of the HTTP response in `block`, where its body is plain text as it is; its media type otherwise.
fn plain_response(block: &[u8]) -> Result<&str, &str> {
    let end = memmem::find(block, BLANK).map(|at| at + BLANK.len());
    let head = end.and_then(|end| std::str::from_utf8(&block[..end]).ok());
    let Some(head) = head.filter(|head| head.starts_with("HTTP/")) else { return Err("unknown") };
    let coded = ["Content-Encoding", "Transfer-Encoding"].iter().filter_map(|name| field(head, name));
    match media(head) {
        "text/plain" if coded.clone().all(|coding| coding.eq_ignore_ascii_case("identity")) => Ok(head),
        "text/plain" => Err("text/plain that is encoded"),
        media => Err(media),
    }
}

/// `head` with another length in it, where it has one.
fn with_length(head: &str, length: usize) -> String {
    edit_lines(head, |line| {
        Some(match value(line, "Content-Length") {
            Some(told) => line.replace(told, &length.to_string()),
            None => line.to_owned(),
        })
    })
}

fn edit_lines(head: &str, edit: impl Fn(&str) -> Option<String>) -> String {
    head.split_inclusive("\r\n").filter_map(edit).collect()
}

/// SHA-1 of what the block and the payload are now.
struct Digests {
    block: [u8; 20],
    payload: [u8; 20],
}

impl Digests {
    /// `head` with these digests, written as those that it has. One by another method goes, as it would be wrong.
    fn replace(&self, head: &str) -> String {
        edit_lines(head, |line| {
            let blocks = value(line, "WARC-Block-Digest").map(|told| (told, &self.block));
            let told = blocks.or_else(|| value(line, "WARC-Payload-Digest").map(|told| (told, &self.payload)));
            let Some((told, digest)) = told else { return Some(line.to_owned()) };
            let (method, old) = told.split_once(':')?;
            if !method.eq_ignore_ascii_case("sha1") && !method.eq_ignore_ascii_case("sha-1") {
                return None;
            }
            let new = if old.len() == 2 * digest.len() { HEXLOWER.encode(digest) } else { BASE32.encode(digest) };
            Some(line.replace(old, &new))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_end_where_their_heads_say() {
        let whole = b"WARC/1.0\r\ncontent-length : 5\r\n\r\na\r\n\r\n\r\n\r\n";
        for end in 0..whole.len() {
            assert_eq!(length(&whole[..end], false), Ok(None), "{end}");
        }
        assert_eq!(length(whole, false), Ok(Some(whole.len())));
        assert_eq!(length(&[&whole[..], b"WARC/1.0"].concat(), false), Ok(Some(whole.len())));
        // The blank lines may be missing.
        let bare = whole.len() - 4;
        assert_eq!(length(&[&whole[..bare], b"WARC/1.0"].concat(), false), Ok(Some(bare)));
        assert_eq!(length(&whole[..bare], true), Ok(Some(bare)));
        assert_eq!(length(&whole[..bare - 1], true), Ok(None));
        for wrong in [&b"HTTP/1.1 200"[..], b"WARC/1.0\r\nA: b\r\n\r\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n"] {
            assert!(length(wrong, false).is_err());
        }
    }
}
