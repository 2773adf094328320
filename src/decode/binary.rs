//! Knows what is no text by its first bytes, so that a large picture need not be read to its end.

use super::utf16::Order;

/// How much of a file's beginning tells whether it is text.
pub(crate) const HEAD: usize = 8 * 1024;

/// Beginnings of formats that people leave among their texts.
const MAGIC: [&[u8]; 18] = [
    b"%PDF-",
    b"\x89PNG\r\n\x1a\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"\xfd7zXZ\0",
    b"BZh91AY&SY",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"OggS\0",
    b"wOF2",
    b"SQLite format 3\0",
];

/// Whether what begins with `head` is no text: a known format, or a NUL where the text is not UTF-16.
pub(crate) fn is_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(HEAD)];
    if MAGIC.iter().any(|magic| head.starts_with(magic)) {
        return true;
    }
    match Order::of(head) {
        Some(order) => order.has_nul(head),
        None => memchr::memchr(0, head).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::{HEAD, is_binary};

    #[test]
    fn only_the_head_counts() {
        let mut long = vec![b'a'; HEAD];
        long.push(0);
        assert!(!is_binary(&long));
        long[HEAD - 1] = 0;
        assert!(is_binary(&long));
    }

    #[test]
    fn text_may_look_like_the_beginning_of_a_format() {
        for text in ["PK wins", "BZh", "GIF89", "%PDF", ""] {
            assert!(!is_binary(text.as_bytes()), "{text}");
        }
    }
}
