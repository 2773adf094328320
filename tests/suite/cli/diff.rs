//! `--diff`: what `patch` makes of it is the clean text, byte for byte.

use super::program::{CLEAN, PAGE, Place};

/// What `patch` would make of `old`; a strict reading of the hunks, without fuzz.
fn patched(old: &[u8], diff: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = old.split_inclusive(|&b| b == b'\n').collect();
    let mut diff = diff.split_inclusive(|&b| b == b'\n').peekable();
    let (mut new, mut at) = (Vec::new(), 0);
    assert!(diff.next().unwrap().starts_with(b"--- ") && diff.next().unwrap().starts_with(b"+++ "));
    while let Some(row) = diff.next() {
        if row.starts_with(b"@@ -") {
            let head = String::from_utf8(row.to_vec()).unwrap();
            let range = head["@@ -".len()..].split(' ').next().unwrap();
            let (start, length) = range.split_once(',').unwrap_or((range, "1"));
            let start = start.parse::<usize>().unwrap() - usize::from(length != "0");
            lines[at..start].iter().for_each(|line| new.extend_from_slice(line));
            at = start;
            continue;
        }
        let mut line = &row[1..];
        if diff.next_if(|next| next.starts_with(b"\\ ")).is_some() {
            line = line.strip_suffix(b"\n").unwrap();
        }
        if row[0] != b'+' {
            assert_eq!(lines[at], line);
            at += 1;
        }
        if row[0] != b'-' {
            new.extend_from_slice(line);
        }
    }
    lines[at..].iter().for_each(|line| new.extend_from_slice(line));
    new
}

#[test]
fn a_diff_applies() {
    let place = Place::new();
    let long = format!("{PAGE}{}{PAGE}", "A line among many others, of no weight at all.\n".repeat(20));
    for (what, page) in [
        ("plain", PAGE.to_owned()),
        ("two hunks", long),
        ("crlf", PAGE.replace('\n', "\r\n")),
        ("no last newline", PAGE.trim_end().to_owned()),
        ("last line goes", format!("{PAGE}\nAD BREAK")),
        ("first line goes", format!("AD BREAK\n{PAGE}")),
        ("first line goes, its mark stays", format!("\u{feff}AD BREAK\n\n{PAGE}")),
        ("hostile", PAGE.replace("soup", "\x1b[31msoup\u{202e}")),
    ] {
        let clean = place.run_with(&["clean", "-"], page.as_bytes()).code(0).stdout;
        let diff = place.run_with(&["clean", "-", "-n", "--diff", "-q"], page.as_bytes()).code(0).stdout;
        assert_ne!(clean, page.as_bytes(), "{what}");
        assert_eq!(String::from_utf8(patched(page.as_bytes(), &diff)), String::from_utf8(clean), "{what}");
    }
}

#[test]
fn a_diff_looks_as_expected() {
    let place = Place::with_tree();
    let ran = place.run(&["clean", "in/page.txt", "in/plain.txt", "-n", "--diff"]).code(0).says(&["Dry run"]);
    let expected = "\
--- page.txt
+++ page.txt\t(clean)
@@ -1,12 +1,7 @@
 The lanes along the Cedar reopened on Monday after crews cleared the last of the silt from the locks and the slips.
 
-AD BREAK
-
 Walkers came back within the hour, and the café by the lock sold out of soup by noon, as it had not done since May.
 
-STORY GOES ON BELOW
-AD BREAK
-
 Volunteers will plant willows along the bank in autumn, the council said, and the old towpath is to be laid again.
 
 The gravel for it comes from the quarry upstream, which has stood idle since the winter of the great frost of 1987.
";
    assert_eq!(ran.text(), expected);
}

#[test]
fn a_folder_is_diffed_in_order() {
    let place = Place::with_tree();
    let text = place.run(&["clean", "in", "-n", "--diff", "-q"]).code(0).silent().text();
    let names: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("--- ")).collect();
    assert_eq!(names, ["deep/page.md", "page.txt"]);
    assert!(!text.contains("\x1b") && CLEAN.lines().all(|line| text.contains(line)));
}

#[test]
fn colour_comes_when_asked_for() {
    let place = Place::with_tree();
    let text = place.run(&["clean", "in", "-n", "--diff", "-q", "--color", "always"]).code(0).text();
    assert!(text.contains("\x1b[31m-AD BREAK\x1b[0m\n"), "{text}");
}
