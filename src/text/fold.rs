//! Lines are compared and matched in a folded form, so that case, quotes, dashes and spacing do not hide a phrase.

use std::sync::LazyLock;

use super::block::{Block, Mask};

/// The folded form of `text`: lower case, plain quotes and dashes, single spaces, no invisible characters, and
/// Markdown links and strong emphasis reduced to their text. Invalid UTF-8 becomes U+FFFD.
pub fn fold(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`; see [`fold`]. Tells whether `text` is ASCII and differs from it in
/// nothing but case.
pub fn fold_into(text: &[u8], out: &mut Vec<u8>) -> bool {
    let from = out.len();
    let care = match fold_plain(text, out) {
        Plain::Whole => return true,
        Plain::No { care } => care,
    };
    match std::str::from_utf8(text) {
        Ok(text) => fold_valid(text, care, from, out),
        Err(_) => text.utf8_chunks().for_each(|chunk| {
            fold_valid(chunk.valid(), care, from, out);
            if !chunk.invalid().is_empty() {
                out.extend_from_slice("\u{FFFD}".as_bytes());
            }
        }),
    }
    while out.len() > from && out.last() == Some(&b' ') {
        out.pop();
    }
    if care {
        unlink(from, out);
        unstress(from, out);
    }
    false
}

/// Whether a text was folded by copying it in lower case.
enum Plain {
    Whole,
    /// It was not; whether even its ASCII needs more than that: doubled or odd white space, links, emphasis.
    No {
        care: bool,
    },
}

/// Copies `text` to `out` in lower case if that is all there is to do, and leaves `out` as it was otherwise.
fn fold_plain(text: &[u8], out: &mut Vec<u8>) -> Plain {
    let from = out.len();
    let mut signs = Signs::default();
    let (blocks, rest) = text.as_chunks::<{ Block::LEN }>();
    for block in blocks {
        out.extend_from_slice(&signs.see(block));
    }
    if !rest.is_empty() {
        // Filled up with what is no sign of anything.
        let mut block = [b'x'; Block::LEN];
        block[..rest.len()].copy_from_slice(rest);
        out.extend_from_slice(&signs.see(&block)[..rest.len()]);
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
    fn see(&mut self, bytes: &[u8; Block::LEN]) -> [u8; Block::LEN] {
        let block = Block::new(bytes);
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

/// Folds valid text. Unless it needs care, stretches of ASCII are copied whole.
fn fold_valid(text: &str, care: bool, from: usize, out: &mut Vec<u8>) {
    if care {
        return text.chars().for_each(|c| fold_char(c, from, out));
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let ascii = bytes[at..].iter().position(|b| !b.is_ascii()).unwrap_or(bytes.len() - at);
        let mut run = &bytes[at..at + ascii];
        if run.first() == Some(&b' ') && out.last() == Some(&b' ') {
            run = &run[1..];
        }
        let copied = out.len();
        out.extend_from_slice(run);
        out[copied..].make_ascii_lowercase();
        at += ascii;
        let settled = settled_len(&bytes[at..]);
        out.extend_from_slice(&bytes[at..at + settled]);
        at += settled;
        if let Some(c) = text[at..].chars().next().filter(|c| !c.is_ascii()) {
            fold_char(c, from, out);
            at += c.len_utf8();
        }
    }
}

/// How many bytes `text` begins with that are characters of two bytes and fold to themselves: most letters of Greek,
/// Cyrillic, Hebrew, Arabic, and most accented ones.
fn settled_len(text: &[u8]) -> usize {
    let settled = |pair: &&[u8; 2]| {
        let [lead, next] = **pair;
        (0xC2..0xE0).contains(&lead) && SETTLED[usize::from(lead & 0x1F)] >> (next & 0x3F) & 1 == 1
    };
    2 * text.as_chunks::<2>().0.iter().take_while(settled).count()
}

/// The characters below U+0800 and beyond ASCII that fold to themselves, a bit for each.
static SETTLED: LazyLock<[u64; 32]> = LazyLock::new(|| {
    let mut settled = [0; 32];
    let mut folded = Vec::new();
    for c in '\u{80}'..'\u{800}' {
        folded.clear();
        fold_char(c, 0, &mut folded);
        if folded == c.encode_utf8(&mut [0; 2]).as_bytes() {
            settled[c as usize / 64] |= 1 << (c as usize % 64);
        }
    }
    settled
});

fn fold_char(c: char, from: usize, out: &mut Vec<u8>) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase() as u8),
        '!'..='~' => out.push(c as u8),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' => {}
        '‘' | '’' | '‚' | '‛' | '´' | 'ʼ' => out.push(b'\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => out.push(b'"'),
        '‐'..='―' | '−' => out.push(b'-'),
        '…' => out.extend_from_slice(b"..."),
        c if c.is_whitespace() || c.is_control() => {
            if out.len() > from && out.last() != Some(&b' ') {
                out.push(b' ');
            }
        }
        c => {
            let mut buffer = [0; 4];
            if is_uncased(c) {
                out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            } else {
                for lower in c.to_lowercase() {
                    out.extend_from_slice(lower.encode_utf8(&mut buffer).as_bytes());
                }
            }
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

/// Reduces Markdown links, `[text](target)`, to their text.
fn unlink(from: usize, out: &mut Vec<u8>) {
    while let Some(middle) = memchr::memmem::find(&out[from..], b"](").map(|i| from + i) {
        let Some(close) = memchr::memchr(b')', &out[middle..]).map(|i| middle + i) else { return };
        let Some(open) = memchr::memrchr(b'[', &out[from..middle]).map(|i| from + i) else {
            out.drain(middle..=close);
            continue;
        };
        out.drain(middle..=close);
        out.remove(open);
    }
}

/// Drops Markdown's marks of strong emphasis, `**`.
fn unstress(from: usize, out: &mut Vec<u8>) {
    while let Some(at) = memchr::memmem::find(&out[from..], b"**") {
        out.drain(from + at..from + at + 2);
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn folded(text: &str) -> String {
        String::from_utf8(fold(text.as_bytes())).unwrap()
    }

    #[test]
    fn case_quotes_spaces_and_links_are_folded() {
        for (text, expected) in [
            ("Read MORE", "read more"),
            ("a  b\tc", "a b c"),
            ("“Don’t” — stop…", "\"don't\" - stop..."),
            ("ÄRGER im Büro", "ärger im büro"),
            ("РЕКЛАМА\u{a0}", "реклама"),
            ("[Home](/) and [About](/about \"x\")", "home and about"),
            ("zero\u{200b}width", "zerowidth"),
            ("a](b", "a](b"),
            ("**Read also:** more", "read also: more"),
            ("广告", "广告"),
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
        for c in ('\u{80}'..'\u{900}').filter(|c| !c.is_whitespace() && !c.is_control()) {
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
