//! How wide texts are: a script that takes more bytes for a letter says no more by it.

use std::ops::RangeInclusive;

use super::block::Block;

/// Columns of `text`: two for each character of Han, Kana and Hangul, one for others, none for broken ones.
pub fn columns(text: &[u8]) -> usize {
    let (blocks, rest) = text.as_chunks::<{ Block::LEN }>();
    blocks.iter().map(of_block).sum::<usize>() + rest.iter().map(|&byte| of_byte(byte)).sum::<usize>()
}

/// The beginning of `text`, at most so many columns wide and four times as many bytes long. It ends between characters,
/// and is all of `text` where that is not wider.
pub fn within_columns(text: &[u8], columns: usize) -> &[u8] {
    if text.len() <= columns {
        return text;
    }
    let reach = &text[..text.len().min(4 * columns)];
    let (mut end, mut left) = (0, columns);
    for block in reach.as_chunks::<{ Block::LEN }>().0 {
        let Some(rest) = left.checked_sub(of_block(block)) else { break };
        (end, left) = (end + Block::LEN, rest);
    }
    while let Some(rest) = reach.get(end).and_then(|&byte| left.checked_sub(of_byte(byte))) {
        (end, left) = (end + 1, rest);
    }
    // The last character may go on beyond the reach.
    let from = end.saturating_sub(4);
    while end > from && text.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end -= 1;
    }
    &text[..end]
}

#[inline]
fn of_block(bytes: &[u8; Block::LEN]) -> usize {
    let block = Block::new(bytes);
    ((!block.continuations() & 0xFFFF).count_ones() + block.wide_starts().count_ones()) as usize
}

#[inline]
fn of_byte(byte: u8) -> usize {
    usize::from(byte & 0xC0 != 0x80) + usize::from(begins_wide(byte))
}

/// Whether `byte` begins a character of Han, Kana or Hangul.
#[inline]
pub fn begins_wide(byte: u8) -> bool {
    WIDE.contains(&byte)
}

/// Bytes that begin wide characters.
pub(super) const WIDE: RangeInclusive<u8> = 0xE3..=0xED;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_in_every_script() {
        for (text, wide) in
            [("", 0), ("harbour", 7), ("гавань", 6), ("ნავსადგური", 10), ("ท่าเรือ", 7), ("港口", 4), ("항구", 4)]
        {
            assert_eq!(columns(text.as_bytes()), wide, "{text}");
            let long = text.repeat(9);
            assert_eq!(columns(long.as_bytes()), 9 * wide, "{text}");
        }
        assert_eq!(columns(&[0x80; 40]), 0);
    }

    #[test]
    fn what_is_cut_off_has_no_room() {
        for text in ["a harbour, ", "гавань и ", "ნავსადგური ", "港口に", "é", "🎈 "] {
            let long = text.repeat(60);
            for wide in 0..200 {
                let cut = within_columns(long.as_bytes(), wide);
                let cut = std::str::from_utf8(cut).unwrap();
                let left = wide - columns(cut.as_bytes());
                let next = long[cut.len()..].chars().next().map(String::from);
                assert!(next.is_none_or(|next| left < columns(next.as_bytes())), "{cut:?}");
            }
        }
    }

    #[test]
    fn what_has_no_columns_is_cut_all_the_same() {
        assert_eq!(within_columns(&[0x80; 1000], 10).len(), 36);
        assert_eq!(within_columns(b"short", 10), b"short");
    }
}
