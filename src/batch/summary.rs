//! The figures of a run. They add, so that every worker counts for itself and no lock is needed.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::again::Again;
use crate::cleaner::Cut;
use crate::error::Error;
use crate::evidence::{Catalogue, Kind, RuleId};
use crate::record::FlawKind;
use crate::walk::Skip;

/// Lines and bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// Lines, blank ones counted.
    pub lines: u64,
    /// Bytes.
    pub bytes: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.bytes += other.bytes;
    }
}

/// The figures of a run, or of a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Files cleaned: documents, and files of records.
    pub files: u64,
    /// Records cleaned.
    pub records: u64,
    /// Records that have no text to clean and were handed on as they are, by what they are.
    pub passed: BTreeMap<String, u64>,
    /// Records put aside, by reason.
    pub rejected: BTreeMap<FlawKind, u64>,
    /// Their size as read.
    pub bytes_in: u64,
    /// Their size as written.
    pub bytes_out: u64,
    /// Their lines.
    pub lines_in: u64,
    /// Lines and bytes of the decoded text that were removed.
    pub removed: Tally,
    /// The same by kind; a removed line counts for the rule that spoke loudest.
    pub kinds: BTreeMap<Kind, Tally>,
    /// Removed lines by rule, indexed by [`RuleId::index`]; shorter than the catalogue where the last rules were
    /// silent.
    pub rules: Vec<u64>,
    /// Documents transcoded, by encoding.
    pub transcoded: BTreeMap<&'static str, u64>,
    /// Documents left whole because all of their text would have gone.
    pub spared: u64,
    /// Documents left as a former run had cleaned them.
    pub unchanged: u64,
    /// Documents cleaned by a run that goes on from a former one, by why.
    pub again: BTreeMap<Again, u64>,
    /// Clean copies removed because their inputs are gone.
    pub pruned: u64,
    /// Clean copies that are still there though their inputs are gone.
    pub gone: u64,
    /// Lines of the journal that were damaged, so that what they told of was done again.
    pub damaged: u64,
    /// Files passed over, by reason.
    pub skipped: BTreeMap<Skip, u64>,
    /// Failures, by [`Error::cause`].
    pub failures: BTreeMap<String, u64>,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Summary {
    /// How many files or folders could not be dealt with.
    pub fn failed(&self) -> u64 {
        self.failures.values().sum()
    }

    /// The `count` rules that removed the most lines, the busiest first.
    pub fn busiest(&self, count: usize) -> Vec<(RuleId, u64)> {
        let mut rules: Vec<(RuleId, u64)> =
            (0..).map(RuleId).zip(self.rules.iter().copied()).filter(|&(_, lines)| lines > 0).collect();
        rules.sort_by_key(|&(rule, lines)| (std::cmp::Reverse(lines), rule));
        rules.truncate(count);
        rules
    }

    /// How many records were put aside.
    pub fn rejects(&self) -> u64 {
        self.rejected.values().sum()
    }

    /// Counts what went from a document and its lines.
    pub fn count(&mut self, cut: &Cut<'_>, catalogue: &Catalogue) {
        self.lines_in += cut.lines as u64;
        self.spared += u64::from(cut.spared);
        if self.rules.len() < catalogue.len() {
            self.rules.resize(catalogue.len(), 0);
        }
        let mut kinds = [Tally::default(); Kind::ALL.len()];
        for removal in cut.removals {
            let tally = Tally { lines: u64::from(removal.lines), bytes: removal.span.len() as u64 };
            kinds[catalogue.kind(removal.rule) as usize] += tally;
            self.rules[removal.rule.index()] += 1;
        }
        for (kind, tally) in Kind::ALL.into_iter().zip(kinds).filter(|(_, tally)| tally.lines > 0) {
            self.removed += tally;
            *self.kinds.entry(kind).or_default() += tally;
        }
    }

    /// Counts a failure.
    pub(crate) fn fail(&mut self, error: &Error) {
        *self.failures.entry(error.cause()).or_default() += 1;
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.records += other.records;
        self.bytes_in += other.bytes_in;
        self.bytes_out += other.bytes_out;
        self.lines_in += other.lines_in;
        self.removed += other.removed;
        self.spared += other.spared;
        self.unchanged += other.unchanged;
        self.pruned += other.pruned;
        self.gone += other.gone;
        self.damaged += other.damaged;
        self.interrupted |= other.interrupted;
        if self.rules.len() < other.rules.len() {
            self.rules.resize(other.rules.len(), 0);
        }
        for (mine, more) in self.rules.iter_mut().zip(&other.rules) {
            *mine += more;
        }
        add(&mut self.kinds, other.kinds);
        add(&mut self.again, other.again);
        add(&mut self.transcoded, other.transcoded);
        add(&mut self.skipped, other.skipped);
        add(&mut self.failures, other.failures);
        add(&mut self.passed, other.passed);
        add(&mut self.rejected, other.rejected);
    }
}

fn add<K: Ord, V: AddAssign + Default>(mine: &mut BTreeMap<K, V>, other: BTreeMap<K, V>) {
    for (key, value) in other {
        *mine.entry(key).or_default() += value;
    }
}
