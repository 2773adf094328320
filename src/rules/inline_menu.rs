//! Menus on one line: `News | Sport | Weather | Contact`.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Lines of three or more short items between bars, before or behind the text proper. Within it they may be a table's.
pub struct InlineMenu;

/// What stands between the items of a menu in a folded line.
pub(super) const BARS: [char; 3] = ['|', '·', '•'];
const WEIGHT: i16 = 100;
const ITEMS: usize = 3;
const MAX_WORDS: usize = 3;

impl Rule for InlineMenu {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("navigation/inline-menu", Kind::Navigation, "short items between bars, outside the text proper")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        if !page.outline.has_frame() {
            return;
        }
        let main = page.outline.main();
        for (index, line) in page.doc.lines().iter().enumerate() {
            let measure = &line.measure;
            let candidate = usize::from(measure.separators) + 1 >= ITEMS && measure.digits == 0 && !measure.is_long();
            if candidate && !main.contains(&index) && !main.is_empty() && is_menu(&page.doc.bare(line)) {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}

fn is_menu(folded: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(folded) else { return false };
    let mut items = 0;
    for item in text.split(BARS) {
        let words = item.split_whitespace().count();
        if words == 0 || words > MAX_WORDS || item.chars().count() > 40 {
            return false;
        }
        items += 1;
    }
    items >= ITEMS
}
