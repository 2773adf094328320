//! Encodings from before Unicode: guessed from the text, and undone again when an original is restored.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::utf16;

/// How much text the detector gets to see: more makes no better guess.
const ENOUGH: usize = 1024 * 1024;

/// Of how many bytes one may be a control character before a text in no Unicode encoding is taken for something else.
const BYTES_PER_CONTROL: usize = 20;

/// The text in UTF-8 and the name of the encoding it was in; `None` where this is no text.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, &'static str)> {
    let telling = telling_part(bytes);
    let controls = telling.iter().filter(|&&b| is_control(b)).count();
    if controls > telling.len() / BYTES_PER_CONTROL {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(telling, bytes.ends_with(telling));
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Some((text.into_owned(), encoding.name()))
}

/// The part that the guess is made from: it begins with the line of the first byte that is not ASCII.
fn telling_part(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let begin = memchr::memrchr(b'\n', &bytes[..first]).map_or(0, |i| i + 1);
    // A line without end before that byte would leave nothing to see of what follows.
    let begin = begin.max(first.saturating_sub(ENOUGH / 2));
    &bytes[begin..bytes.len().min(begin + ENOUGH)]
}

fn is_control(byte: u8) -> bool {
    // White space and the escape character are what texts are made of.
    matches!(byte, 0..=7 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

/// `text` in the encoding called `name`; `None` where there is no such encoding or it can't hold the text.
pub(crate) fn encode(text: &[u8], name: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    if let Some(order) = utf16::Order::named(name) {
        return Some(utf16::encode(text, order));
    }
    let encoding = Encoding::for_label(name.as_bytes()).filter(|encoding| encoding.output_encoding() == *encoding)?;
    let (bytes, _, unmappable) = encoding.encode(text);
    (!unmappable).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::{ENOUGH, decode, encode};

    #[test]
    fn a_late_first_letter_is_seen() {
        let mut long = b"plain line\n".repeat(ENOUGH / 5);
        long.extend_from_slice(b"Fa\xdfbender sa\xdfen drau\xdfen, gr\xfc\xdften und a\xdfen\n");
        let (text, name) = decode(&long).unwrap();
        assert_eq!(name, "windows-1252");
        assert!(text.ends_with("Faßbender saßen draußen, grüßten und aßen\n"));
    }

    #[test]
    fn what_decodes_without_loss_encodes_to_the_same() {
        for bytes in [&b"caf\xe9 \x80 \x81"[..], b"\xff\xd0\xc0 \xe4\xe0"] {
            let (text, name) = decode(bytes).unwrap();
            assert_eq!(encode(text.as_bytes(), name).as_deref(), Some(bytes), "{name}");
        }
    }

    #[test]
    fn unknown_names_and_texts_that_do_not_fit_are_refused() {
        assert_eq!(encode(b"a", "klingon"), None);
        assert_eq!(encode("一".as_bytes(), "windows-1252"), None);
        assert_eq!(encode(b"a", "replacement"), None);
        assert_eq!(encode(b"\xff", "windows-1252"), None);
    }
}
