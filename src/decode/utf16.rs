//! UTF-16, known by its byte order mark.

/// Byte order of a text in UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// The order that the mark at the beginning of `bytes` tells.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xFE, ..] => Some(Order::Little),
            [0xFE, 0xFF, ..] => Some(Order::Big),
            _ => None,
        }
    }

    /// The encoding's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Order::Little => "UTF-16LE",
            Order::Big => "UTF-16BE",
        }
    }

    /// The order by the encoding's name.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Order::Little, Order::Big].into_iter().find(|order| order.name() == name)
    }

    /// Whether a unit of `bytes` is NUL, which no text holds: this is UTF-32, or no text at all.
    pub(super) fn has_nul(self, bytes: &[u8]) -> bool {
        units(bytes, self).any(|unit| unit == 0)
    }
}

fn units(bytes: &[u8], order: Order) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(move |pair| match order {
        Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
        Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
    })
}

/// Of how many units one may be half a character before the bytes are taken for something other than text.
const UNITS_PER_FLAW: usize = 16;

/// The text without its mark; `None` where too little of it makes sense. An odd last byte and lone surrogates are
/// replaced.
pub(super) fn decode(bytes: &[u8], order: Order) -> Option<String> {
    let body = &bytes[2..];
    let mut text = String::with_capacity(body.len() / 2 + body.len() / 4);
    let mut flaws = 0;
    for unit in char::decode_utf16(units(body, order)) {
        flaws += usize::from(unit.is_err());
        text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if body.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (flaws <= body.len() / 2 / UNITS_PER_FLAW).then_some(text)
}

/// `text` in UTF-16 with a byte order mark.
pub(super) fn encode(text: &str, order: Order) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2 + text.len() * 2);
    for unit in std::iter::once(0xFEFF).chain(text.encode_utf16()) {
        bytes.extend_from_slice(&match order {
            Order::Little => unit.to_le_bytes(),
            Order::Big => unit.to_be_bytes(),
        });
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Order, decode, encode};

    #[test]
    fn there_and_back() {
        for order in [Order::Little, Order::Big] {
            for text in ["", "a\r\nb", "\u{feff}marked twice", "🦀 一"] {
                let bytes = encode(text, order);
                assert_eq!(Order::of(&bytes), Some(order));
                assert_eq!(decode(&bytes, order).as_deref(), Some(text));
            }
        }
    }

    #[test]
    fn flaws_are_replaced_unless_there_is_little_else() {
        let mut torn = encode(&"word ".repeat(10), Order::Little);
        torn.extend_from_slice(b"\0\xd8x");
        assert_eq!(decode(&torn, Order::Little), Some("word ".repeat(10) + "\u{fffd}\u{fffd}"));
        assert_eq!(decode(b"\xff\xfe\0\xd8\0\xd8", Order::Little), None);
    }
}
