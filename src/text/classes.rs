//! What single characters count as. The tables of the standard library are searched; here what most pages are written in
//! is looked up.

use std::sync::LazyLock;

use super::chars::{is_ideograph, is_separator, is_unspaced};

/// What a character counts as in the measure of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// A letter that is no capital.
    Letter,
    /// An upper-case letter.
    Capital,
    /// A character of Chinese or Japanese.
    Ideograph,
    /// What belongs to another script that writes words without spaces between them.
    Unspaced,
    Digit,
    /// What stands between the items of a breadcrumb or menu.
    Separator,
    /// White space, and the controls of ASCII.
    Space,
    /// Other punctuation and symbols.
    Mark,
}

impl Class {
    /// All classes, each in its place.
    pub const ALL: [Class; 8] = [
        Class::Letter,
        Class::Capital,
        Class::Ideograph,
        Class::Unspaced,
        Class::Digit,
        Class::Separator,
        Class::Space,
        Class::Mark,
    ];

    /// What `c`, which is no ASCII, counts as.
    #[inline]
    pub fn of(c: char) -> Class {
        match c {
            '\u{2010}'..='\u{2026}' if c != '•' => Class::Mark,
            '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' => Class::Ideograph,
            '\u{AC00}'..='\u{D7A3}' => Class::Letter,
            c => entry(c).map_or_else(|| Class::searched(c), |entry| Class::ALL[usize::from(entry & !ALPHANUMERIC)]),
        }
    }

    /// What the character of the two bytes `lead` and `next` counts as.
    #[inline]
    pub fn of_pair(lead: u8, next: u8) -> Class {
        let entry = TWO_BYTES[usize::from(lead & 0x1F) << 6 | usize::from(next & 0x3F)];
        Class::ALL[usize::from(entry & !ALPHANUMERIC)]
    }

    /// The same by searching for it.
    fn searched(c: char) -> Class {
        match c {
            '‘' | '’' | '“' | '”' | '–' | '—' | '…' => Class::Mark,
            c if is_ideograph(c) => Class::Ideograph,
            c if is_unspaced(c) => Class::Unspaced,
            c if c.is_alphabetic() && c.is_uppercase() => Class::Capital,
            c if c.is_alphabetic() => Class::Letter,
            c if c.is_whitespace() => Class::Space,
            c if c.is_numeric() => Class::Digit,
            c if is_separator(c) => Class::Separator,
            _ => Class::Mark,
        }
    }
}

/// Whether `c` is a letter or a number of any script.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        '\u{2010}'..='\u{2026}' => false,
        c => entry(c).map_or_else(|| c.is_alphanumeric(), |entry| entry & ALPHANUMERIC != 0),
    }
}

/// Beside a class: whether the character is a letter or a number.
const ALPHANUMERIC: u8 = 0x80;

/// Characters of one table: Latin to Arabic, with two bytes each, or those of India to Tibet.
type Table = [u8; 0x800];

static TWO_BYTES: LazyLock<Table> = LazyLock::new(|| filled(0));
static THREE_BYTES: LazyLock<Table> = LazyLock::new(|| filled(0x800));

fn filled(first: u32) -> Table {
    std::array::from_fn(|i| {
        let c = char::from_u32(first + i as u32).unwrap_or_default();
        Class::searched(c) as u8 | if c.is_alphanumeric() { ALPHANUMERIC } else { 0 }
    })
}

/// The class of `c` with [`ALPHANUMERIC`], where it stands in a table.
#[inline]
fn entry(c: char) -> Option<u8> {
    match c as usize {
        code @ ..0x800 => Some(TWO_BYTES[code]),
        code @ ..0x1000 => Some(THREE_BYTES[code - 0x800]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_what_would_be_found() {
        for c in '\u{80}'..=char::MAX {
            assert_eq!(Class::of(c), Class::searched(c), "{c:?}");
            assert_eq!(matches!(Class::of(c), Class::Ideograph | Class::Unspaced), is_unspaced(c), "{c:?}");
        }
        for c in char::MIN..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
        for c in '\u{AC00}'..='\u{D7A3}' {
            assert!(c.is_alphabetic() && !c.is_uppercase(), "{c:?}");
        }
    }
}
