//! From bytes to text: UTF-8 is kept as it is, other encodings become UTF-8, and what is no text is told apart.
//!
//! A cleaner takes any bytes, so damaged UTF-8 is left alone: only a text in which fewer multi-byte sequences
//! are valid than are not is taken to be in another encoding.

mod binary;
mod legacy;
mod utf16;

use std::borrow::Cow;

pub(crate) use binary::{HEAD, is_binary};
pub(crate) use legacy::encode;

/// What [`decode`] made of a file's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded<'a> {
    /// Text, which may hold damaged UTF-8: the cleaner takes any bytes.
    Text {
        /// The text; borrowed, byte for byte, where it was not transcoded.
        bytes: Cow<'a, [u8]>,
        /// Name of the encoding that it was transcoded from, as the WHATWG spells it.
        encoding: Option<&'static str>,
    },
    /// No text.
    Binary,
}

/// Tells text from binary and turns what is not UTF-8 into UTF-8.
///
/// UTF-16 is known by its byte order mark, which does not become part of the text; the mark of UTF-8 is kept.
///
/// ```
/// use dechaff::{Decoded, decode};
/// let text = Decoded::Text { bytes: b"hi".as_slice().into(), encoding: Some("UTF-16LE") };
/// assert_eq!(decode(b"\xff\xfeh\0i\0"), text);
/// assert_eq!(decode(b"\x89PNG\r\n\x1a\n"), Decoded::Binary);
/// ```
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if is_binary(bytes) {
        return Decoded::Binary;
    }
    if let Some(order) = utf16::Order::of(bytes) {
        return utf16::decode(bytes, order).map_or(Decoded::Binary, |text| transcoded(text, order.name()));
    }
    if simdutf8::basic::from_utf8(bytes).is_ok() || is_damaged_utf8(bytes) {
        return Decoded::Text { bytes: Cow::Borrowed(bytes), encoding: None };
    }
    legacy::decode(bytes).map_or(Decoded::Binary, |(text, name)| transcoded(text, name))
}

fn transcoded(text: String, name: &'static str) -> Decoded<'static> {
    Decoded::Text { bytes: Cow::Owned(text.into_bytes()), encoding: Some(name) }
}

/// Valid multi-byte sequences for one invalid one at which a text counts as UTF-8 with flaws. Text in an old encoding
/// hardly ever holds one by chance.
const VALID_PER_INVALID: usize = 1;

/// Whether `bytes`, which are not valid UTF-8, are UTF-8 all the same: damaged here and there, or torn off at the end.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    let mut torn = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
        torn = chunk.invalid().len();
    }
    let at_end = torn > 0 && std::str::from_utf8(&bytes[bytes.len() - torn..]).is_err_and(|e| e.error_len().is_none());
    // A single high byte at the end of an otherwise plain text is more likely to be a letter of an old encoding.
    let only_torn = invalid == 1 && at_end && (valid > 0 || torn > 1);
    only_torn || valid >= invalid * VALID_PER_INVALID
}

#[cfg(test)]
mod tests {
    use super::{Decoded, decode};

    fn text(bytes: &[u8]) -> (String, Option<&'static str>) {
        match decode(bytes) {
            Decoded::Text { bytes, encoding } => (String::from_utf8_lossy(&bytes).into_owned(), encoding),
            Decoded::Binary => panic!("binary: {bytes:?}"),
        }
    }

    #[test]
    fn utf8_is_kept() {
        for kept in ["", "a\r\nb", "\u{feff}title\r\n", "naïve", "一二三", "\u{1b}[1m"] {
            assert_eq!(text(kept.as_bytes()), (kept.to_owned(), None));
        }
    }

    #[test]
    fn damaged_utf8_is_kept() {
        for kept in [
            &b"na\xc3\xafve \xc3\xa9t\xc3\xa9 \xc3\xa0 c\xc3\xb4t\xc3\xa9 \xff ok"[..],
            b"dash \xe2\x80",
            b"\xc3\xa9 torn \xe2",
        ] {
            let Decoded::Text { bytes, encoding } = decode(kept) else { panic!("binary") };
            assert_eq!((&*bytes, encoding), (kept, None));
        }
    }

    #[test]
    fn other_encodings_become_utf8() {
        assert_eq!(text(b"caf\xe9 au lait, d\xe9j\xe0 vu"), ("café au lait, déjà vu".to_owned(), Some("windows-1252")));
        assert_eq!(text(b"un caf\xe9").0, "un café");
        assert_eq!(text(b"\xff\xfea\0\r\0\n\0"), ("a\r\n".to_owned(), Some("UTF-16LE")));
        assert_eq!(text(b"\xfe\xff\0a\x20\xac"), ("a€".to_owned(), Some("UTF-16BE")));
        assert_eq!(text(b"\xff\xfe"), (String::new(), Some("UTF-16LE")));
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Вчера на площади открылась выставка старых карт.");
        assert_eq!(text(&russian).1, Some("windows-1251"));
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("昨日、町の広場で古い地図の展覧会が開かれた。");
        assert_eq!(text(&japanese), ("昨日、町の広場で古い地図の展覧会が開かれた。".to_owned(), Some("Shift_JIS")));
    }

    #[test]
    fn binary_is_told_apart() {
        for binary in [
            &b"%PDF-1.7\n"[..],
            b"PK\x03\x04rest",
            b"\x1f\x8b\x08",
            b"text\0text",
            b"\xff\xfe\0\0a\0\0\0",
            b"\x01\x02\x03\xff\x04\x05\x9f\x06",
        ] {
            assert_eq!(decode(binary), Decoded::Binary, "{binary:?}");
        }
    }
}
