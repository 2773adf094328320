//! The library's face: a cleaner is built once from packs and then cleans texts, on as many threads as one likes.

mod builder;
mod long;

use std::borrow::Cow;

pub use builder::Builder;
#[cfg(feature = "batch")]
pub(crate) use long::PartCut;

use crate::decide::{Removal, Verdicts, decide};
use crate::evidence::{Catalogue, Findings, Kind};
use crate::explain::{Explanation, explain};
#[cfg(feature = "train")]
use crate::features::Features;
use crate::judge::{Desk, Judge};
use crate::packs::Scratch;
use crate::render::render;
use crate::rules::{Outline, Page, Phrases, inspect};
use crate::segment::{Document, Known, Lines, PART, parts};
use crate::site::{Desk as SiteDesk, SiteRules, Template};

/// Takes the chaff out of texts. Built by [`Cleaner::builder`]; cheap to share between threads, as nothing in it changes
/// but what it remembers of lines it saw, which changes no answer.
#[derive(Debug)]
pub struct Cleaner {
    catalogue: Catalogue,
    phrases: Phrases,
    /// What it remembers.
    known: Known,
    /// Speaks for the model; absent in light mode.
    judge: Option<Judge>,
    /// Speak for the templates of sites.
    site_rules: SiteRules,
    fingerprint: u64,
}

/// A part of cleaning a text, told of when it is done to those who want to know what each of them costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Lines are cut, folded, measured and looked up in the packs.
    Read,
    /// The rules have spoken.
    Rules,
    /// So has the model, where there is one.
    Model,
    /// It is settled what goes.
    Decide,
}

/// Memory that cleaning needs; give the same one to every call on a thread.
#[derive(Debug, Default)]
pub struct Workspace {
    lines: Lines,
    search: Search,
    desk: Desk,
    site: SiteDesk,
    verdicts: Verdicts,
    /// What goes from a text of several parts.
    long: Vec<Removal>,
}

/// What the rules need, and what they found.
#[derive(Debug, Default)]
struct Search {
    scratch: Scratch,
    findings: Findings,
    outline: Outline,
}

/// What is to go from one text, and what was counted on the way.
#[derive(Clone, Copy, Debug)]
pub struct Cut<'w> {
    /// What goes, in order, without overlaps.
    pub removals: &'w [Removal],
    /// Lines of the text.
    pub lines: usize,
    /// Whether the text is left as it was because all of it would have gone.
    pub spared: bool,
}

/// A cleaned text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cleaned<'t> {
    /// The kept lines, byte for byte.
    pub text: Cow<'t, str>,
    /// What was removed, in order.
    pub removed: Vec<Removed<'t>>,
    /// Figures of the text.
    pub stats: Stats,
}

/// A removed line with the blank lines that went with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Removed<'t> {
    /// The removed text.
    pub text: &'t str,
    /// Where it began, in bytes.
    pub offset: usize,
    /// Number of the removed line, from 1; of a broken paragraph, that of its first.
    pub line: u32,
    /// What it was.
    pub kind: Kind,
    /// Id of the rule that spoke loudest.
    pub rule: String,
    /// That rule's points.
    pub weight: i16,
    /// Points of all rules together; a line goes at 100.
    pub points: i32,
}

/// Figures of one cleaned text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Lines of the text.
    pub lines: usize,
    /// Lines removed, blank ones counted.
    pub lines_removed: usize,
    /// Bytes removed.
    pub bytes_removed: usize,
    /// Whether the text was left as it was because all of it would have gone.
    pub spared: bool,
}

impl<'t> Cleaned<'t> {
    /// `text` with nothing removed, for comparison.
    pub fn untouched(text: &'t str) -> Self {
        let stats = Stats { lines: text.split_inclusive('\n').count(), ..Stats::default() };
        Cleaned { text: Cow::Borrowed(text), removed: Vec::new(), stats }
    }
}

impl Cleaner {
    /// Settings for a cleaner with the built-in packs.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Cleans `text`. What lies beyond [`Document::MAX_LEN`] bytes is kept.
    pub fn clean<'t>(&self, text: &'t str) -> Cleaned<'t> {
        let mut workspace = Workspace::default();
        let cut = self.cut(text.as_bytes(), &mut workspace);
        let removed = cut.removals.iter().map(|removal| self.describe(text, removal)).collect();
        let stats = Stats {
            lines: cut.lines,
            lines_removed: cut.removals.iter().map(|r| r.lines as usize).sum(),
            bytes_removed: cut.removals.iter().map(|r| r.span.len()).sum(),
            spared: cut.spared,
        };
        let text = match render(text.as_bytes(), cut.removals) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            // Lines begin and end between characters, so nothing is replaced here.
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        };
        Cleaned { text, removed, stats }
    }

    /// Finds what is to go from `text`, which may be of any bytes; invalid UTF-8 is kept or removed with its line.
    pub fn cut<'w>(&self, text: &[u8], workspace: &'w mut Workspace) -> Cut<'w> {
        self.cut_on(text, None, workspace)
    }

    /// The same for a page of a site whose `template` is known.
    pub fn cut_on<'w>(&self, text: &[u8], template: Option<&Template>, workspace: &'w mut Workspace) -> Cut<'w> {
        self.cut_watched(text, template, workspace, |_| {})
    }

    /// The same, and tells `watch` of every stage that is done.
    pub(crate) fn cut_watched<'w>(
        &self,
        text: &[u8],
        template: Option<&Template>,
        workspace: &'w mut Workspace,
        watch: impl FnMut(Stage),
    ) -> Cut<'w> {
        if text.len() > PART {
            return self.cut_long(text, template, workspace, watch);
        }
        let lines = self.judge(text, template, workspace, watch).text_lines();
        Cut { removals: workspace.verdicts.removals(), lines, spared: workspace.verdicts.spared() }
    }

    /// Tells for every line of `text` what spoke for and against it.
    pub fn explain<'t>(&self, text: &'t [u8]) -> Explanation<'t> {
        self.explain_on(text, None)
    }

    /// The same for a page of a site, given by its name and its template.
    pub fn explain_on<'t>(&self, text: &'t [u8], site: Option<(&str, &Template)>) -> Explanation<'t> {
        let mut all = Explanation { lines: Vec::new(), spared: true };
        for part in parts(text) {
            let explanation = self.explain_whole(&text[part], site);
            all.lines.extend(explanation.lines);
            all.spared &= explanation.spared;
        }
        all.split_paragraphs();
        all
    }

    /// The same, without looking for parts, and with paragraphs as one line each.
    fn explain_whole<'t>(&self, text: &'t [u8], site: Option<(&str, &Template)>) -> Explanation<'t> {
        let mut workspace = Workspace::default();
        self.judge(text, site.map(|(_, template)| template), &mut workspace, |_| {});
        let Workspace { lines, search, verdicts, desk, site: site_desk, .. } = &mut workspace;
        let doc = Document::parse(text, lines);
        let mut explanation = explain(text, &doc, &search.findings, verdicts, &self.catalogue);
        if let Some(judge) = &self.judge {
            judge.explain(desk, &mut explanation.lines);
        }
        if let Some((name, template)) = site {
            self.site_rules.explain(name, template, site_desk, &self.catalogue, &mut explanation.lines);
        }
        explanation
    }

    /// A number for all that decides what this cleaner removes: the program, the packs, the model and the mode. Cleaners
    /// that share it do the same to any text.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// All rules of this cleaner, by which a [`Removal`]'s rule is looked up.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// `text` as a document, and its features: what teaching sees is what judging sees.
    #[cfg(feature = "train")]
    pub(crate) fn features<'w>(&self, text: &'w [u8], workspace: &'w mut Workspace) -> (Document<'w>, &'w Features) {
        let Workspace { lines, search, desk, .. } = workspace;
        let doc = self.find(text, lines, search, &mut |_| {});
        desk.features.of(&doc, &search.findings, &search.outline);
        (doc, &desk.features)
    }

    fn judge<'a>(
        &self,
        text: &'a [u8],
        template: Option<&Template>,
        workspace: &'a mut Workspace,
        mut watch: impl FnMut(Stage),
    ) -> Document<'a> {
        let Workspace { lines, search, desk, site, verdicts, .. } = workspace;
        let doc = self.find(text, lines, search, &mut watch);
        if let Some(judge) = &self.judge {
            judge.inspect(&doc, &search.outline, desk, &mut search.findings);
        }
        watch(Stage::Model);
        if let Some(template) = template.filter(|template| !template.is_empty()) {
            self.site_rules.inspect(&doc, template, site, &mut search.findings);
        }
        decide(&doc, &mut search.findings, verdicts);
        watch(Stage::Decide);
        doc
    }

    /// Reads `text` and lets the rules speak.
    fn find<'a>(
        &self,
        text: &'a [u8],
        lines: &'a mut Lines,
        search: &mut Search,
        watch: &mut impl FnMut(Stage),
    ) -> Document<'a> {
        let Search { scratch, findings, outline } = search;
        let doc = Document::read(text, lines, &mut self.phrases.reader(scratch), self.known.open());
        watch(Stage::Read);
        findings.reset(doc.lines().len());
        self.phrases.inspect(&doc, &self.catalogue, findings);
        outline.draw(&doc, findings);
        inspect(&Page { doc, outline }, findings);
        watch(Stage::Rules);
        doc
    }

    fn describe<'t>(&self, text: &'t str, removal: &Removal) -> Removed<'t> {
        let info = self.catalogue.get(removal.rule);
        Removed {
            text: text.get(removal.span.start as usize..removal.span.end as usize).unwrap_or_default(),
            offset: removal.span.start as usize,
            line: removal.line,
            kind: info.kind,
            rule: info.id.to_owned(),
            weight: removal.weight,
            points: removal.points,
        }
    }
}
