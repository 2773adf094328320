//! What single characters mean on a page, in whatever script: sentence ends, separators, words without spaces.

use super::classes::is_alphanumeric;

/// The first character of `bytes` and its length in bytes, U+FFFD and 1 where it is broken; `None` where there is none.
pub fn first_char(bytes: &[u8]) -> Option<(char, usize)> {
    let bits = |byte: u8, mask: u8| u32::from(byte & mask);
    let next = |byte: u8| bits(byte, 0x3F);
    let (code, len) = match *bytes {
        [] => return None,
        [a @ ..0x80, ..] => return Some((char::from(a), 1)),
        [a @ 0xC2..0xE0, b @ 0x80..0xC0, ..] => (bits(a, 0x1F) << 6 | next(b), 2),
        [a @ 0xE0..0xF0, b @ 0x80..0xC0, c @ 0x80..0xC0, ..] => (bits(a, 0x0F) << 12 | next(b) << 6 | next(c), 3),
        [a @ 0xF0..0xF5, b @ 0x80..0xC0, c @ 0x80..0xC0, d @ 0x80..0xC0, ..] => {
            (bits(a, 0x07) << 18 | next(b) << 12 | next(c) << 6 | next(d), 4)
        }
        _ => return Some((char::REPLACEMENT_CHARACTER, 1)),
    };
    // A character that could be written shorter is broken, too.
    let whole = char::from_u32(code).filter(|c| c.len_utf8() == len);
    Some(whole.map_or((char::REPLACEMENT_CHARACTER, 1), |c| (c, len)))
}

/// The last character of `bytes` and its length in bytes, U+FFFD and 1 where it is broken; `None` where there is none.
pub fn last_char(bytes: &[u8]) -> Option<(char, usize)> {
    let last = *bytes.last()?;
    if last.is_ascii() {
        return Some((char::from(last), 1));
    }
    let tail = &bytes[bytes.len().saturating_sub(4)..];
    let start = tail.iter().rposition(|b| b & 0xC0 != 0x80).unwrap_or(0);
    match first_char(&tail[start..]) {
        Some((c, len)) if start + len == tail.len() => Some((c, len)),
        _ => Some((char::REPLACEMENT_CHARACTER, 1)),
    }
}

/// Whether a sentence can end in `c`, in any script.
pub fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '．'
            | '！'
            | '？'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '៕'
            | '།'
            | '｡'
            | '⁈'
            | '⁉'
            | '‼'
    )
}

/// Whether `c` may close a sentence after its terminal mark: a quote or a bracket. Quotes that open in one language close
/// in another.
pub fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '*'
            | '_'
    )
}

/// Whether `c` stands between the items of a breadcrumb or an inline menu.
pub fn is_separator(c: char) -> bool {
    matches!(
        c,
        '|' | '>'
            | '/'
            | '»'
            | '›'
            | '•'
            | '·'
            | '→'
            | '▸'
            | '►'
            | '⟩'
            | '❯'
            | '｜'
            | '＞'
            | '〉'
            | '\\'
            | '⁄'
    )
}

/// Whether `c` opens an item of a list when a space follows it.
pub fn is_list_mark(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '-'
            | '*'
            | '+'
            | '–'
            | '—'
            | '▪'
            | '▫'
            | '◦'
            | '●'
            | '○'
            | '■'
            | '□'
            | '►'
            | '▸'
            | '▶'
            | '‣'
            | '⁃'
            | '→'
            | '✓'
            | '✔'
            | '・'
            | '»'
            | '›'
            | '>'
    )
}

/// Whether `c` belongs to a script that writes words without spaces between them.
pub fn is_unspaced(c: char) -> bool {
    is_ideograph(c)
        || matches!(
            c,
            '\u{0E00}'..='\u{0EFF}' // Thai, Lao
            | '\u{0F00}'..='\u{0FFF}' // Tibetan
            | '\u{1000}'..='\u{109F}' // Myanmar
            | '\u{1780}'..='\u{17FF}' // Khmer
            | '\u{A980}'..='\u{A9DF}' // Javanese
        )
}

/// Whether `c` is a character of Chinese or Japanese, two of which make a word; of other scripts without spaces, it takes
/// several letters.
pub fn is_ideograph(c: char) -> bool {
    matches!(
        c,
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}' // kana
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{9FFF}' // Han
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9D}'
        | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Whether `c` continues a word of a spaced script, so that a phrase may not begin or end beside it.
pub fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { is_alphanumeric(c) && !is_unspaced(c) }
}

#[cfg(test)]
mod tests {
    use super::{first_char, last_char};

    #[test]
    fn every_character_is_read_as_it_is_written() {
        for c in char::MIN..=char::MAX {
            let mut buffer = [0; 4];
            assert_eq!(first_char(c.encode_utf8(&mut buffer).as_bytes()), Some((c, c.len_utf8())));
        }
    }

    #[test]
    fn characters_are_found_at_both_ends_and_broken_ones_are_no_end() {
        for text in ["a", "é", "•", "新闻", "🎈x", "x🎈"] {
            let (first, last) = (text.chars().next(), text.chars().next_back());
            assert_eq!(first_char(text.as_bytes()), first.map(|c| (c, c.len_utf8())));
            assert_eq!(last_char(text.as_bytes()), last.map(|c| (c, c.len_utf8())));
        }
        let broken = Some((char::REPLACEMENT_CHARACTER, 1));
        for bytes in [b"\xC3".as_slice(), b"\x80", b"\xFF", b"\xE4\xBA", b"\xC3(\xC3", b"\xE0\x80\xAF"] {
            assert_eq!((first_char(bytes), last_char(bytes)), (broken, broken), "{bytes:x?}");
        }
        assert_eq!((first_char(b""), last_char(b"")), (None, None));
    }
}
