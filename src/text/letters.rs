//! Letters that people write in more than one way: Greek capitals have no accents, a Turkish capital I has its dot or
//! not, Hindi is typed with the dots below its letters or without them. A phrase means all of these.

/// What is read where the lower-case letter `c` is written; `None` for marks that may as well be left out.
#[inline]
pub fn plain(c: char) -> Option<char> {
    Some(match c {
        // Greek: accents, the sigma at the end of a word.
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        // Turkish: a capital I in lower case has lost the difference, and one with a dot has two.
        'ı' => 'i',
        '\u{307}' => return None,
        // Romanian: a comma or a cedilla below.
        'ş' => 'ș',
        'ţ' => 'ț',
        // Russian: the dots on ё.
        'ё' => 'е',
        // Arabic script: hamzas on alef; the forms that Arabic, Persian and Urdu have of one letter; stretched lines and
        // vowels.
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ۀ' => 'ه',
        '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' => return None,
        // Scripts of India: the dot below a letter, by itself and as one with it.
        '\u{93C}' | '\u{9BC}' | '\u{A3C}' | '\u{B3C}' => return None,
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95A}' => 'ग',
        '\u{95B}' => 'ज',
        '\u{95C}' => 'ड',
        '\u{95D}' => 'ढ',
        '\u{95E}' => 'फ',
        '\u{95F}' => 'य',
        '\u{9DC}' => 'ড',
        '\u{9DD}' => 'ঢ',
        '\u{9DF}' => 'য',
        '\u{A33}' => 'ਲ',
        '\u{A36}' => 'ਸ',
        '\u{A59}' => 'ਖ',
        '\u{A5A}' => 'ਗ',
        '\u{A5B}' => 'ਜ',
        '\u{A5E}' => 'ਫ',
        '\u{B5C}' => 'ଡ',
        '\u{B5D}' => 'ଢ',
        // Malayalam: the letters that have no vowel, by themselves or made with a mark.
        '\u{D4D}' => return None,
        'ൺ' => 'ണ',
        'ൻ' => 'ന',
        'ർ' => 'ര',
        'ൽ' => 'ല',
        'ൾ' => 'ള',
        'ൿ' => 'ക',
        // East Asia: Latin letters, digits and punctuation as wide as Han.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    })
}

/// Whether the character from U+0800 to U+0FFF that `bytes` begin with may be read as another one. A cheap look.
#[inline]
pub fn may_differ(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [_, 0xA4 | 0xA6, 0xBC, ..]
            | [_, 0xA5 | 0xA7, 0x98..=0x9F, ..]
            | [_, 0xA8, 0xB3 | 0xB6 | 0xBC, ..]
            | [_, 0xA9, 0x99..=0x9E, ..]
            | [_, 0xAC, 0xBC, ..]
            | [_, 0xAD, 0x9C | 0x9D, ..]
            | [_, 0xB5, 0x8D | 0xBA..=0xBF, ..]
    )
}

/// The regular expression `pattern` for text of which each letter is [`plain`].
pub fn plain_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        let Some(plain) = plain(c) else { continue };
        // Wide punctuation means itself.
        if plain != c && regex_syntax::is_meta_character(plain) {
            out.push('\\');
        }
        out.push(plain);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_stays_so() {
        for c in char::MIN..=char::MAX {
            assert!(plain(c).is_none_or(|read| plain(read) == Some(read)), "{c:?}");
        }
    }

    #[test]
    fn letters_that_are_read_as_others_are_told_by_their_bytes() {
        for c in '\u{800}'..='\u{FFF}' {
            let mut bytes = [0; 3];
            c.encode_utf8(&mut bytes);
            assert!(plain(c) == Some(c) || may_differ(&bytes), "{c:?}");
        }
    }

    #[test]
    fn patterns_mean_what_they_did() {
        assert_eq!(plain_pattern(r"(?:κοινή|[ά-ώ])\d（2）"), r"(?:κοινη|[α-ω])\d\(2\)");
        assert!(regex_syntax::parse(&plain_pattern("［！-～］+")).is_ok());
    }
}
