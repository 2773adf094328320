//! Every rule that can speak, with a name a person can look up: evidence carries only a number into this list.

use super::entries::Entries;
use super::kind::Kind;

/// Index of a rule in its [`Catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub(crate) u16);

impl RuleId {
    /// The place in the catalogue.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What is known of a rule besides its logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo<'c> {
    /// Unique name: a rule's own, or `pack/entry`.
    pub id: &'c str,
    /// What it looks for.
    pub kind: Kind,
    says: &'static str,
    /// The text of a pack's entry, which is told when asked for: most are never asked for.
    text: Option<&'c str>,
}

impl<'c> RuleInfo<'c> {
    /// A rule that is described by one sentence.
    pub(crate) fn of_rule(id: &'c str, kind: Kind, about: &'static str) -> Self {
        RuleInfo { id, kind, says: about, text: None }
    }

    /// A pack's entry, which `says` something of a line and `text`.
    pub(super) fn of_entry(id: &'c str, kind: Kind, says: &'static str, text: &'c str) -> Self {
        RuleInfo { id, kind, says, text: Some(text) }
    }

    /// The rule in one sentence, for `explain`.
    pub fn about(&self) -> String {
        match &self.text {
            Some(text) => format!("{} “{text}”", self.says),
            None => self.says.to_owned(),
        }
    }
}

/// The rules of one cleaner, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Those that are no entries of packs.
    rules: Vec<RuleInfo<'static>>,
    entries: Entries,
    /// How many rules stand before the entries.
    before: usize,
}

impl Catalogue {
    /// The largest number of rules a cleaner can hold.
    pub const MAX_LEN: usize = u16::MAX as usize;

    /// The id that the next rule gets; `None` when the catalogue is full.
    pub(crate) fn next_id(&self) -> Option<RuleId> {
        (self.len() < Self::MAX_LEN).then_some(RuleId(self.len() as u16))
    }

    /// Adds a rule to a catalogue that has room for it.
    pub(crate) fn add(&mut self, info: RuleInfo<'static>) {
        debug_assert!(self.len() < Self::MAX_LEN);
        self.rules.push(info);
    }

    /// Adds the entries of packs to a catalogue that has none yet, and room for them.
    pub(crate) fn add_entries(&mut self, entries: Entries) {
        debug_assert!(self.entries.len() == 0 && self.len() + entries.len() <= Self::MAX_LEN);
        (self.before, self.entries) = (self.rules.len(), entries);
    }

    /// The rule behind `id`. Ids come from the same cleaner; another's may name another rule.
    pub fn get(&self, id: RuleId) -> RuleInfo<'_> {
        match self.entry(id) {
            Ok(entry) => self.entries.get(entry),
            Err(rule) => self.rules[rule],
        }
    }

    /// What the rule behind `id` looks for.
    pub fn kind(&self, id: RuleId) -> Kind {
        match self.entry(id) {
            Ok(entry) => self.entries.kind(entry),
            Err(rule) => self.rules[rule].kind,
        }
    }

    /// The place of `id` among the entries, or else among the other rules.
    fn entry(&self, id: RuleId) -> Result<usize, usize> {
        match id.index().checked_sub(self.before) {
            None => Err(id.index()),
            Some(entry) if entry < self.entries.len() => Ok(entry),
            Some(_) => Err(id.index() - self.entries.len()),
        }
    }

    /// All rules in order.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, RuleInfo<'_>)> {
        (0..self.len()).map(|i| RuleId(i as u16)).map(|id| (id, self.get(id)))
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len() + self.entries.len()
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
