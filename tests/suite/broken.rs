//! Paragraphs that a terminal broke into lines are read as wholes, and told of by the lines of the text.

use std::fs;
use std::path::Path;

use dechaff::Cleaner;

/// A page as a terminal's browser writes it, and its clean copy.
fn page() -> (String, String) {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/golden/en-dump-tide-clock");
    (fs::read_to_string(case.join("input.txt")).unwrap(), fs::read_to_string(case.join("expected.txt")).unwrap())
}

#[test]
fn removals_are_numbered_by_lines_of_the_text() {
    let (text, clean) = page();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let cleaned = Cleaner::builder().build().unwrap().clean(&text);
    assert_eq!(cleaned.stats.lines, lines.len());
    assert_eq!(cleaned.stats.lines_removed, lines.len() - clean.lines().count());
    for removed in &cleaned.removed {
        let first = removed.text.split_inclusive('\n').find(|line| !line.trim().is_empty()).unwrap();
        assert_eq!(lines[removed.line as usize - 1], first);
    }
    let notice = cleaned.removed.iter().find(|removed| removed.text.contains("cookies and similar")).unwrap();
    assert!(notice.text.trim_end().ends_with("cookies."), "{:?}", notice.text);
}

#[test]
fn all_lines_of_a_paragraph_are_explained() {
    let (text, clean) = page();
    let explanation = Cleaner::builder().build().unwrap().explain(text.as_bytes());
    assert!(explanation.lines.iter().map(|line| line.number).eq(1..=text.lines().count()));
    let kept: Vec<u8> = explanation.lines.iter().filter(|line| line.kept).flat_map(|line| line.text.to_vec()).collect();
    assert_eq!(String::from_utf8_lossy(&kept), clean);
    let of_notice: Vec<_> = explanation.lines[8..11].iter().map(|line| (line.points, &line.reasons)).collect();
    assert!(of_notice.iter().all(|of_line| *of_line == of_notice[0] && !of_line.1.is_empty()), "{of_notice:?}");
}
