//! A text that is longer than any page is many texts, one behind the other: it is read in parts, so that memory does not
//! grow with it, and many processors can work on it at once.

use std::ops::Range;

/// The most bytes of a part, if its last line ends there.
pub const PART: usize = 16 << 20;

/// The parts of `text`, in order: all of it where it is no longer than [`PART`]. Parts end behind a blank line, where
/// there is one not far from their end, or at least behind a line.
pub fn parts(text: &[u8]) -> Vec<Range<usize>> {
    parts_of(text, PART)
}

fn parts_of(text: &[u8], most: usize) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), 0);
    while start < text.len() || parts.is_empty() {
        let end = start + first_part(&text[start..], most);
        parts.push(start..end);
        start = end;
    }
    parts
}

/// Where the first part of `text` ends.
fn first_part(text: &[u8], most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let near = most - most / 4;
    let blank = ["\n\n", "\n\r\n"].iter().filter_map(|blank| {
        let at = memchr::memmem::rfind(&text[near..most], blank.as_bytes())?;
        Some(near + at + blank.len())
    });
    let line = || memchr::memrchr(b'\n', &text[..most]).map(|at| at + 1);
    // A line is never divided, however long.
    let long_line = || memchr::memchr(b'\n', &text[most..]).map(|at| most + at + 1);
    blank.max().or_else(line).or_else(long_line).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_behind_blank_lines_or_lines() {
        for (text, parts) in [
            ("", &[""][..]),
            ("short\n", &["short\n"]),
            ("0123456\n\n\n01\n345678\n\nrest", &["0123456\n\n\n01\n", "345678\n\nrest"]),
            ("0123456789\n\r\n345678901234\n", &["0123456789\n\r\n", "345678901234\n"]),
            ("a line longer than a part\nb\nc\n", &["a line longer than a part\n", "b\nc\n"]),
            ("a line longer than a part", &["a line longer than a part"]),
        ] {
            let found: Vec<&str> = parts_of(text.as_bytes(), 14).into_iter().map(|part| &text[part]).collect();
            assert_eq!(found, parts, "{text:?}");
        }
    }
}
