//! How sure one must be for a line to go.

use crate::model::Reserve;

/// How much is taken for chaff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// Only what named rules are sure of.
    Light,
    /// What the rules are sure of, and what the learned model takes for no part of the text.
    #[default]
    Standard,
    /// The main text only, at a higher risk of losing some of it.
    Strict,
    /// As [`Standard`](Mode::Standard), but a line stays only when it belongs to the text with this chance, in
    /// hundredths.
    Threshold(u8),
}

impl Mode {
    /// How the cut between kept and gone lies.
    pub(super) fn reserve(self) -> Reserve {
        match self {
            Mode::Light | Mode::Standard => Reserve::STANDARD,
            Mode::Strict => Reserve::STRICT,
            Mode::Threshold(hundredths) => Reserve::fixed(u32::from(hundredths.min(100)) * 1024 / 100),
        }
    }
}
