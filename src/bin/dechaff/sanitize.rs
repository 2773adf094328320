//! Scraped text and file names may hold anything; what a terminal would obey instead of show is escaped here.

use std::fmt::{self, Display, Write};

/// Shows bytes with control characters, bidirectional overrides and damaged UTF-8 escaped. Tabs stay.
#[derive(Clone, Copy)]
pub struct Safe<'a>(pub &'a [u8]);

impl Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            let mut rest = chunk.valid();
            while let Some(at) = rest.find(is_hostile) {
                f.write_str(&rest[..at])?;
                let mut chars = rest[at..].chars();
                if let Some(c) = chars.next() {
                    write!(f, "{}", c.escape_unicode())?;
                }
                rest = chars.as_str();
            }
            f.write_str(rest)?;
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

/// Escapes a message of one or more lines.
pub fn message(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (i, line) in text.trim_end().split('\n').enumerate() {
        if i > 0 {
            safe.push('\n');
        }
        // Writing to a string does not fail.
        let _ = write!(safe, "{}", Safe(line.as_bytes()));
    }
    safe
}

/// Whether a terminal would act on `c`, or be misled by it about the order of text. The marks that Arabic and Hebrew
/// texts use in good faith (U+200E, U+200F, U+061C) do neither.
fn is_hostile(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Safe, message};

    #[test]
    fn hostile_characters_are_escaped_and_others_stay() {
        for (text, shown) in [
            ("plain\ttext – naïve 日本 \u{200f}عربي", "plain\ttext – naïve 日本 \u{200f}عربي"),
            ("\x1b[31mred\x07", "\\u{1b}[31mred\\u{7}"),
            ("a\u{9b}31m\u{7f}\r", "a\\u{9b}31m\\u{7f}\\u{d}"),
            ("x\u{202e}fdp.exe\u{2066}", "x\\u{202e}fdp.exe\\u{2066}"),
        ] {
            assert_eq!(Safe(text.as_bytes()).to_string(), shown);
        }
        assert_eq!(Safe(b"a\xff\x9b31m").to_string(), "a\\xff\\x9b31m");
        assert_eq!(message("one\n\x1btwo\n"), "one\n\\u{1b}two");
    }
}
