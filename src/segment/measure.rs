//! Cheap figures of a line, taken in one pass, from which rules tell prose from labels without a language.

use crate::text::{fold_into, is_separator, is_terminal, is_unspaced};

/// How many bytes of a line's core are folded and measured. What lies behind decides nothing: a longer line is
/// prose or a heap of links, and its first words tell which.
pub const REACH: usize = 240;

/// Figures of one line's core. Counts are of characters within [`REACH`] and saturate at 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Words; in scripts without spaces two characters count as one.
    pub words: u8,
    /// Letters of any script.
    pub letters: u8,
    /// Upper-case letters.
    pub capitals: u8,
    /// Decimal digits.
    pub digits: u8,
    /// Characters that stand between items: `|`, `>`, `/`, `»`, `•` and their like.
    pub separators: u8,
    /// Other punctuation and symbols.
    pub marks: u8,
    /// Columns of white space before the core; a tab counts as four.
    pub indent: u8,
    flags: u8,
}

const LONG: u8 = 1;
const TERMINAL: u8 = 2;
const ELLIPSIS: u8 = 4;
const COLON: u8 = 8;
const LISTED: u8 = 16;
const UNSPACED: u8 = 32;
const COMMA: u8 = 64;

impl Measure {
    /// Whether the core is longer than [`REACH`] bytes.
    pub fn is_long(&self) -> bool {
        self.flags & LONG != 0
    }

    /// Whether the core ends as a sentence does: `.`, `!`, `?` or their like, quotes and brackets behind it allowed.
    pub fn ends_sentence(&self) -> bool {
        self.flags & TERMINAL != 0
    }

    /// Whether the core ends in an ellipsis, as cut teasers do.
    pub fn ends_cut(&self) -> bool {
        self.flags & ELLIPSIS != 0
    }

    /// Whether the core ends in a colon.
    pub fn ends_in_colon(&self) -> bool {
        self.flags & COLON != 0
    }

    /// Whether the core ends in a comma or semicolon, as verses and list entries do.
    pub fn ends_in_comma(&self) -> bool {
        self.flags & COMMA != 0
    }

    /// Whether a list mark (`•`, `-`, `*`, ...) stood before the core.
    pub fn is_listed(&self) -> bool {
        self.flags & LISTED != 0
    }

    /// Whether the core is mostly in a script that writes words without spaces.
    pub fn is_unspaced(&self) -> bool {
        self.flags & UNSPACED != 0
    }

    /// Whether the line reads as prose: a sentence of some length, or more words than any label has.
    pub fn is_prose(&self) -> bool {
        self.is_long() || self.words >= 22 || (self.words >= 8 && self.ends_sentence())
    }

    /// A line's margin, with nothing measured yet: columns of white space, and whether a list mark followed.
    pub(super) fn margin(indent: usize, listed: bool) -> Self {
        Measure { indent: indent.min(255) as u8, flags: if listed { LISTED } else { 0 }, ..Measure::default() }
    }

    pub(super) fn with_margin_of(self, margin: &Measure) -> Self {
        Measure { indent: margin.indent, flags: self.flags | margin.flags, ..self }
    }
}

/// Folds the first [`REACH`] bytes of `core` onto `folded` and measures them.
pub(super) fn fold_and_measure(core: &[u8], folded: &mut Vec<u8>) -> Measure {
    let (reach, long) = reach_of(core);
    let from = folded.len();
    fold_into(reach, folded);
    let mut measure = Tally::of(reach).measure(&folded[from..]);
    measure.flags |= end_of(core) | if long { LONG } else { 0 };
    measure
}

/// The part of `core` that is looked at, cut before a character that would be split, and whether it was cut.
pub(super) fn reach_of(core: &[u8]) -> (&[u8], bool) {
    if core.len() <= REACH {
        return (core, false);
    }
    let mut cut = REACH;
    while cut > REACH - 4 && core[cut] & 0xC0 == 0x80 {
        cut -= 1;
    }
    (&core[..cut], true)
}

/// Lanes of 8 bits in which a byte of each class counts one. [`REACH`] keeps them from running over.
const fn lanes() -> [u64; 256] {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 128 {
        let c = b as u8;
        table[b] = if c.is_ascii_uppercase() {
            LETTER | CAPITAL
        } else if c.is_ascii_lowercase() {
            LETTER
        } else if c.is_ascii_digit() {
            DIGIT
        } else if c == b'|' || c == b'>' || c == b'/' || c == b'\\' {
            SEPARATOR
        } else if c <= b' ' {
            SPACE
        } else {
            MARK
        };
        b += 1;
    }
    table
}

const LETTER: u64 = 1;
const CAPITAL: u64 = 1 << 8;
const DIGIT: u64 = 1 << 16;
const SEPARATOR: u64 = 1 << 24;
const SPACE: u64 = 1 << 32;
const MARK: u64 = 1 << 40;

static LANES: [u64; 256] = lanes();

/// Counts of one line, before they are read off.
#[derive(Default)]
struct Tally {
    lanes: u64,
    /// Letters of scripts that put no space between words.
    unspaced: u32,
}

impl Tally {
    fn of(core: &[u8]) -> Tally {
        if core.is_ascii() {
            return Tally { lanes: core.iter().map(|&b| LANES[usize::from(b)]).sum(), unspaced: 0 };
        }
        let mut tally = Tally::default();
        match std::str::from_utf8(core) {
            Ok(text) => tally.add(text),
            Err(_) => core.utf8_chunks().for_each(|chunk| tally.add(chunk.valid())),
        }
        tally
    }

    fn add(&mut self, text: &str) {
        for c in text.chars() {
            self.lanes += if c.is_ascii() { LANES[c as usize] } else { self.unicode_lane(c) };
        }
    }

    fn unicode_lane(&mut self, c: char) -> u64 {
        match c {
            '‘' | '’' | '“' | '”' | '–' | '—' | '…' => MARK,
            c if is_unspaced(c) => {
                self.unspaced += 1;
                LETTER
            }
            c if c.is_alphabetic() => LETTER + if c.is_uppercase() { CAPITAL } else { 0 },
            c if c.is_whitespace() => SPACE,
            c if c.is_numeric() => DIGIT,
            c if is_separator(c) => SEPARATOR,
            _ => MARK,
        }
    }

    /// Reads the counts off; words follow from the single spaces of the `folded` line.
    fn measure(&self, folded: &[u8]) -> Measure {
        let count = |lane: u64| (self.lanes >> lane.trailing_zeros()) as u8;
        let letters = count(LETTER);
        let spaced =
            !folded.is_empty() && (self.unspaced == 0 || u32::from(letters) > self.unspaced || count(DIGIT) > 0);
        let spaces = folded.iter().filter(|&&b| b == b' ').count() as u32;
        let words = if spaced { spaces + 1 } else { 0 } + self.unspaced.div_ceil(2);
        Measure {
            words: words.min(255) as u8,
            letters,
            capitals: count(CAPITAL),
            digits: count(DIGIT),
            separators: count(SEPARATOR),
            marks: count(MARK),
            indent: 0,
            flags: if self.unspaced * 2 > u32::from(letters) { UNSPACED } else { 0 },
        }
    }
}

/// Flags for how the core ends, whatever its length.
fn end_of(core: &[u8]) -> u8 {
    let mut rest = core;
    for _ in 0..4 {
        let (c, len) = last_char(rest);
        if crate::text::is_closing(c) || c.is_whitespace() {
            rest = &rest[..rest.len() - len];
            continue;
        }
        return match c {
            '…' => ELLIPSIS,
            '.' if rest.ends_with(b"..") => ELLIPSIS,
            ':' | '：' => COLON,
            ',' | ';' | '，' | '；' | '、' | '،' | '؛' => COMMA,
            c if is_terminal(c) => TERMINAL,
            _ => 0,
        };
    }
    0
}

/// The last character of `bytes` and its length in bytes; NUL and 0 where there is none, U+FFFD where it is broken.
fn last_char(bytes: &[u8]) -> (char, usize) {
    match bytes.last() {
        None => ('\0', 0),
        Some(&b) if b < 128 => (char::from(b), 1),
        Some(_) => {
            let tail = &bytes[bytes.len().saturating_sub(4)..];
            let start = tail.iter().rposition(|b| b & 0xC0 != 0x80).unwrap_or(0);
            match std::str::from_utf8(&tail[start..]).ok().and_then(|s| s.chars().next_back()) {
                Some(c) => (c, tail.len() - start),
                None => ('\u{FFFD}', 1),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> Measure {
        fold_and_measure(text.as_bytes(), &mut Vec::new())
    }

    #[test]
    fn words_are_counted_in_every_script() {
        for (text, words) in [
            ("", 0),
            ("one", 1),
            ("one two  three", 3),
            ("Über den Wolken", 3),
            ("新闻中心", 2),
            ("ニュース一覧", 3),
            ("Все новости дня", 3),
        ] {
            assert_eq!(measured(text).words, words, "{text:?}");
        }
    }

    #[test]
    fn ascii_and_unicode_paths_agree() {
        for text in ["Home | News > Sport", "It is 12:30, he said.", "A  b\tC", "x/y/z (1)"] {
            let accented = format!("{text}é");
            let (ascii, unicode) = (measured(&format!("{text}e")), measured(&accented));
            assert_eq!(ascii, unicode, "{text:?}");
        }
    }

    #[test]
    fn ends_are_seen_behind_quotes_and_in_every_script() {
        for text in ["He left.", "“Go!”", "Why? ", "他走了。", "क्यों।", "هل تعلم؟"] {
            assert!(measured(text).ends_sentence(), "{text:?}");
        }
        assert!(measured("and then...").ends_cut());
        assert!(measured("and then…").ends_cut());
        assert!(measured("Tags:").ends_in_colon());
        assert!(!measured("Read more").ends_sentence());
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let text = "é".repeat(REACH);
        let mut folded = Vec::new();
        assert!(fold_and_measure(text.as_bytes(), &mut folded).is_long());
        assert!(std::str::from_utf8(&folded).is_ok());
    }
}
