//! Any bytes go through decoding, cleaning, audit and restoration without a panic or a mismatch.

#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use dechaff::{AuditWriter, Audited, Cleaner, Decoded, Removal, Workspace, decode, render};
use libfuzzer_sys::fuzz_target;

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::builder().build().expect("the packs compile"));

fuzz_target!(|original: &[u8]| {
    let Decoded::Text { bytes: text, encoding } = decode(original) else { return };
    if encoding.is_none() {
        assert_eq!(&*text, original, "what is not transcoded is kept");
    }
    let mut workspace = Workspace::default();
    let cut = CLEANER.cut(&text, &mut workspace);
    let (removals, lines, spared) = (cut.removals.to_vec(), cut.lines, cut.spared);
    assert_eq!(CLEANER.cut(&text, &mut workspace).removals, removals, "a used workspace changes nothing");

    check_spans(&text, &removals);
    let clean = render(&text, &removals);
    assert_eq!(together(&clean, &text, &removals), &*text, "kept and removed are the input");
    check_views(&text, &clean, &removals);

    let document =
        Audited { name: Path::new("a"), original, text: &text, encoding, lines, spared, removals: &removals };
    assert_eq!(restored(&document, &clean), original, "the original comes back");
});

/// Removals are in order, apart from each other, and whole lines.
fn check_spans(text: &[u8], removals: &[Removal]) {
    let mut end = 0;
    let mut line = 0;
    for removal in removals {
        let (from, to) = (removal.span.start as usize, removal.span.end as usize);
        assert!(end <= from && from < to && to <= text.len(), "{removal:?} after {end} of {}", text.len());
        assert!(line < removal.line && removal.lines > 0, "{removal:?} after line {line}");
        assert!(from == 0 || text[..from] == *b"\xEF\xBB\xBF" || text[from - 1] == b'\n', "{removal:?}");
        assert!(to == text.len() || text[to - 1] == b'\n', "{removal:?}");
        (end, line) = (to, removal.line);
    }
}

/// The removed spans put back between the kept ones.
fn together(mut kept: &[u8], text: &[u8], removals: &[Removal]) -> Vec<u8> {
    let mut whole = Vec::new();
    for removal in removals {
        let (before, after) = kept.split_at(removal.span.start as usize - whole.len());
        whole.extend_from_slice(before);
        whole.extend_from_slice(removal.span.of(text));
        kept = after;
    }
    [&whole, kept].concat()
}

/// The other ways of looking at a cleaning say the same.
fn check_views(text: &[u8], clean: &[u8], removals: &[Removal]) {
    let explained = CLEANER.explain(text);
    let mark = if text.starts_with(b"\xEF\xBB\xBF") { &text[..3] } else { &[] };
    let join = |kept: bool| {
        let lines = explained.lines.iter().filter(|line| line.kept || !kept).flat_map(|line| line.text);
        mark.iter().chain(lines).copied().collect::<Vec<u8>>()
    };
    assert_eq!(join(false), text, "the explained lines are the text");
    assert_eq!(join(true), clean, "the lines explained as kept are the clean copy");
    if let Ok(text) = std::str::from_utf8(text) {
        let cleaned = CLEANER.clean(text);
        assert_eq!(cleaned.text.as_bytes(), clean, "a string is cleaned like its bytes");
        assert_eq!(cleaned.removed.len(), removals.len());
    }
}

/// What `restore` makes of a clean copy and the audit of `document`. It reads and writes files: they are in memory
/// where the system has such a folder.
fn restored(document: &Audited<'_>, clean: &[u8]) -> Vec<u8> {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let place = tempfile::Builder::new().prefix("dechaff-fuzz-").tempdir_in(base).expect("a folder to work in");
    let [copy, audit, again] = ["copy", "audit.jsonl", "again"].map(|name| place.path().join(name));
    fs::write(&copy, clean).expect("the folder takes files");
    let mut writer = AuditWriter::create(&audit, false, CLEANER.catalogue()).expect("an audit is begun");
    writer.write(document, CLEANER.catalogue()).expect("a document is written down");
    writer.finish().expect("the audit is completed");
    let summary = dechaff::restore(&copy, &audit, &again, false, &(), &AtomicBool::new(false)).expect("a restoration");
    assert_eq!(summary.files, 1, "{summary:?}");
    fs::read(&again).expect("the original is there")
}
