//! A cleaner is compiled once, from packs, a model and a mode.

use std::hash::{Hash, Hasher};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::Cleaner;
use crate::error::{Error, Result};
use crate::evidence::Catalogue;
use crate::judge::{Judge, Mode};
use crate::model::Model;
use crate::packs::{Pack, compile, compile_with_builtin, validate};
use crate::rules::{Phrases, register};
use crate::segment::Known;
use crate::site::SiteRules;

/// What is wrong where no rule can be entered any more.
const TOO_MANY: &str = "there are too many entries for one cleaner; leave some out";

/// The program as it was built, rules, built-in packs and model included, by the build script.
const PROGRAM: &str = env!("DECHAFF_SOURCES");

/// Settings of a [`Cleaner`] to be.
#[derive(Clone, Debug)]
pub struct Builder {
    builtin: bool,
    packs: Vec<Pack>,
    mode: Mode,
    /// With a hash of the bytes it was read from.
    model: Option<(Model, u64)>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder { builtin: true, packs: Vec::new(), mode: Mode::default(), model: None }
    }
}

impl Builder {
    /// Whether the built-in packs are used; they are unless this says no.
    pub fn builtin_packs(mut self, yes: bool) -> Self {
        self.builtin = yes;
        self
    }

    /// Adds a pack.
    pub fn pack(mut self, pack: Pack) -> Self {
        self.packs.push(pack);
        self
    }

    /// How much is taken for chaff; [`Mode::Standard`] unless this says otherwise.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Uses a model of one's own, in the bytes that training wrote, in place of the built-in one.
    ///
    /// # Errors
    /// When the bytes are no model of this version's; `origin` is named then.
    pub fn model(mut self, bytes: &[u8], origin: &str) -> Result<Self> {
        let model = Model::read(bytes).map_err(|damage| Error::model(origin, damage.to_string()))?;
        self.model = Some((model, xxh3_64(bytes)));
        Ok(self)
    }

    /// Compiles the packs.
    ///
    /// # Errors
    /// When a pack does not compile: see [`compile`](crate::packs::compile()) and [`validate`].
    pub fn build(self) -> Result<Cleaner> {
        let fingerprint = self.fingerprint();
        let mut catalogue = Catalogue::default();
        register(&mut catalogue);
        self.packs.iter().try_for_each(validate)?;
        let matcher = if self.builtin {
            compile_with_builtin(self.packs, &mut catalogue)?
        } else {
            compile(self.packs.into_iter().map(Ok), &mut catalogue)?
        };
        let phrases = Phrases::new(matcher);
        let judge = match self.mode {
            Mode::Light => None,
            mode => {
                let model = self.model.map_or_else(Model::builtin, |(model, _)| Ok(model));
                let model = model.map_err(|damage| Error::model("the built-in model", damage.to_string()))?;
                Judge::new(model, mode, &mut catalogue)
            }
        };
        let site_rules = SiteRules::register(&mut catalogue).ok_or_else(|| Error::pack("packs", TOO_MANY))?;
        Ok(Cleaner { catalogue, phrases, known: Known::default(), judge, site_rules, fingerprint })
    }

    fn fingerprint(&self) -> u64 {
        let mut hasher = Xxh3::new();
        let model = self.model.as_ref().map(|&(_, hash)| hash);
        (PROGRAM, self.builtin, &self.packs, self.mode, model).hash(&mut hasher);
        hasher.finish()
    }
}
