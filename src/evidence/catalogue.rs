//! Every rule that can speak, with a name a person can look up: evidence carries only a number into this list.

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Unique name: a rule's own, or `pack/entry`.
    pub id: String,
    /// What it looks for.
    pub kind: Kind,
    /// One sentence for `explain`.
    pub about: String,
}

/// The rules of one cleaner, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    rules: Vec<RuleInfo>,
}

impl Catalogue {
    /// The largest number of rules a cleaner can hold.
    pub const MAX_LEN: usize = u16::MAX as usize;

    /// Adds a rule; `None` when the catalogue is full.
    pub(crate) fn add(&mut self, info: RuleInfo) -> Option<RuleId> {
        let id = RuleId(u16::try_from(self.rules.len()).ok()?);
        self.rules.push(info);
        Some(id)
    }

    /// The rule behind `id`. Ids come from the same cleaner; another's may name another rule.
    pub fn get(&self, id: RuleId) -> &RuleInfo {
        &self.rules[id.index()]
    }

    /// All rules in order.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, &RuleInfo)> {
        self.rules.iter().enumerate().map(|(i, info)| (RuleId(i as u16), info))
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}
