//! A profile: what was seen of many sites. It is a value: profiles of parts of a crawl, merged in any order, are the
//! profile of the whole.

use std::collections::BTreeMap;

use super::page::{Id, PageLines};
use super::sample::Sample;
use super::template::Template;

/// Samples of sites, by the sites' names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub(super) sites: BTreeMap<String, Sample>,
}

/// A line that a site repeats, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RepeatedLine {
    /// What it says, folded and with numbers as `0`; empty where it is too long to be kept.
    pub text: String,
    /// Pages of the sample that have it.
    pub pages: u32,
    /// Whether it belongs to the head or foot of pages, and not to a run within them.
    pub edge: bool,
}

impl Profile {
    /// Whether a page of `site` whose content has this `hash` would be kept.
    pub fn wants(&self, site: &str, hash: u64) -> bool {
        self.sites.get(site).is_none_or(|sample| sample.wants(hash))
    }

    /// Takes a page of `site`.
    pub fn add(&mut self, site: &str, hash: u64, page: PageLines) {
        match self.sites.get_mut(site) {
            Some(sample) => sample.add(hash, page),
            None => self.sites.entry(site.to_owned()).or_default().add(hash, page),
        }
    }

    /// Takes what another profile holds. Merging is associative, commutative and idempotent.
    pub fn merge(&mut self, other: Profile) {
        for (site, sample) in other.sites {
            self.sites.entry(site).or_default().merge(sample);
        }
    }

    /// The sites by name, with their samples.
    pub fn sites(&self) -> impl Iterator<Item = (&str, &Sample)> {
        self.sites.iter().map(|(site, sample)| (site.as_str(), sample))
    }

    /// The template of `site`, if there is one of that name.
    pub fn template(&self, site: &str) -> Option<Template> {
        self.sites.get(site).map(Template::learn)
    }

    /// The lines that `site` repeats, the most frequent first, and how many slots and tables of contents stand between
    /// them.
    pub fn describe(&self, site: &str) -> Option<(Vec<RepeatedLine>, [usize; 2])> {
        let sample = self.sites.get(site)?;
        let template = Template::learn(sample);
        let mut texts: BTreeMap<Id, &[u8]> = BTreeMap::new();
        for page in sample.pages.values() {
            for (entry, text) in page.told() {
                texts.entry(entry.id()).or_insert(text);
                entry.shape_id().map(|shape| texts.entry(shape).or_insert(text));
            }
        }
        let text = |id: Id| texts.get(&id).map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default();
        let mut lines: Vec<RepeatedLine> = template
            .lines()
            .map(|(id, held)| RepeatedLine { text: text(id), pages: held.pages, edge: held.edge })
            .collect();
        // Those whose text is not known come last among their like.
        lines.sort_by(|a, b| (b.pages, a.text.is_empty(), &a.text).cmp(&(a.pages, b.text.is_empty(), &b.text)));
        Some((lines, template.gaps()))
    }
}
