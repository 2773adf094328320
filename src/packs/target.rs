//! What finding a phrase means, in as few bytes as it takes.

use super::schema::{Match, Needs};

/// What an occurrence of a phrase means, in lines of at most so many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub role: Role,
    pub max_words: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is what an entry looks for; so many entries stand before that one.
    Phrase { how: Match, entry: u16 },
    /// The phrase makes this shape worth trying.
    Gate { shape: u16 },
}

impl Target {
    /// The target as it is kept. A phrase is no shape, so that this way to look for a text tells a gate.
    pub(super) fn to_bytes(self) -> [u8; 4] {
        let (how, number) = match self.role {
            Role::Phrase { how, entry } => (how, entry),
            Role::Gate { shape } => (Match::Shape, shape),
        };
        let [low, high] = number.to_le_bytes();
        [how as u8, self.max_words, low, high]
    }

    /// The target that is kept so.
    #[inline]
    pub(super) fn from_bytes([how, max_words, low, high]: [u8; 4]) -> Self {
        let number = u16::from_le_bytes([low, high]);
        let role = match Match::ALL[usize::from(how)] {
            Match::Shape => Role::Gate { shape: number },
            how => Role::Phrase { how, entry: number },
        };
        Target { role, max_words }
    }
}

/// On which lines a shape is tried, its pattern apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// How many entries stand before the shape's.
    pub entry: u16,
    pub max_words: u8,
    pub needs: Option<Needs>,
}

impl Frame {
    /// The frame as it is kept.
    pub(super) fn to_bytes(self) -> [u8; 4] {
        let [low, high] = self.entry.to_le_bytes();
        [low, high, self.max_words, self.needs.map_or(0, |needs| 1 + needs as u8)]
    }

    /// The frame that is kept so.
    pub(super) fn from_bytes([low, high, max_words, needs]: [u8; 4]) -> Self {
        let needs = usize::from(needs).checked_sub(1).map(|needs| Needs::ALL[needs]);
        Frame { entry: u16::from_le_bytes([low, high]), max_words, needs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let phrases = Match::ALL.map(|how| Role::Phrase { how, entry: 513 });
        for role in phrases.into_iter().take(4).chain([Role::Gate { shape: 7 }]) {
            let target = Target { role, max_words: 9 };
            assert_eq!(Target::from_bytes(target.to_bytes()), target);
        }
        for needs in Needs::ALL.map(Some).into_iter().chain([None]) {
            let frame = Frame { entry: 300, max_words: 15, needs };
            assert_eq!(Frame::from_bytes(frame.to_bytes()), frame);
        }
    }
}
