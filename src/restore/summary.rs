//! The figures of a restoration.

use std::collections::BTreeMap;

use crate::error::Error;

/// What a restoration came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RestoreSummary {
    /// Documents restored.
    pub files: u64,
    /// Their size.
    pub bytes: u64,
    /// Failures, by [`Error::cause`].
    pub failures: BTreeMap<String, u64>,
    /// Whether the work was stopped before its end.
    pub interrupted: bool,
}

impl RestoreSummary {
    /// How many documents could not be restored.
    pub fn failed(&self) -> u64 {
        self.failures.values().sum()
    }

    pub(super) fn fail(&mut self, error: &Error) {
        *self.failures.entry(error.cause()).or_default() += 1;
    }
}
