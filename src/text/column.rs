//! Rows of a few bytes each, made for one cleaner, or ready before the program was built and then a part of it.

use std::borrow::Cow;

use super::input::Input;

/// Rows of `N` bytes: numbers in little-endian order, or several small ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column<const N: usize>(Cow<'static, [[u8; N]]>);

impl<const N: usize> Column<N> {
    /// The column that `input` goes on with: how many rows there are, and they.
    pub fn read(input: &mut Input<'static>) -> Option<Self> {
        let len = u32::from_le_bytes(input.array()?) as usize;
        let (rows, _) = input.slice(len.checked_mul(N)?)?.as_chunks();
        Some(Column(Cow::Borrowed(rows)))
    }

    /// All rows.
    #[inline]
    pub fn rows(&self) -> &[[u8; N]] {
        &self.0
    }

    /// Adds a row.
    pub fn push(&mut self, row: [u8; N]) {
        self.0.to_mut().push(row);
    }
}

impl<const N: usize> From<Vec<[u8; N]>> for Column<N> {
    fn from(rows: Vec<[u8; N]>) -> Self {
        Column(Cow::Owned(rows))
    }
}

/// Texts of any length, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Where each begins, and the last one ends.
    pub bounds: Column<4>,
    /// All of them.
    pub bytes: Column<1>,
}

impl Texts {
    /// The texts that `input` goes on with.
    pub fn read(input: &mut Input<'static>) -> Option<Self> {
        Some(Texts { bounds: Column::read(input)?, bytes: Column::read(input)? })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.bounds.rows().len().saturating_sub(1)
    }

    /// The text at `index`.
    #[inline]
    pub fn get(&self, index: usize) -> &[u8] {
        let bound = |index: usize| u32::from_le_bytes(self.bounds.rows()[index]) as usize;
        self.bytes.rows()[bound(index)..bound(index + 1)].as_flattened()
    }

    /// The text at `index`, which was added as UTF-8.
    pub fn str(&self, index: usize) -> &str {
        std::str::from_utf8(self.get(index)).unwrap_or_default()
    }

    /// Adds a text.
    pub fn push(&mut self, text: &[u8]) {
        if self.bounds.rows().is_empty() {
            self.bounds.push([0; 4]);
        }
        let bytes = self.bytes.0.to_mut();
        bytes.extend_from_slice(text.as_chunks().0);
        self.bounds.push((bytes.len() as u32).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were_added() {
        let mut texts = Texts::default();
        assert_eq!(texts.len(), 0);
        ["one", "", "три"].iter().for_each(|text| texts.push(text.as_bytes()));
        assert_eq!((0..texts.len()).map(|i| texts.str(i)).collect::<Vec<_>>(), ["one", "", "три"]);
    }

    #[test]
    fn what_ends_too_early_is_no_column() {
        let bytes: &'static [u8] = &[2, 0, 0, 0, 1, 0, 2, 0];
        assert_eq!(Column::<2>::read(&mut Input::new(bytes)), Some(vec![[1, 0], [2, 0]].into()));
        assert_eq!(Column::<4>::read(&mut Input::new(bytes)), None);
        assert_eq!(Column::<2>::read(&mut Input::new(&bytes[..3])), None);
    }
}
