//! Which site a document belongs to, and the templates of sites, each learnt when its first document comes.

use std::collections::HashMap;
use std::fmt;
use std::path::{Component, Path};
use std::str::FromStr;
use std::sync::OnceLock;

use xxhash_rust::xxh3::Xxh3;

use crate::record::{Page, host};
use crate::site::{Profile, Template};

/// What tells sites apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SiteBy {
    /// The folder that a document lies in.
    #[default]
    Folder,
    /// The host of its URL; for a document that tells none, its folder.
    Host,
    /// So many of the folders above it, from the input down.
    Prefix(usize),
    /// All documents are of one site.
    None,
}

impl FromStr for SiteBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "folder" => Ok(SiteBy::Folder),
            "host" => Ok(SiteBy::Host),
            "none" => Ok(SiteBy::None),
            _ => {
                let depth =
                    text.strip_prefix("prefix:").and_then(|depth| depth.parse().ok()).filter(|&depth| depth > 0);
                depth.map(SiteBy::Prefix).ok_or_else(|| "expected folder, host, prefix:N or none".to_owned())
            }
        }
    }
}

impl fmt::Display for SiteBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SiteBy::Folder => f.write_str("folder"),
            SiteBy::Host => f.write_str("host"),
            SiteBy::Prefix(depth) => write!(f, "prefix:{depth}"),
            SiteBy::None => f.write_str("none"),
        }
    }
}

impl SiteBy {
    /// The site of the document at `path`, called `name` below its input.
    pub fn site(self, path: &Path, name: &Path) -> String {
        let folder = name.parent().unwrap_or(Path::new(""));
        let depth = match self {
            SiteBy::Folder | SiteBy::Host => usize::MAX,
            SiteBy::Prefix(depth) => depth,
            SiteBy::None => 0,
        };
        let steps = folder.components().filter(|step| matches!(step, Component::Normal(_))).take(depth);
        let steps: Vec<_> = steps.map(|step| step.as_os_str().to_string_lossy()).collect();
        if !steps.is_empty() || self == SiteBy::None {
            return if steps.is_empty() { "all".to_owned() } else { steps.join("/") };
        }
        // The input is the site's own folder.
        let own = path.parent().and_then(Path::file_name).unwrap_or(path.as_os_str());
        own.to_string_lossy().into_owned()
    }

    /// The site of a record of the file at `path`, called `name` below its input.
    pub(crate) fn site_of_record(self, record: &Page<'_>, path: &Path, name: &Path) -> String {
        let told = || host(&record.url()?);
        let host = if self == SiteBy::Host { told() } else { None };
        host.unwrap_or_else(|| self.site(path, name))
    }
}

/// The templates of the sites of a profile.
#[derive(Debug)]
pub struct Sites<'p> {
    profile: &'p Profile,
    by: SiteBy,
    templates: HashMap<&'p str, OnceLock<Learnt>>,
    all: OnceLock<u64>,
}

/// A template, with its fingerprint.
#[derive(Debug)]
struct Learnt(Template, u64);

impl<'p> Sites<'p> {
    /// The sites of `profile`, told apart by `by`.
    pub fn new(profile: &'p Profile, by: SiteBy) -> Self {
        let templates = profile.sites().map(|(site, _)| (site, OnceLock::new())).collect();
        Sites { profile, by, templates, all: OnceLock::new() }
    }

    /// The site of the document at `path`, called `name` below its input, and its template, where one is known.
    pub fn of(&self, path: &Path, name: &Path) -> Option<(&str, &Template)> {
        self.named(&self.by.site(path, name)).map(|(site, Learnt(template, _))| (site, template))
    }

    /// The fingerprint of the template of the document's site, where one is known.
    pub(crate) fn fingerprint(&self, path: &Path, name: &Path) -> Option<u64> {
        self.named(&self.by.site(path, name)).map(|(_, Learnt(_, fingerprint))| *fingerprint)
    }

    /// A number for the templates of all sites that have one.
    pub(crate) fn fingerprint_of_all(&self) -> u64 {
        let none = Template::default().fingerprint();
        *self.all.get_or_init(|| {
            let mut hash = Xxh3::new();
            let learnt = self.profile.sites().filter_map(|(site, _)| self.named(site));
            for (site, Learnt(_, fingerprint)) in learnt.filter(|(_, Learnt(_, fingerprint))| *fingerprint != none) {
                hash.update(site.as_bytes());
                hash.update(&fingerprint.to_le_bytes());
            }
            hash.digest()
        })
    }

    /// The template of the site of `record`, which stands in the file at `path`, where one is known.
    pub(crate) fn of_record(&self, record: &Page<'_>, path: &Path, name: &Path) -> Option<&Template> {
        self.named(&self.by.site_of_record(record, path, name)).map(|(_, Learnt(template, _))| template)
    }

    fn named(&self, site: &str) -> Option<(&str, &Learnt)> {
        let (site, learnt) = self.templates.get_key_value(site)?;
        let learn = || {
            let template = self.profile.template(site).unwrap_or_default();
            let fingerprint = template.fingerprint();
            Learnt(template, fingerprint)
        };
        Some((site, learnt.get_or_init(learn)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_documents_site_is_its_folder_or_what_one_says() {
        let site = |by: &str, name: &str| {
            by.parse::<SiteBy>().unwrap().site(&Path::new("in/harbour").join(name), Path::new(name))
        };
        assert_eq!(site("folder", "news/2031/a.txt"), "news/2031");
        assert_eq!(site("host", "news/2031/a.txt"), "news/2031");
        assert_eq!(site("prefix:1", "news/2031/a.txt"), "news");
        assert_eq!(site("prefix:9", "news/2031/a.txt"), "news/2031");
        assert_eq!(site("none", "news/2031/a.txt"), "all");
        assert_eq!(site("folder", "a.txt"), "harbour");
        assert_eq!(site("none", "a.txt"), "all");
        for wrong in ["", "prefix:0", "prefix:", "hosts"] {
            assert!(wrong.parse::<SiteBy>().is_err(), "{wrong:?}");
        }
    }
}
