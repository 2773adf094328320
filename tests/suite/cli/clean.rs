//! `dechaff clean`: folders, files, standard input, and what is said at the end.

use std::process::Stdio;

use super::program::{CLEAN, PAGE, PLAIN, Place, exists};

#[test]
fn a_folder_comes_back_clean_and_the_input_is_untouched() {
    let place = Place::with_tree();
    let ran = place.run(&["clean", "in", "-o", "out"]).code(0);
    assert_eq!(ran.text(), "");
    assert_eq!(place.files("out"), ["deep/page.md", "page.txt", "plain.txt"]);
    assert_eq!([place.read("out/page.txt"), place.read("out/deep/page.md")], [CLEAN, CLEAN]);
    assert_eq!([place.read("out/plain.txt"), place.read("in/page.txt")], [PLAIN, PAGE]);
}

#[test]
fn a_file_a_filter_and_a_folder_give_the_same_text() {
    let place = Place::with_tree();
    assert_eq!(place.run(&["clean", "in/page.txt"]).code(0).silent().text(), CLEAN);
    assert_eq!(place.run_with(&["clean", "-"], PAGE.as_bytes()).code(0).silent().text(), CLEAN);
    place.run(&["clean", "in/page.txt", "-o", "one.txt"]).code(0);
    assert_eq!(place.read("one.txt"), CLEAN);
}

#[test]
fn a_dash_for_the_output_is_standard_output() {
    let place = Place::with_tree();
    for input in ["in/page.txt", "-"] {
        assert_eq!(place.run_with(&["clean", input, "-o", "-"], PAGE.as_bytes()).code(0).silent().text(), CLEAN);
    }
    place.run(&["clean", "in", "-o", "-"]).code(2).says(&["in is a folder", "-o OUT"]);
    place.run(&["clean", "in", "-o", "-", "--resume"]).code(2).says(&["--resume"]);
    assert!(!exists(&place, "-"));
}

#[test]
fn the_built_in_packs_are_used_unless_told_otherwise() {
    let place = Place::new();
    place.write("dechaff.toml", "");
    let page = PAGE.replace("AD BREAK", "Advertisement").replace("STORY GOES ON BELOW", "Story continues below");
    assert_eq!(place.run_with(&["clean", "-"], page.as_bytes()).code(0).text(), CLEAN);
    let bare = place.run_with(&["clean", "-", "--no-builtin-packs"], page.as_bytes()).code(0).text();
    assert!(bare.contains("Story continues below"), "{bare}");
}

#[test]
fn the_summary_stands_on_standard_error_and_tells_what_went() {
    let place = Place::with_tree();
    let ran = place.run(&["clean", "in", "-o", "out"]).code(0);
    let ran = ran.says(&["Cleaned 3 files", "Removed", "ad ", "furniture", "own/break", "own/goes-on", "extension 1"]);
    assert!(!ran.stderr.contains('\x1b') && !ran.stderr.contains("Failed"), "{}", ran.stderr);
    place.run(&["clean", "in/plain.txt", "-o", "plain.txt"]).code(0).says(&["Cleaned 1 file ", "No line had to go"]);
}

#[test]
fn the_summary_for_machines_holds_every_figure() {
    let place = Place::with_tree();
    let ran = place.run(&["clean", "in", "-o", "out", "--format", "json", "--threads", "1"]).code(0).silent();
    let json = ran.json();
    assert_eq!(json["files"], 3);
    assert_eq!(json["bytes_in"], 2 * PAGE.len() + PLAIN.len());
    assert_eq!(json["bytes_out"], 2 * CLEAN.len() + PLAIN.len());
    assert_eq!(json["removed"]["bytes"], 2 * (PAGE.len() - CLEAN.len()));
    assert_eq!(json["removed"]["lines"], 10);
    let lines = |kind: &str| json["kinds"][kind]["lines"].as_u64().unwrap();
    assert_eq!(lines("ad") + lines("furniture"), 10);
    assert_eq!(json["rules"][0], serde_json::json!({"rule": "own/break", "kind": "ad", "lines": 4}));
    assert_eq!(json["skipped"], serde_json::json!({"extension": 1}));
    for (key, value) in [("spared", 0), ("failed", 0), ("threads", 1)] {
        assert_eq!(json[key], value, "{key}");
    }
    assert_eq!((&json["interrupted"], &json["dry_run"]), (&false.into(), &false.into()));
    for key in ["transcoded", "failures", "seconds", "bytes_per_second"] {
        assert!(!json[key].is_null(), "{key}");
    }
}

#[test]
fn quiet_says_only_what_failed_and_verbose_names_files() {
    let place = Place::with_tree();
    place.run(&["clean", "in", "-o", "quiet", "-q"]).code(0).silent();
    place.run(&["clean", "in", "-o", "verbose", "-v"]).code(0).says(&["skipped: in/image.png: extension"]);
    place.write(
        "utf16.txt",
        "\u{feff}Zwölf Ähren standen im Feld.\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    );
    place.run(&["clean", "utf16.txt", "-o", "utf8.txt", "-v"]).code(0).says(&["transcoded: utf16.txt: from UTF-16LE"]);
    place.run(&["clean", "in", "missing", "-o", "failed", "-q"]).code(1).says(&["error: missing: can't read"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::with_tree();
    let before = place.files("");
    place.run(&["clean", "in", "--dry-run"]).code(0).says(&["Read 3 files", "Dry run", "own/break"]);
    place.run(&["clean", "in", "-o", "out", "-n"]).code(0).says(&["Dry run"]);
    let json = place.run(&["clean", "in", "-n", "--format", "json"]).code(0).json();
    assert_eq!((&json["dry_run"], &json["removed"]["lines"]), (&true.into(), &10.into()));
    let ran = place.run_with(&["clean", "-", "-n"], PAGE.as_bytes()).code(0).says(&["Read 1 file ", "own/break"]);
    assert_eq!(ran.text(), "");
    assert_eq!(place.files(""), before);
}

#[test]
fn a_text_that_would_lose_everything_is_left_whole_and_reported() {
    let place = Place::new();
    place.write("in/ads.txt", "AD BREAK\n\nAD BREAK\n");
    let ran = place.run(&["clean", "in", "-o", "out", "-v"]).code(0);
    ran.says(&["left whole: in/ads.txt", "1 file that would have lost all text"]);
    assert_eq!(place.read("out/ads.txt"), "AD BREAK\n\nAD BREAK\n");
    let ran = place.run(&["clean", "in/ads.txt"]).code(0).says(&["note: in/ads.txt", "left whole"]);
    assert_eq!(ran.text(), "AD BREAK\n\nAD BREAK\n");
}

#[test]
fn paths_that_make_no_sense_are_wrong_usage() {
    let place = Place::with_tree();
    place.run(&["clean", "in"]).code(2).says(&["in is a folder", "-o OUT", "--dry-run"]);
    place.run(&["clean", "in/page.txt", "in/plain.txt"]).code(2).says(&["several inputs", "-o OUT"]);
    place.run(&["clean", "in", "-o", "in"]).code(2).says(&["error: "]);
    place.run(&["clean", "in", "-o", "in/out"]).code(2).says(&["error: "]);
    place.run(&["clean", "-", "in"]).code(2).says(&["`-`"]);
    place.run(&["clean", "-", "-o", "out"]).code(2).says(&["`> FILE`"]);
    place.run(&["clean", "in/page.txt", "--audit", "in/page.txt", "--overwrite"]).code(2).says(&["another file"]);
    assert_eq!(place.read("in/page.txt"), PAGE);
    assert!(!exists(&place, "out"));
}

#[test]
fn files_are_replaced_only_when_asked() {
    let place = Place::with_tree();
    place.write("out/page.txt", "old");
    place.run(&["clean", "in", "-o", "out"]).code(2).says(&["--overwrite"]);
    assert_eq!(place.files("out"), ["page.txt"]);
    place.run(&["clean", "in", "-o", "out", "--overwrite"]).code(0);
    assert_eq!(place.read("out/page.txt"), CLEAN);
}

#[test]
fn flags_that_make_no_sense_are_named() {
    let place = Place::with_tree();
    place.run(&["clean", "in", "-o", "out", "--threads", "0"]).code(2).says(&["--threads"]);
    place.run(&["clean", "in", "-o", "out", "--frobnicate"]).code(2).says(&["--frobnicate"]);
    place.run(&["clean", "in", "--diff"]).code(2).says(&["--dry-run"]);
    place.run(&["clean", "in", "-n", "-q", "-v"]).code(2).says(&["--quiet", "--verbose"]);
    place.run(&["clean", "in", "-n", "--audit", "a.jsonl"]).code(2).says(&["--audit", "--dry-run"]);
    place.run(&["clean", "in", "-n", "--diff", "--format", "json"]).code(2).says(&["--format json", "--diff"]);
    place.run(&["clean", "in/page.txt", "--format", "json"]).code(2).says(&["--format json", "-o OUT"]);
    place.run(&["clean"]).code(2).says(&["<IN>"]);
}

#[test]
fn an_input_that_can_not_be_read_fails() {
    let place = Place::new();
    place.run(&["clean", "missing.txt"]).code(1).says(&["error: missing.txt: can't read"]);
    place.run(&["clean", "missing", "-o", "out"]).code(1).says(&["error: missing: can't read"]);
    place.run_with(&["clean", "-"], b"\x7fELF\0\0\0\x01\0").code(1).says(&["standard input", "binary"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Place::new();
    place.write("big.txt", PAGE.repeat(3_000));
    place.write("in/big.txt", PAGE.repeat(3_000));
    place.write("long.txt", PAGE.repeat(100));
    for args in [&["clean", "big.txt"][..], &["clean", "in", "-n", "--diff", "-q"], &["explain", "long.txt"]] {
        let mut child = place.command(args).stdout(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let place = Place::with_tree();
    for args in [&["clean", "in/page.txt"][..], &["clean", "in", "-n", "--diff", "-q"], &["explain", "in/page.txt"]] {
        let full = std::fs::File::create("/dev/full").unwrap();
        let output = place.command(args).stdout(full).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), stderr.contains("standard output: can't write")),
            (Some(1), true),
            "{stderr}"
        );
    }
}
