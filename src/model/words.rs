//! What words say: each word, and each pair of words of a short line, is a few numbers, and a line is their sum. Words
//! that were never seen say nothing, so that a language nobody taught is judged by everything else.

/// Different words that are told apart; others share their numbers.
const WORDS: usize = 1 << 15;
/// Lines of as many words are long: there a word says less about its line.
const LONG: usize = 12;
/// Bits behind the point of a word's numbers.
pub(super) const BITS: u32 = 6;
/// Bits behind the point of what a line says.
const SAID_BITS: u32 = 8;
/// Counts of words, and one, whose roots are at hand; a line has fewer, as 240 bytes of it are read.
const COUNTS: usize = 256;
/// One over the root of a count, with sixteen bits behind the point.
static ROOTS: [u16; COUNTS] = roots();

const fn roots() -> [u16; COUNTS] {
    let mut roots = [u16::MAX; COUNTS];
    let mut count = 2;
    while count < COUNTS {
        roots[count] = ((1u64 << 32) / count as u64).isqrt() as u16;
        count += 1;
    }
    roots
}

/// What words say, learnt from pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The numbers of every place; 1 is `1 << BITS`.
    pub(super) numbers: Vec<[i8; Words::WIDTH]>,
}

impl Words {
    /// How many words and pairs are told apart: words of long lines, of short ones, and pairs of short ones.
    pub const PLACES: usize = 3 * WORDS;
    /// Numbers of a word.
    pub const WIDTH: usize = 8;
    /// How much an average counts against a sum.
    pub const AVERAGE: u8 = 3;

    /// Calls `each` with the place of every word and pair of a line, given by its words.
    pub fn places(tokens: &[u16], mut each: impl FnMut(usize)) {
        let place = |token: u16| usize::from(token) % WORDS;
        if tokens.len() >= LONG {
            return tokens.iter().for_each(|&token| each(place(token)));
        }
        let mut last = WORDS - 1;
        for &token in tokens {
            let own = place(token);
            each(WORDS + own);
            each(2 * WORDS + (last.wrapping_mul(0x9E5) ^ own.wrapping_mul(0x3B)) % WORDS);
            last = own;
        }
        if !tokens.is_empty() {
            each(2 * WORDS + last.wrapping_mul(0x9E5) % WORDS);
        }
    }

    /// What the words of a line say together: their sum over the root of how many they are, and then their average where
    /// it is above nought. One more word that says nothing is counted.
    pub(super) fn say(&self, tokens: &[u16]) -> [i16; 2 * Self::WIDTH] {
        let (mut sums, mut count) = ([0i16; Self::WIDTH], 1);
        Self::places(tokens, |place| {
            count += 1;
            for (sum, &number) in sums.iter_mut().zip(&self.numbers[place]) {
                *sum = sum.saturating_add(number.into());
            }
        });
        // A line has fewer than `COUNTS` words and pairs, so that neither product runs over.
        let root = i32::from(ROOTS[count.min(COUNTS - 1)]);
        let part = (i32::from(Self::AVERAGE) << 16) / count as i32;
        let shown = |number: i32| (number >> (16 + BITS - SAID_BITS)).clamp(-32767, 32767) as i16;
        let mut said = [0; 2 * Self::WIDTH];
        let (own, averages) = said.split_at_mut(Self::WIDTH);
        for ((own, average), sum) in own.iter_mut().zip(averages).zip(sums.map(i32::from)) {
            *own = shown(sum * root);
            *average = shown((sum * part).max(0));
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_the_sum_of_its_words() {
        let mut numbers = vec![[0; Words::WIDTH]; Words::PLACES];
        // One word of a short line.
        numbers[WORDS + 5][..2].copy_from_slice(&[64, -64]);
        let said = Words { numbers }.say(&[5]);
        // A word, its two pairs and one: the root of four is two, and three quarters are left of the average.
        assert_eq!((&said[..3], &said[8..11]), (&[128, -128, 0][..], &[192, 0, 0][..]));
    }

    #[test]
    fn words_of_short_lines_come_in_pairs() {
        let places = |tokens: &[u16]| {
            let mut places = Vec::new();
            Words::places(tokens, |place| places.push(place));
            places
        };
        assert_eq!(places(&[1, 2]).len(), 5);
        assert_eq!(places(&[7; LONG]), [7; LONG]);
        assert!(places(&[1, 2])[1] != places(&[2, 1])[1]);
    }
}
