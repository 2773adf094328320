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
    says: &'static str,
    /// The text of a pack's entry, which is told when asked for: most are never asked for.
    text: Option<String>,
}

impl RuleInfo {
    /// A rule that is described by one sentence.
    pub(crate) fn of_rule(id: &str, kind: Kind, about: &'static str) -> Self {
        RuleInfo { id: id.to_owned(), kind, says: about, text: None }
    }

    /// A pack's entry, which `says` something of a line and `text`.
    pub(crate) fn of_entry(id: String, kind: Kind, says: &'static str, text: String) -> Self {
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
    rules: Vec<RuleInfo>,
    /// Their kinds alone, close together: every removal asks for one.
    kinds: Vec<Kind>,
}

impl Catalogue {
    /// The largest number of rules a cleaner can hold.
    pub const MAX_LEN: usize = u16::MAX as usize;

    /// The id that the next rule gets; `None` when the catalogue is full.
    pub(crate) fn next_id(&self) -> Option<RuleId> {
        (self.rules.len() < Self::MAX_LEN).then_some(RuleId(self.rules.len() as u16))
    }

    /// Adds a rule to a catalogue that has room for it.
    pub(crate) fn add(&mut self, info: RuleInfo) {
        debug_assert!(self.rules.len() < Self::MAX_LEN);
        self.kinds.push(info.kind);
        self.rules.push(info);
    }

    /// The rule behind `id`. Ids come from the same cleaner; another's may name another rule.
    pub fn get(&self, id: RuleId) -> &RuleInfo {
        &self.rules[id.index()]
    }

    /// What the rule behind `id` looks for.
    pub fn kind(&self, id: RuleId) -> Kind {
        self.kinds[id.index()]
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
