//! With which bytes the texts begin and end that an expression matches, and how long they are. Most lines that a phrase
//! points out are told from those by that, and an expression that no line of a run gets to need not be compiled.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The bounds of a shape, as they are kept: a bit for each byte that may be the first, one for each that may be the last,
/// and the least and the largest length.
pub(super) type Bounds = [u8; 68];

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Bytes([u8; 32]);

/// Which end of a text is spoken of.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// The bounds of what `pattern` matches as a whole; none of what does not parse.
pub(super) fn bounds_of(pattern: &str) -> Bounds {
    let mut bounds = [0xFF; 68];
    let Ok(hir) = regex_syntax::Parser::new().parse(pattern) else {
        bounds[64..66].fill(0);
        return bounds;
    };
    let length = |length: Option<usize>, or: u16| length.map_or(or, |n| n.min(usize::from(u16::MAX)) as u16);
    let properties = hir.properties();
    bounds[..32].copy_from_slice(&at_end(&hir, End::First).0.0);
    bounds[32..64].copy_from_slice(&at_end(&hir, End::Last).0.0);
    bounds[64..66].copy_from_slice(&length(properties.minimum_len(), 0).to_le_bytes());
    bounds[66..].copy_from_slice(&length(properties.maximum_len(), u16::MAX).to_le_bytes());
    bounds
}

/// Whether `text` lies within `bounds`.
pub(super) fn within(bounds: &Bounds, text: &[u8]) -> bool {
    let number = |at: usize| usize::from(u16::from_le_bytes([bounds[at], bounds[at + 1]]));
    let holds = |set: usize, byte: u8| bounds[set + usize::from(byte / 8)] >> (byte % 8) & 1 == 1;
    let ends = match *text {
        [] => true,
        [one] => holds(0, one) && holds(32, one),
        [first, .., last] => holds(0, first) && holds(32, last),
    };
    ends && (number(64)..=number(66)).contains(&text.len())
}

/// The bytes at one end of the texts that `hir` matches, and whether it matches an empty one, too.
fn at_end(hir: &Hir, end: End) -> (Bytes, bool) {
    let mut bytes = Bytes::default();
    let empty = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            let byte = match end {
                End::First => literal.0.first(),
                End::Last => literal.0.last(),
            };
            byte.iter().for_each(|&&byte| bytes.add(byte, byte));
            literal.0.is_empty()
        }
        HirKind::Class(class) => {
            of_class(class, end, &mut bytes);
            false
        }
        HirKind::Repetition(repetition) => {
            let (of_one, empty) = at_end(&repetition.sub, end);
            bytes.join(of_one);
            empty || repetition.min == 0
        }
        HirKind::Capture(capture) => return at_end(&capture.sub, end),
        HirKind::Concat(parts) => {
            let joined = |part: &Hir| {
                let (of_part, empty) = at_end(part, end);
                bytes.join(of_part);
                empty
            };
            match end {
                End::First => parts.iter().all(joined),
                End::Last => parts.iter().rev().all(joined),
            }
        }
        HirKind::Alternation(ways) => ways.iter().fold(false, |or_empty, way| {
            let (of_way, empty) = at_end(way, end);
            bytes.join(of_way);
            or_empty || empty
        }),
    };
    (bytes, empty)
}

fn of_class(class: &Class, end: End, bytes: &mut Bytes) {
    match (class, end) {
        (Class::Bytes(class), _) => class.iter().for_each(|range| bytes.add(range.start(), range.end())),
        (Class::Unicode(class), End::First) => {
            let lead = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
            class.iter().for_each(|range| bytes.add(lead(range.start()), lead(range.end())));
        }
        (Class::Unicode(class), End::Last) => {
            for range in class.iter() {
                if range.start().is_ascii() {
                    bytes.add(range.start() as u8, range.end().min('\x7F') as u8);
                }
                if !range.end().is_ascii() {
                    bytes.add(0x80, 0xBF);
                }
            }
        }
    }
}

impl Bytes {
    /// Adds the bytes from `first` to `last`.
    fn add(&mut self, first: u8, last: u8) {
        (first..=last).for_each(|byte| self.0[usize::from(byte / 8)] |= 1 << (byte % 8));
    }

    fn join(&mut self, other: Bytes) {
        self.0.iter_mut().zip(other.0).for_each(|(byte, more)| *byte |= more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matches_lies_within_and_most_else_does_not() {
        for (pattern, inside, outside) in [
            ("[0-9]{1,3} (?:comments?|ответ)", ["7 comments", "12 ответ"], ["comments", "7 comment:"]),
            ("(?:by )?[a-z]+ ·? ?.*min", ["by me min", "a · 5 min"], ["5 min", "a mine"]),
            (r"\p{L}+: .+[^.]", ["ж: ab", "a: éé"], ["1: ab", "a: "]),
            ("", ["", ""], ["a", "b"]),
        ] {
            let bounds = bounds_of(pattern);
            let regex = regex::bytes::Regex::new(&format!("^(?:{pattern})$")).unwrap();
            for text in inside {
                assert!(within(&bounds, text.as_bytes()) && regex.is_match(text.as_bytes()), "{pattern} {text}");
            }
            for text in outside {
                assert!(!within(&bounds, text.as_bytes()) && !regex.is_match(text.as_bytes()), "{pattern} {text}");
            }
        }
        assert!(within(&bounds_of("("), b"whatever"));
    }
}
