//! What words say by themselves: some stand in menus, bylines and notices, others in texts. Learnt from pages, a byte a
//! word. Words that were never seen say nothing, so that a language nobody taught is judged by everything else.

use super::scale::signed;
use super::table::Table;
use super::tokens::{Tokens, WORDS};

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &["lexicon", "lexicon-against", "lexicon-for", "lexicon-sum"];

/// How much each word speaks for keeping its line, in sixteenths of a natural unit of log-odds: words of long lines,
/// of short ones, and pairs of words of short ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    worth: Vec<i8>,
}

/// Lines of as many words are long: there a word says less about its line.
const LONG: usize = 12;

impl Lexicon {
    /// How many words and pairs are told apart; others share a place.
    pub const LEN: usize = 3 * WORDS;

    /// A lexicon of [`LEN`](Self::LEN) worths, or of none.
    pub fn new(worth: Vec<i8>) -> Option<Lexicon> {
        (worth.is_empty() || worth.len() == Self::LEN).then_some(Lexicon { worth })
    }

    /// The worths.
    #[cfg(any(test, feature = "train"))]
    pub fn worth(&self) -> &[i8] {
        &self.worth
    }

    /// Calls `each` with the place of every word and pair of a line.
    pub(crate) fn places(tokens: &[u16], mut each: impl FnMut(usize)) {
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

    /// Adds this group's columns.
    pub(super) fn fill(&self, tokens: &Tokens, table: &mut Table) {
        let first = table.columns();
        NAMES.iter().for_each(|_| {
            table.push();
        });
        for row in 0..table.rows() {
            let (mut sum, mut count, mut least, mut most) = (0i32, 0i32, 0i32, 0i32);
            if !self.worth.is_empty() {
                Self::places(tokens.of(row), |place| {
                    let worth = i32::from(self.worth[place]);
                    sum += worth;
                    count += 1;
                    least = least.min(worth);
                    most = most.max(worth);
                });
            }
            let cells = [
                (128 + 2 * sum / count.max(1)).clamp(0, 255) as u8,
                (-least) as u8,
                most as u8,
                signed((sum / 4) as isize),
            ];
            table.set_row(first, row, &cells);
        }
    }
}
