//! The lines of a journal, as they are written and read. The check at the end of a line covers all that stands before it.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::entry::{CleanCopy, Entry, Outcome, Stamp};
use crate::audit::{from_path, to_path};

/// The version of the format.
pub(super) const FORMAT: u32 = 1;

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Input(PathBuf, Entry),
    /// The end of a run, and of how many inputs there are lines.
    End(u64),
}

/// The first line.
#[derive(Deserialize, Serialize)]
struct Header<'a> {
    journal: u32,
    #[serde(borrow)]
    version: Cow<'a, str>,
}

#[derive(Deserialize, Serialize)]
struct Record<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    path_base64: Option<Cow<'a, str>>,
    outcome: Outcome,
    bytes: u64,
    modified: i64,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    hash: Option<Cow<'a, str>>,
    #[serde(borrow)]
    rules: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    site: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clean_bytes: Option<u64>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    clean_hash: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_zero")]
    rejects: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

#[derive(Deserialize, Serialize)]
struct End {
    end: Count,
}

#[derive(Deserialize, Serialize)]
struct Count {
    inputs: u64,
}

/// The first line.
pub(super) fn header() -> Vec<u8> {
    format!("{{\"journal\":{FORMAT},\"version\":\"{}\"}}\n", env!("CARGO_PKG_VERSION")).into_bytes()
}

/// Whether `line` is the first line of a journal that this program can read.
pub(super) fn is_header(line: &[u8]) -> bool {
    serde_json::from_slice::<Header<'_>>(line).is_ok_and(|header| header.journal == FORMAT)
}

/// Appends the line of the input called `name`.
pub(super) fn push(name: &Path, entry: &Entry, out: &mut Vec<u8>) {
    let (path, path_base64) = from_path(name);
    let long = |hash: u128| Cow::Owned(format!("{hash:032x}"));
    let short = |hash: u64| Cow::Owned(format!("{hash:016x}"));
    let record = Record {
        path,
        path_base64: path_base64.map(Cow::Owned),
        outcome: entry.outcome,
        bytes: entry.stamp.bytes,
        modified: entry.stamp.modified,
        hash: entry.hash.map(long),
        rules: short(entry.rules),
        site: entry.site.map(short),
        clean_bytes: entry.copy.map(|copy| copy.bytes),
        clean_hash: entry.copy.map(|copy| long(copy.hash)),
        rejects: entry.rejects,
    };
    seal(&record, out);
}

/// Appends the last line.
pub(super) fn push_end(inputs: u64, out: &mut Vec<u8>) {
    seal(&End { end: Count { inputs } }, out);
}

/// What stands between a line's content and its check.
const CHECK: &[u8] = b",\"check\":\"";
/// Length of the check with what stands around it.
const SEAL: usize = CHECK.len() + 16 + 2;

fn seal(record: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    // Numbers and strings in memory: that does not fail, and a line that is cut off would be known by its check.
    let _ = serde_json::to_writer(&mut *out, record);
    out.truncate(out.len() - 1);
    let check = xxh3_64(&out[start..]);
    out.extend_from_slice(CHECK);
    out.extend_from_slice(format!("{check:016x}\"}}\n").as_bytes());
}

/// What `line`, without its line end, says; `None` where it is torn or damaged.
pub(super) fn parse(line: &[u8]) -> Option<Line> {
    let (content, seal) = line.split_at_checked(line.len().checked_sub(SEAL)?)?;
    let check = seal.strip_prefix(CHECK)?.strip_suffix(b"\"}")?;
    let check = u64::from_str_radix(std::str::from_utf8(check).ok()?, 16).ok()?;
    if xxh3_64(content) != check {
        return None;
    }
    if content.starts_with(b"{\"end\":") {
        let last: End = serde_json::from_slice(line).ok()?;
        return Some(Line::End(last.end.inputs));
    }
    let record: Record<'_> = serde_json::from_slice(line).ok()?;
    let long = |hash: Cow<'_, str>| u128::from_str_radix(&hash, 16).ok();
    let short = |hash: Cow<'_, str>| u64::from_str_radix(&hash, 16).ok();
    let hash = record.clean_hash.and_then(long);
    let entry = Entry {
        outcome: record.outcome,
        stamp: Stamp { bytes: record.bytes, modified: record.modified },
        hash: record.hash.and_then(long),
        rules: short(record.rules)?,
        site: record.site.and_then(short),
        copy: record.clean_bytes.zip(hash).map(|(bytes, hash)| CleanCopy { bytes, hash }),
        rejects: record.rejects,
    };
    Some(Line::Input(to_path(&record.path, record.path_base64.as_deref())?, entry))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> Entry {
        Entry {
            outcome: Outcome::Cleaned,
            stamp: Stamp { bytes: 1830, modified: 1_763_991_234_123_456_789 },
            hash: Some(u128::MAX - 7),
            rules: 3,
            site: Some(u64::MAX),
            copy: Some(CleanCopy { bytes: 12, hash: 0 }),
            rejects: 3,
        }
    }

    fn line(name: &str, entry: &Entry) -> Vec<u8> {
        let mut line = Vec::new();
        push(Path::new(name), entry, &mut line);
        assert_eq!(line.pop(), Some(b'\n'));
        line
    }

    #[test]
    fn what_is_written_is_read() {
        for entry in [entry(), Entry::begun(), Entry { site: None, copy: None, rejects: 0, ..entry() }] {
            let name = "a \"folder\"/b\n.txt";
            assert_eq!(parse(&line(name, &entry)), Some(Line::Input(PathBuf::from(name), entry)));
        }
        let mut end = Vec::new();
        push_end(7, &mut end);
        assert_eq!(parse(&end[..end.len() - 1]), Some(Line::End(7)));
        assert!(is_header(&header()) && !is_header(b"{\"journal\":2,\"version\":\"9\"}") && !is_header(&end));
    }

    #[test]
    fn a_path_that_leads_out_is_no_line() {
        for name in ["../a.txt", "/etc/passwd", "a/../../b"] {
            assert_eq!(parse(&line(name, &entry())), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn damage_is_known(place in any::<prop::sample::Index>(), byte in 1u8.., cut in any::<bool>()) {
            let mut line = line("site/a.txt", &entry());
            let place = place.index(line.len());
            if cut { line.truncate(place) } else { line[place] ^= byte }
            // The case of the check's digits means nothing.
            prop_assume!(!(line.len() > place && place >= line.len() - 18 && byte == 0x20));
            prop_assert_eq!(parse(&line), None);
        }
    }
}
