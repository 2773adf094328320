//! Cheap figures of a line, taken in one pass, from which rules tell prose from labels without a language.

use super::count::{BeyondAscii, Counts};
use crate::text::{Block, Plain, Tally, fold_plain, fold_rest, is_closing, is_terminal, last_char, within_columns};

/// How many columns of a line's core are folded and measured. What lies behind decides nothing: a wider line is
/// prose or a heap of links, and its first words tell which.
pub const REACH: usize = 240;

/// Figures of one line's core. Counts are of characters within [`REACH`] and saturate at 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Words; where no spaces part them, two characters of Chinese or Japanese, five letters of other scripts count as one.
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

/// Characters of a word of Chinese or Japanese.
const IDEOGRAPHS: u32 = 2;
/// Letters, vowels and tones of a word of Thai, Lao, Khmer, Burmese or Tibetan.
const LETTERS: u32 = 5;

const LONG: u8 = 1;
const TERMINAL: u8 = 2;
const ELLIPSIS: u8 = 4;
const COLON: u8 = 8;
const LISTED: u8 = 16;
const UNSPACED: u8 = 32;
const COMMA: u8 = 64;

impl Measure {
    /// Whether the core is wider than [`REACH`] columns.
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

    /// Whether the line reads as prose: a sentence of some length, or more words than any label has. In scripts that have
    /// no mark where a sentence ends, fewer words are enough.
    pub fn is_prose(&self) -> bool {
        let label = if self.is_unmarked() { 16 } else { 22 };
        self.is_long() || self.words >= label || (self.words >= 8 && self.ends_sentence())
    }

    /// Whether the core is mostly in a script such as that of Thai, with neither spaces between words nor marks at the
    /// end of a sentence: the words of others have fewer letters.
    fn is_unmarked(&self) -> bool {
        self.is_unspaced() && u16::from(self.letters) > (LETTERS as u16 - 1) * u16::from(self.words)
    }

    /// A line's margin, with nothing measured yet: columns of white space, and whether a list mark followed.
    pub(super) fn margin(indent: usize, listed: bool) -> Self {
        Measure { indent: indent.min(255) as u8, flags: if listed { LISTED } else { 0 }, ..Measure::default() }
    }

    /// The measure as a number, to be held in one.
    pub(super) fn to_bits(self) -> u64 {
        let Measure { words, letters, capitals, digits, separators, marks, indent, flags } = self;
        u64::from_le_bytes([words, letters, capitals, digits, separators, marks, indent, flags])
    }

    /// The measure that a number holds.
    pub(super) fn from_bits(bits: u64) -> Self {
        let [words, letters, capitals, digits, separators, marks, indent, flags] = bits.to_le_bytes();
        Measure { words, letters, capitals, digits, separators, marks, indent, flags }
    }

    /// What `counts` say of a line that, folded, holds `some` bytes and so many spaces.
    fn of(counts: &Counts, spaces: u32, some: bool) -> Measure {
        let unspaced = counts.ideographs + counts.unspaced;
        let spaced = some && (unspaced == 0 || counts.letters > unspaced || counts.digits > 0);
        let words = if spaced { spaces + 1 } else { 0 }
            + counts.ideographs.div_ceil(IDEOGRAPHS)
            + counts.unspaced.div_ceil(LETTERS);
        let byte = |count: u32| count.min(255) as u8;
        Measure {
            words: byte(words),
            letters: byte(counts.letters),
            capitals: byte(counts.capitals),
            digits: byte(counts.digits),
            separators: byte(counts.separators),
            marks: byte(counts.marks),
            indent: 0,
            flags: if unspaced * 2 > counts.letters { UNSPACED } else { 0 },
        }
    }

    pub(super) fn with_margin_of(self, margin: &Measure) -> Self {
        Measure { indent: margin.indent, flags: self.flags | margin.flags, ..self }
    }
}

/// Folds the first [`REACH`] bytes of `core` onto `folded` and measures them.
pub(super) fn fold_and_measure(core: &[u8], folded: &mut Vec<u8>) -> Measure {
    const { assert!(REACH <= Tally::MAX && 4 * REACH / Block::LEN <= 127) };
    let (reach, long) = reach_of(core);
    let from = folded.len();
    let mut tally = Tally::default();
    let plain = fold_plain(reach, folded, |block| tally.add(block));
    let mut counts = Counts::default();
    let mut beyond_ascii = BeyondAscii::default();
    if let Plain::No { care } = plain {
        beyond_ascii = counts.add_beyond_ascii(reach);
        fold_rest(reach, care, beyond_ascii.valid, folded);
    }
    counts.add_ascii(&tally, reach.len() as u32 - beyond_ascii.bytes);
    // Single spaces part the words of a folded line.
    let is_space = |b: &&u8| **b == b' ';
    let spaces = match plain {
        Plain::Whole => counts.spaces,
        Plain::No { .. } => folded[from..].iter().filter(is_space).count() as u32,
    };
    let mut measure = Measure::of(&counts, spaces, folded.len() > from);
    measure.flags |= end_of(core) | if long { LONG } else { 0 };
    measure
}

/// The part of `core` that is looked at, and whether that is not all.
pub(super) fn reach_of(core: &[u8]) -> (&[u8], bool) {
    let reach = within_columns(core, REACH);
    (reach, reach.len() < core.len())
}

/// Flags for how the core ends, whatever its length.
fn end_of(core: &[u8]) -> u8 {
    let mut rest = core;
    for _ in 0..4 {
        let Some((c, len)) = last_char(rest) else { return 0 };
        if is_closing(c) || c.is_whitespace() {
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
            ("ข่าวล่าสุดวันนี้", 4),
            ("ព័ត៌មានថ្មីៗ", 3),
        ] {
            assert_eq!(measured(text).words, words, "{text:?}");
        }
    }

    #[test]
    fn prose_is_told_from_labels_in_every_script() {
        for (text, prose) in [
            ("The ferry sails again in April, they say.", true),
            ("The ferry sails again in April, they say", false),
            ("บทความที่เกี่ยวข้องกับเรือข้ามฟากท่าหมอก", false),
            ("ตอนบ่ายมีหมาตัวหนึ่งลงเรือ ลุงเพิ่มพายไปส่งถึงฝั่ง แล้วจดลงในสมุดว่า ผู้โดยสารหนึ่งคนกับหมา", true),
            ("ព័ត៌មានថ្មីៗអំពីសាឡាងនៅភូមិកំពង់អ័ព្ទ", false),
            ("渡轮四月重新开航，船夫们说。", false),
            ("渡轮四月重新开航，船夫们说，冰已经从海峡退去了。", true),
        ] {
            assert_eq!(measured(text).is_prose(), prose, "{text:?}");
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
        for text in ["He left.", "“Go!”", "„Geh!“", "»Gå!«", "Why? ", "他走了。", "क्यों।", "هل تعلم؟", "သွားပြီ။"]
        {
            assert!(measured(text).ends_sentence(), "{text:?}");
        }
        assert!(measured("and then...").ends_cut());
        assert!(measured("and then…").ends_cut());
        assert!(measured("Tags:").ends_in_colon());
        assert!(!measured("Read more").ends_sentence());
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let text = "é".repeat(REACH + 1);
        let mut folded = Vec::new();
        assert!(fold_and_measure(text.as_bytes(), &mut folded).is_long());
        assert!(std::str::from_utf8(&folded).is_ok());
    }
}
