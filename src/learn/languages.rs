//! Made-up languages, one for each page: a model that is taught in them as well judges lines by more than their words,
//! and so pages in languages that nobody taught.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A language that no other page is in: Latin letters become others, so that hardly a word is one of another page.
pub struct Language {
    small: [char; 26],
    capital: [char; 26],
    script: &'static Script,
}

/// How a language is written.
struct Script {
    /// The first letter of its alphabet, small and capital.
    first: [char; 2],
    /// What ends a sentence.
    stop: &'static str,
    /// What ends a part of one.
    comma: &'static str,
    /// Whether no spaces stand between words.
    joined: bool,
}

impl Script {
    const fn caseless(first: char, stop: &'static str) -> Script {
        Script { first: [first; 2], stop, comma: ",", joined: false }
    }

    const fn joined(first: char, stop: &'static str, comma: &'static str) -> Script {
        Script { first: [first; 2], stop, comma, joined: true }
    }
}

/// Such as have case.
static CASED: [Script; 1] = [Script { first: ['а', 'А'], stop: ".", comma: ",", joined: false }];

/// Such as have none, in letters of two and of three bytes.
static CASELESS: [Script; 3] =
    [Script::caseless('\u{0621}', "."), Script::caseless('ა', "."), Script::caseless('क', "।")];

/// Such as have no spaces between words, and marks of their own at the end of a sentence, or none.
static JOINED: [Script; 3] = [Script::joined('ก', "", ""), Script::joined('ក', "។", ""), Script::joined('က', "။", "၊")];

impl Language {
    /// A language in letters that have case.
    pub fn cased(seed: u64) -> Language {
        Language::new(&CASED, seed)
    }

    /// A language in letters without case.
    pub fn caseless(seed: u64) -> Language {
        Language::new(&CASELESS, seed)
    }

    /// A language in letters without case, and without spaces between words.
    pub fn joined(seed: u64) -> Language {
        Language::new(&JOINED, seed)
    }

    /// A language in one of these scripts, with letters in an order that `seed` chooses.
    fn new(scripts: &'static [Script], seed: u64) -> Language {
        let script = &scripts[(seed >> 40) as usize % scripts.len()];
        let mut order: [u32; 26] = std::array::from_fn(|letter| letter as u32);
        order.sort_by_key(|letter| xxh3_64_with_seed(&letter.to_le_bytes(), seed));
        let [small, capital] =
            script.first.map(|first| order.map(|letter| char::from_u32(u32::from(first) + letter).unwrap_or(first)));
        Language { small, capital, script }
    }

    /// Writes `line` in this language.
    pub fn write(&self, line: &str) -> String {
        let mut out = String::new();
        let (mut rest, mut last) = (line.chars().peekable(), ' ');
        while let Some(c) = rest.next() {
            let next = rest.peek().copied();
            let ends = next.is_none_or(char::is_whitespace);
            // Spaces behind marks stay.
            let joins = self.script.joined && last.is_alphabetic() && next.is_some_and(char::is_alphabetic);
            last = c;
            match c {
                'a'..='z' => out.push(self.small[c as usize - 'a' as usize]),
                'A'..='Z' => out.push(self.capital[c as usize - 'A' as usize]),
                '.' if ends => out.push_str(self.script.stop),
                ',' if ends => out.push_str(self.script.comma),
                ' ' if joins => {}
                c => out.push(c),
            }
        }
        out
    }
}

/// Each word becomes one or two characters, which `seed` chooses, and the spaces between words go.
pub fn unspaced(line: &str, seed: u32) -> String {
    let mut out = String::new();
    let (mut hash, mut len) = (seed, 0);
    for c in line.chars().chain(['\n']) {
        if c.is_alphabetic() || (c == '\'' || c == '’') {
            hash = (hash ^ u32::from(c.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
            len += 1;
            continue;
        }
        if len > 0 {
            let character = |h: u32| char::from_u32(0x4E00 + h % 3000).unwrap_or('一');
            out.push(character(hash >> 7));
            if len > 3 {
                out.push(character(hash >> 13));
            }
            (hash, len) = (seed, 0);
        }
        match c {
            ' ' if !out.trim().is_empty() => {}
            '.' => out.push('。'),
            ',' => out.push('，'),
            '?' => out.push('？'),
            '!' => out.push('！'),
            ':' => out.push('：'),
            '\n' => {}
            c => out.push(c),
        }
    }
    // A list mark keeps its space.
    match out.trim_start().strip_prefix('•') {
        Some(rest) => format!("  • {rest}"),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "The canal, they say, was opened on Monday.";

    #[test]
    fn no_two_pages_are_in_one_language() {
        for language in [Language::cased, Language::caseless, Language::joined] {
            let [one, other] = [1, 2].map(|seed| language(seed).write(LINE));
            assert!(one != other && !one.contains("canal"), "{one}");
        }
        assert_ne!(unspaced(LINE, 1), unspaced(LINE, 2));
        let cased = Language::cased(5).write(LINE);
        assert_eq!(cased.chars().filter(|c| c.is_uppercase()).count(), 2, "{cased}");
    }

    #[test]
    fn scripts_have_marks_of_their_own() {
        let written = |language: fn(u64) -> Language| [0, 1, 2].map(|script| language(script << 40).write(LINE));
        let ends =
            |lines: &[String; 3]| lines.each_ref().map(|line| line.chars().next_back().filter(|c| !c.is_alphabetic()));
        assert_eq!(ends(&written(Language::caseless)), [Some('.'), Some('.'), Some('।')]);
        assert_eq!(ends(&written(Language::joined)), [None, Some('។'), Some('။')]);
    }

    #[test]
    fn joined_text_has_spaces_where_a_part_of_a_sentence_ends() {
        let lines = [0, 1, 2].map(|script: u64| Language::joined(script << 40).write(LINE));
        assert_eq!(lines.map(|line| line.split(' ').count()), [3, 3, 3]);
    }

    #[test]
    fn unspaced_text_has_no_spaces_and_keeps_its_marks() {
        assert!(unspaced("  • Home", 0).starts_with("  • "));
        let line = unspaced(LINE, 0);
        assert!(!line.contains(' ') && line.ends_with('。') && line.contains('，'), "{line}");
    }
}
