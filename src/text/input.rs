//! Takes numbers from bytes that may end too early.

/// What is left of some bytes.
#[derive(Clone, Copy, Debug)]
pub struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    /// All of `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Input(bytes)
    }

    /// The next `N` bytes.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    /// The next `len` bytes.
    pub fn slice(&mut self, len: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
