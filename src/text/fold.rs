//! Lines are compared and matched in a folded form, so that case, quotes, dashes and spacing do not hide a phrase.

use std::sync::LazyLock;

use super::block::{Block, Mask};
use super::chars::first_char;
use super::letters::{may_differ, plain};
use super::markup::strip_markup;

/// The folded form of `text`: lower case, [plain](super::letters) letters, quotes and dashes, single spaces, no invisible
/// characters, and Markdown links and strong emphasis reduced to their text. Invalid UTF-8 becomes U+FFFD.
pub fn fold(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`; see [`fold`].
pub fn fold_into(text: &[u8], out: &mut Vec<u8>) {
    if let Plain::No { care } = fold_plain(text, out, |_| {}) {
        fold_rest(text, care, std::str::from_utf8(text).is_ok(), out);
    }
}

/// Whether a text was folded by copying it in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// It was: it is ASCII and differs from its folded form in nothing but case.
    Whole,
    /// It was not; whether even its ASCII needs more than that: doubled or odd white space, links, emphasis.
    No {
        /// Whether it does.
        care: bool,
    },
}

/// Appends to `out` what is not [plain](fold_plain), folded; whether it is `valid` UTF-8 is known.
pub fn fold_rest(text: &[u8], care: bool, valid: bool, out: &mut Vec<u8>) {
    let from = out.len();
    if valid {
        fold_valid(text, care, from, out);
    } else {
        text.utf8_chunks().for_each(|chunk| {
            fold_valid(chunk.valid().as_bytes(), care, from, out);
            if !chunk.invalid().is_empty() {
                out.extend_from_slice("\u{FFFD}".as_bytes());
            }
        });
    }
    while out.len() > from && out.last() == Some(&b' ') {
        out.pop();
    }
    if care {
        strip_markup(from, out);
    }
}

/// What is no sign of anything, and of no class of characters that is counted.
const FILLER: u8 = 0x7F;

/// Copies `text` to `out` in lower case if that is all there is to do, and leaves `out` as it was otherwise. Shows `see` all
/// of `text` by the block, the last one filled up with what is of no class.
#[inline]
pub fn fold_plain(text: &[u8], out: &mut Vec<u8>, mut see: impl FnMut(Block)) -> Plain {
    let from = out.len();
    out.resize(from + text.len(), 0);
    let mut signs = Signs::default();
    let (blocks, rest) = text.as_chunks::<{ Block::LEN }>();
    let (lowered, lowered_rest) = out[from..].as_chunks_mut::<{ Block::LEN }>();
    for (bytes, lowered) in blocks.iter().zip(lowered) {
        let block = Block::new(bytes);
        see(block);
        *lowered = signs.see(block);
    }
    if !rest.is_empty() {
        let mut bytes = [FILLER; Block::LEN];
        bytes[..rest.len()].copy_from_slice(rest);
        let block = Block::new(&bytes);
        see(block);
        lowered_rest.copy_from_slice(&signs.see(block)[..rest.len()]);
    }
    let care = signs.care != 0 || text.first().is_some_and(|&b| b <= b' ');
    if !care && signs.beyond_ascii == 0 {
        return Plain::Whole;
    }
    out.truncate(from);
    Plain::No { care }
}

/// What was seen in the blocks of a text so far.
#[derive(Default)]
struct Signs {
    care: Mask,
    beyond_ascii: Mask,
    /// Whether the last byte was a space, a closing bracket, an asterisk.
    last: [Mask; 3],
}

impl Signs {
    /// Looks at the next block and gives it back in lower case.
    #[inline]
    fn see(&mut self, block: Block) -> [u8; Block::LEN] {
        self.beyond_ascii |= block.beyond_ascii();
        self.care |= block.controls();
        let stars = block.are(b'*');
        let pairs = [(block.are(b' '), block.are(b' ')), (block.are(b']'), block.are(b'(')), (stars, stars)];
        for ((first, second), last) in pairs.into_iter().zip(&mut self.last) {
            self.care |= (first << 1 | *last) & second;
            *last = first >> (Block::LEN - 1);
        }
        block.lower()
    }
}

/// Folds valid text. Unless it needs care, ASCII is only put in lower case.
fn fold_valid(text: &[u8], care: bool, from: usize, out: &mut Vec<u8>) {
    let mut rest = text;
    // White space that is no ASCII became a space, beside which another one is too much.
    let mut behind_space = out.last() == Some(&b' ');
    while let Some(&first) = rest.first() {
        let len = match first {
            b' ' if behind_space && !care => 1,
            ..0x80 if !care => fold_ascii(rest, out),
            0xC2..0xE0 if !care => fold_pairs(rest, out),
            0xE0 if may_differ(rest) => 0,
            // Scripts of India, Thai, Lao, Tibetan; Han; Hangul: none has capitals or white space.
            0xE0 | 0xE4..=0xE9 | 0xEB..=0xEC if !care => {
                out.extend_from_slice(&rest[..3]);
                3
            }
            _ => 0,
        };
        behind_space = false;
        rest = &rest[len..];
        if len == 0 {
            let Some((c, len)) = first_char(rest) else { return };
            fold_char(c, from, out);
            behind_space = out.last() == Some(&b' ');
            rest = &rest[len..];
        }
    }
}

/// Folds the ASCII that `text` begins with, or a part of it, and tells how much that is.
#[inline]
fn fold_ascii(text: &[u8], out: &mut Vec<u8>) -> usize {
    match text.first_chunk::<8>().filter(|eight| eight.is_ascii()) {
        Some(eight) => out.extend_from_slice(&eight.map(|b| b.to_ascii_lowercase())),
        None => {
            out.push(text[0].to_ascii_lowercase());
            return 1;
        }
    }
    8
}

/// Folds the characters of two bytes that `text` begins with, as long as they fold to one of two bytes, and tells how
/// much of it that is.
#[inline]
fn fold_pairs(text: &[u8], out: &mut Vec<u8>) -> usize {
    let mut word = [[0; 2]; 16];
    let mut len = 0;
    for (slot, &[lead, next]) in word.iter_mut().zip(text.as_chunks().0) {
        let folded = PAIRS[usize::from(lead & 0x1F) << 6 | usize::from(next & 0x3F)];
        if !(0xC2..0xE0).contains(&lead) || folded == [0; 2] {
            break;
        }
        *slot = folded;
        len += 1;
    }
    out.extend_from_slice(word[..len].as_flattened());
    2 * len
}

/// What the characters below U+0800 fold to that do so to one of two bytes; for the others zeros.
static PAIRS: LazyLock<[[u8; 2]; 0x800]> = LazyLock::new(|| {
    let mut folded = Vec::new();
    std::array::from_fn(|code| {
        let Some(c) = char::from_u32(code as u32).filter(|c| !c.is_ascii()) else { return [0; 2] };
        folded.clear();
        fold_char(c, 0, &mut folded);
        match *folded {
            [lead @ 0xC2..0xE0, next] => [lead, next],
            _ => [0; 2],
        }
    })
});

fn fold_char(c: char, from: usize, out: &mut Vec<u8>) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase() as u8),
        '!'..='~' => out.push(c as u8),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' => {}
        '‘' | '’' | '‚' | '‛' | '´' | 'ʼ' | 'ʻ' => out.push(b'\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => out.push(b'"'),
        '‐'..='―' | '−' => out.push(b'-'),
        '…' => out.extend_from_slice(b"..."),
        c if c.is_whitespace() || c.is_control() => {
            if out.len() > from && out.last() != Some(&b' ') {
                out.push(b' ');
            }
        }
        c => {
            let mut push = |lower: char| {
                if let Some(plain) = plain(lower) {
                    out.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
                }
            };
            if is_uncased(c) { push(c) } else { c.to_lowercase().for_each(push) }
        }
    }
}

/// Whether `c` stands in a block without upper case. Blocks are told faster than letters.
fn is_uncased(c: char) -> bool {
    matches!(
        c,
        '\u{A0}'..='\u{BF}' // Signs of Latin-1
        | '\u{DF}'..='\u{FF}'
        | '\u{430}'..='\u{45F}' // Cyrillic
        | '\u{590}'..='\u{109F}' // Hebrew, Arabic, the scripts of India, Thai to Myanmar
        | '\u{2000}'..='\u{20FF}' // Punctuation, currencies
        | '\u{2190}'..='\u{245F}' // Arrows, operators
        | '\u{2500}'..='\u{2BFF}' // Frames, shapes, symbols
        | '\u{2E80}'..='\u{A63F}' // Han, kana
        | '\u{AC00}'..='\u{D7AF}' // Hangul
        | '\u{1F000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn folded(text: &str) -> String {
        String::from_utf8(fold(text.as_bytes())).unwrap()
    }

    #[test]
    fn case_letters_quotes_and_spaces_are_folded() {
        for (text, expected) in [
            ("Read MORE", "read more"),
            ("a  b\tc", "a b c"),
            ("“Don’t” — stop…", "\"don't\" - stop..."),
            ("ÄRGER im Büro", "ärger im büro"),
            ("РЕКЛАМА\u{a0}", "реклама"),
            ("zero\u{200b}width", "zerowidth"),
            ("广告", "广告"),
            ("ΕΠΙΚΟΙΝΩΝΊΑ ΜΑΣ", "επικοινωνια μασ"),
            ("İLETİŞİM, AYRINTILAR", "iletișim, ayrintilar"),
            ("और पढ़ें", "और पढें"),
            ("ＰＲ：ニュース", "pr:ニュース"),
            ("കൂടുതൽ കൂടുതല്\u{200d}", "കൂടുതല കൂടുതല"),
        ] {
            assert_eq!(folded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn blocks_without_upper_case_have_none() {
        for c in (char::MIN..=char::MAX).filter(|&c| super::is_uncased(c)) {
            assert!(c.to_lowercase().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn characters_fold_alone_as_they_do_among_others() {
        for c in ('\u{80}'..'\u{FFFF}').filter(|c| !c.is_whitespace() && !c.is_control()) {
            let mut alone = Vec::new();
            super::fold_char(c, 0, &mut alone);
            let alone = String::from_utf8(alone).unwrap();
            assert_eq!(folded(&format!("é{c}ж{c}a{c}")), format!("é{alone}ж{alone}a{alone}"), "{c:?}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["“A  b” [c](d)", "ΣΊΣΥΦΟΣ", "İstanbul", "x\t\ty"] {
            let once = fold(text.as_bytes());
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }

    #[test]
    fn invalid_utf8_is_marked_not_lost() {
        assert_eq!(fold(b"caf\xe9 x"), "caf\u{FFFD} x".as_bytes());
    }
}
