//! Which fields of a record hold its text and its URL: by the names that scrapers give them, or as one says.

/// Names of fields that hold a page's text; where a record has several, the first of this list counts.
const TEXT: [&str; 11] = [
    "text",
    "content",
    "body",
    "article",
    "articleBody",
    "raw_content",
    "raw_text",
    "plain_text",
    "full_text",
    "page_content",
    "maintext",
];

/// Names of fields that hold a page's URL.
const URL: [&str; 8] = ["url", "uri", "link", "source_url", "page_url", "canonical_url", "meta.url", "metadata.url"];

/// The fields of a record that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    pub(super) text: Vec<String>,
    pub(super) url: Vec<String>,
    pub(super) stats: Option<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Fields { text: owned(&TEXT), url: owned(&URL), stats: None }
    }
}

impl Fields {
    /// All names, part by part, an empty one behind each.
    pub(crate) fn names(&self) -> Vec<&str> {
        let parts = [&self.text[..], &self.url, self.stats.as_slice()];
        parts.into_iter().flat_map(|names| names.iter().map(String::as_str).chain([""])).collect()
    }

    /// The text stands in the field `name` and in no other. `a.b` is the field `b` of the object in `a`.
    pub fn with_text(mut self, name: &str) -> Self {
        self.text = vec![name.to_owned()];
        self
    }

    /// The URL stands in the field `name` and in no other.
    pub fn with_url(mut self, name: &str) -> Self {
        self.url = vec![name.to_owned()];
        self
    }

    /// Names of what holds the text, those that count before others first.
    pub(crate) fn texts(&self) -> &[String] {
        &self.text
    }

    /// Names of what holds the URL.
    pub(crate) fn urls(&self) -> &[String] {
        &self.url
    }

    /// What was removed is told in a new field `name` at the end of each record.
    pub fn with_stats(mut self, name: &str) -> Self {
        self.stats = Some(name.to_owned());
        self
    }
}
