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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::site::reading::tests::page;
    use proptest::prelude::*;
    use xxhash_rust::xxh3::xxh3_64;

    /// Pages of two sites, more of one of them than a sample holds, with their hashes.
    static PAGES: LazyLock<Vec<(&str, u64, PageLines)>> = LazyLock::new(|| {
        let site = |n: u64| if n.is_multiple_of(5) { "small.example" } else { "large.example" };
        let text =
            |n: u64| format!("Home | News | Page {}\n\nThe text of page {n}\nContact\n", "x".repeat(n as usize % 50));
        (0..300).map(|n| (site(n), xxh3_64(&n.to_le_bytes()), page(&text(n)))).collect()
    });

    fn profile(pages: impl IntoIterator<Item = usize>) -> Profile {
        let mut profile = Profile::default();
        pages.into_iter().map(|n| &PAGES[n]).for_each(|(site, hash, page)| profile.add(site, *hash, page.clone()));
        profile
    }

    fn merged(parts: impl IntoIterator<Item = Profile>) -> Profile {
        parts.into_iter().fold(Profile::default(), |mut all, part| {
            all.merge(part);
            all
        })
    }

    proptest! {
        #[test]
        fn however_pages_are_dealt_the_bytes_are_the_same(parts in 1usize..8, deal in prop::collection::vec(0usize..7, 300), first in 0usize..7) {
            let part = |n: usize| profile((0..300).filter(|&page| deal[page] % parts == n));
            let all = merged((0..parts).map(|n| part((n + first) % parts)));
            prop_assert!(all.write() == profile((0..300).rev()).write());
        }

        #[test]
        fn merging_is_associative_commutative_and_idempotent(a in prop::collection::vec(0usize..300, 0..250), b in prop::collection::vec(0usize..300, 0..250), c in prop::collection::vec(0usize..300, 0..50)) {
            let [a, b, c] = [a, b, c].map(profile);
            let left = merged([merged([a.clone(), b.clone()]), c.clone()]);
            prop_assert_eq!(&left, &merged([a.clone(), merged([b.clone(), c.clone()])]));
            prop_assert_eq!(&left, &merged([c, b, a]));
            prop_assert_eq!(&left, &merged([left.clone(), left.clone()]));
        }
    }

    /// A site of 3,000 pages; a line that stands on half of them was to be seen on between 38 and 62 of 100, and any other
    /// share is told more closely.
    #[test]
    fn how_many_pages_have_a_line_is_told_closely() {
        let shares = [
            ("Masthead", 3000),
            ("Most of them", 2400),
            ("Half of them", 1500),
            ("Some of them", 1200),
            ("Just as many", 1200),
        ];
        let mut profile = Profile::default();
        for n in 0..3000u64 {
            let head: Vec<&str> =
                shares.iter().filter(|(_, pages)| n * 7919 % 3000 < *pages).map(|(line, _)| *line).collect();
            let text = format!(
                "{}\n\nIt was on day {} of the year that nobody came to see the harbour.\n",
                head.join("\n"),
                "x".repeat(n as usize % 90)
            );
            profile.add("large.example", xxh3_64(&n.to_le_bytes()), page(&text));
        }
        let (lines, _) = profile.describe("large.example").unwrap();
        for (line, pages) in shares {
            let told = lines.iter().find(|told| told.text == line.to_lowercase()).map_or(0, |told| told.pages);
            assert!(
                (i64::from(told) * 20 - pages as i64).abs() <= 360,
                "{line}: on {told} of 150, and on {pages} of 3000"
            );
        }
    }
}
