//! The page's head: menus, banners and buttons before the text proper.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Lines before the text proper, down to the last sign of the page's menus. The title and what stands by it come
/// after that sign.
pub struct Head;

const WEIGHT: i16 = 100;

impl Rule for Head {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("navigation/head", Kind::Navigation, "before the text proper, above the last sign of the page's menus")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let head = 0..page.outline.main().start;
        if !page.outline.is_frame(head.clone(), findings) {
            return;
        }
        let last = head.clone().rev().find(|&i| findings.clue(i).is_some_and(|c| is_menu(c.kind)));
        for index in 0..last.unwrap_or(0) {
            if !page.line(index).is_blank() {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}

fn is_menu(kind: Kind) -> bool {
    matches!(kind, Kind::Navigation | Kind::Consent | Kind::Signup | Kind::Furniture | Kind::Ad)
}
