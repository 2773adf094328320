//! A text that is longer than any page is cleaned part by part, each part as a text of its own.

use std::ops::Range;

use super::{Cleaner, Cut, Stage, Workspace};
use crate::decide::Removal;
use crate::segment::{Document, parts};
use crate::site::Template;
use crate::text::Span;

/// What is to go from a part of a text.
#[derive(Debug, Default)]
pub(crate) struct PartCut {
    /// Where the part begins, in bytes.
    start: usize,
    removals: Vec<Removal>,
    lines: usize,
    spared: bool,
}

impl Cleaner {
    /// Finds what is to go from a `part` of `text`.
    pub(crate) fn cut_part(
        &self,
        text: &[u8],
        part: Range<usize>,
        template: Option<&Template>,
        workspace: &mut Workspace,
        watch: impl FnMut(Stage),
    ) -> PartCut {
        let start = part.start;
        let lines = self.judge(&text[part], template, workspace, watch).text_lines();
        let Workspace { verdicts, .. } = workspace;
        PartCut { start, removals: verdicts.removals().to_vec(), lines, spared: verdicts.spared() }
    }

    /// Finds what is to go from a `text` longer than [`PART`](crate::segment::PART).
    pub(super) fn cut_long<'w>(
        &self,
        text: &[u8],
        template: Option<&Template>,
        workspace: &'w mut Workspace,
        mut watch: impl FnMut(Stage),
    ) -> Cut<'w> {
        let parts = parts(&text[..text.len().min(Document::MAX_LEN)]).into_iter();
        let parts = parts.map(|part| self.cut_part(text, part, template, workspace, &mut watch)).collect();
        workspace.join(parts)
    }
}

impl Workspace {
    /// What is to go from a text, of which `parts` are all parts, in order.
    pub(crate) fn join(&mut self, parts: Vec<PartCut>) -> Cut<'_> {
        let (mut lines, mut spared) = (0, true);
        self.long.clear();
        for part in parts {
            let start = part.start as u32;
            self.long.extend(part.removals.into_iter().map(|removal| Removal {
                span: Span::new(start + removal.span.start, start + removal.span.end),
                line: removal.line + lines as u32,
                ..removal
            }));
            lines += part.lines;
            spared &= part.spared;
        }
        Cut { removals: &self.long, lines, spared }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Mode;
    use crate::render::render;
    use crate::segment::PART;

    #[test]
    fn all_parts_are_cleaned_and_explained() {
        let sentence = "The ferry sails again in April, when the ice has gone from the sound. ";
        let page = format!("Advertisement\n{}\nRead more\n\n", sentence.repeat(PART / 4 / sentence.len()));
        let text = page.repeat(5);
        let cleaner = Cleaner::builder().mode(Mode::Light).build().unwrap();
        let mut workspace = Workspace::default();
        let cut = cleaner.cut(text.as_bytes(), &mut workspace);
        let clean = render(text.as_bytes(), cut.removals);
        assert!(!clean.windows(9).any(|bytes| bytes == b"Advertise" || bytes == b"Read more"));
        let explained = cleaner.explain(text.as_bytes());
        assert!(explained.lines.iter().map(|line| line.number).eq(1..=cut.lines));
        let kept: Vec<u8> =
            explained.lines.iter().filter(|line| line.kept).flat_map(|line| line.text.to_vec()).collect();
        assert!(kept == *clean);
    }
}
