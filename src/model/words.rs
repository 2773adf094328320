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
/// How much an average counts against a sum.
const AVERAGE: i64 = 3;

/// What words say, learnt from pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Numbers of a word.
    pub(super) width: usize,
    /// The numbers of every place; 1 is `1 << BITS`.
    pub(super) numbers: Vec<i8>,
}

impl Words {
    /// How many words and pairs are told apart: words of long lines, of short ones, and pairs of short ones.
    pub const PLACES: usize = 3 * WORDS;

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

    /// Appends to `said` what the words of a line say together: their sum over the root of how many they are, and their
    /// average where it is above nought.
    pub(super) fn say(&self, tokens: &[u16], said: &mut Vec<i16>) {
        let from = said.len();
        let width = self.width;
        said.resize(from + 2 * width, 0);
        let (sums, averages) = said[from..].split_at_mut(width);
        let mut count = 1u64;
        Self::places(tokens, |place| {
            count += 1;
            let numbers = &self.numbers[place * width..][..width];
            for (sum, &number) in sums.iter_mut().zip(numbers) {
                *sum = sum.saturating_add(number.into());
            }
        });
        // Both with sixteen bits behind the point.
        let root = ((1u64 << 32) / count).isqrt() as i64;
        let part = (AVERAGE << 16) / count as i64;
        for (sum, average) in sums.iter_mut().zip(averages) {
            let all = i64::from(*sum);
            let shown = |number: i64| (number >> (16 + BITS - SAID_BITS)).clamp(-32767, 32767) as i16;
            *sum = shown(all * root);
            *average = shown((all * part).max(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_the_sum_of_its_words() {
        let mut numbers = vec![0; 2 * Words::PLACES];
        // One word of a short line, which stands for (1, -1).
        numbers[2 * (WORDS + 5)..][..2].copy_from_slice(&[64, -64]);
        let words = Words { width: 2, numbers };
        let mut said = Vec::new();
        words.say(&[5], &mut said);
        words.say(&[], &mut said);
        // A word, its two pairs and one: the root of four is two, and three quarters are left of the average.
        assert_eq!(said, [128, -128, 192, 0, 0, 0, 0, 0]);
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
