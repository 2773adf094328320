//! Where lines end. Lines are short, so that a search begun anew for each of them costs more than the lines do.

use super::block::Block;

/// Bytes that are looked at together: as many as a word has bits.
const STRIDE: usize = 4 * Block::LEN;

/// The offsets behind all newlines of a text, in order.
pub struct LineEnds<'a> {
    text: &'a [u8],
    /// Where the bytes lie that `found` speaks of.
    at: usize,
    /// Newlines not yet told, the lowest bit for the byte at `at`.
    found: u64,
}

impl<'a> LineEnds<'a> {
    /// The line ends of `text`.
    pub fn new(text: &'a [u8]) -> Self {
        LineEnds { text, at: 0, found: newlines(text) }
    }
}

impl Iterator for LineEnds<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.at += STRIDE;
            self.found = newlines(self.text.get(self.at..)?);
        }
        let end = self.at + self.found.trailing_zeros() as usize + 1;
        self.found &= self.found - 1;
        Some(end)
    }
}

/// The newlines among the first [`STRIDE`] bytes of `text`.
#[inline]
fn newlines(text: &[u8]) -> u64 {
    match text.first_chunk::<STRIDE>() {
        Some(stride) => newlines_of(stride),
        None => {
            let mut stride = [0; STRIDE];
            stride[..text.len()].copy_from_slice(text);
            newlines_of(&stride)
        }
    }
}

#[inline]
fn newlines_of(stride: &[u8; STRIDE]) -> u64 {
    let (blocks, _) = stride.as_chunks::<{ Block::LEN }>();
    blocks.iter().rev().fold(0, |found, block| found << Block::LEN | u64::from(Block::new(block).are(b'\n')))
}

#[cfg(test)]
mod tests {
    use super::LineEnds;

    #[test]
    fn every_newline_is_found_once_whatever_the_length() {
        for length in 0..200 {
            let text: Vec<u8> = (0..length).map(|i| if i * i % 7 == 1 { b'\n' } else { b'x' }).collect();
            let expected: Vec<usize> = (0..length).filter(|&i| text[i] == b'\n').map(|i| i + 1).collect();
            assert_eq!(LineEnds::new(&text).collect::<Vec<_>>(), expected, "{length} bytes");
        }
    }
}
