//! Where a place in a text stands in its JSON string, with all its escapes.

use memchr::memchr;

/// Goes through a JSON string, without its quotes, beside the text that it stands for.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    string: &'a [u8],
    /// Bytes of the string behind us.
    at: usize,
    /// Bytes of the text behind us.
    told: usize,
}

impl<'a> Walk<'a> {
    /// Begins at the start of `string`, which is valid.
    pub(super) fn new(string: &'a [u8]) -> Self {
        Walk { string, at: 0, told: 0 }
    }

    /// Where the byte at `offset` of the text begins in the string. Offsets come in order, and between characters.
    pub(super) fn to(&mut self, offset: usize) -> usize {
        while self.told < offset && self.at < self.string.len() {
            let rest = &self.string[self.at..];
            let plain = memchr(b'\\', rest).unwrap_or(rest.len()).min(offset - self.told);
            let (written, meant) = if plain > 0 { (plain, plain) } else { escape(rest) };
            self.at += written;
            self.told += meant;
        }
        self.at
    }
}

/// Bytes of the escape at the start of `rest`, and bytes of what it stands for.
fn escape(rest: &[u8]) -> (usize, usize) {
    match unit(rest) {
        None => (2, 1),
        Some(0..0x80) => (6, 1),
        Some(0x80..0x800) => (6, 2),
        Some(0xD800..0xDC00) if matches!(unit(&rest[6..]), Some(0xDC00..0xE000)) => (12, 4),
        Some(_) => (6, 3),
    }
}

/// The number in `\u0000`, if one begins there.
fn unit(rest: &[u8]) -> Option<u16> {
    let digits = rest.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::find::unescape;

    #[test]
    fn every_place_is_found_behind_every_escape() {
        let string = r#"a\n\/\\\"\u0000é\u00e9\u20ac\ud83d\ude00x\ud800\ud83d\ude00\udc00\ud800\n€😀"#;
        let places = [0, 1, 3, 5, 7, 9, 15, 17, 23, 29, 41, 42, 48, 60, 66, 72, 74, 77, 81];
        let quoted = |part: &str| unescape(&format!("\"{part}\"")).unwrap().len();
        let mut walk = Walk::new(string.as_bytes());
        for place in places {
            assert_eq!(walk.to(quoted(&string[..place])), place);
        }
        assert_eq!((string.len(), walk.to(usize::MAX)), (81, 81));
    }
}
