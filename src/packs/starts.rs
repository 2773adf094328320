//! Phrases begin where words begin. This filter tells, from a few bytes, at which of them a phrase could begin that
//! may stand within a line, so that the automaton runs at those alone.

/// A set of phrase beginnings, with false positives and without false negatives.
#[derive(Debug)]
pub(super) struct Starts {
    /// One bit for each hash of a phrase's first four bytes.
    bits: Vec<u64>,
    /// First bytes of phrases shorter than that.
    short: [bool; 256],
}

const LOG_BITS: u32 = 16;

impl Starts {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut starts = Starts { bits: vec![0; 1 << (LOG_BITS - 6)], short: [false; 256] };
        for phrase in phrases {
            match (first_four(phrase), phrase.first()) {
                (Some(hash), _) => starts.bits[hash / 64] |= 1 << (hash % 64),
                (None, Some(&first)) => starts.short[usize::from(first)] = true,
                (None, None) => {}
            }
        }
        starts
    }

    /// Whether a phrase may begin at the start of `text`.
    fn may_begin(&self, text: &[u8]) -> bool {
        let hashed = first_four(text).is_some_and(|hash| self.bits[hash / 64] >> (hash % 64) & 1 == 1);
        hashed || self.short[usize::from(text[0])]
    }

    /// The offsets in `folded`, from `from` on, at which a phrase may begin.
    pub(super) fn candidates<'a>(&'a self, folded: &'a [u8], from: usize) -> impl Iterator<Item = usize> + 'a {
        (from.max(1)..folded.len())
            .filter(move |&at| is_start(folded[at - 1], folded[at]) && self.may_begin(&folded[at..]))
    }
}

/// Whether a word, or a character of a script without spaces, may begin at `byte`. Beside characters that are not
/// ASCII it says yes too often rather than too seldom.
fn is_start(before: u8, byte: u8) -> bool {
    let continues = byte & 0xC0 == 0x80;
    let inside = before.is_ascii_alphanumeric() && byte < 0xE0;
    byte != b' ' && !continues && !inside
}

fn first_four(text: &[u8]) -> Option<usize> {
    let four = u32::from_le_bytes(text.first_chunk::<4>().copied()?);
    Some((four.wrapping_mul(0x9E37_79B1) >> (32 - LOG_BITS)) as usize)
}
