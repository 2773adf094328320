//! `dechaff explain`: every line, its verdict and why.

use super::program::{CLEAN, PAGE, PLAIN, Place};

#[test]
fn every_line_is_shown_with_its_verdict() {
    let place = Place::with_tree();
    let text = place.run(&["explain", "in/page.txt"]).code(0).silent().text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("  1         The lanes along the Cedar reopened"), "{text}");
    assert_eq!(lines[2..5], ["  3 -  150  AD BREAK", "            own/break +150", "  4 -"]);
    let gone = PAGE.len() - CLEAN.len();
    assert!(
        text.contains(&format!(
            "
Gone: 5 of 12 lines, {gone} of {} bytes",
            PAGE.len()
        )),
        "{text}"
    );
    assert_eq!(place.run_with(&["explain", "-"], PAGE.as_bytes()).code(0).text(), text);
    let verbose = place.run(&["explain", "-v", "in/page.txt"]).code(0).text();
    assert!(verbose.contains("own/goes-on +120  furniture: the line starts with “story goes on”"), "{verbose}");
}

#[test]
fn the_explanation_for_machines_adds_up_to_the_clean_text() {
    let place = Place::with_tree();
    let json = place.run(&["explain", "in/page.txt", "--format", "json"]).code(0).silent().json();
    let lines = json["lines"].as_array().unwrap();
    let kept: String = lines
        .iter()
        .filter(|line| line["kept"] == true)
        .map(|line| line["text"].as_str().unwrap().to_owned() + "\n")
        .collect();
    assert_eq!(kept, CLEAN);
    assert_eq!(json["spared"], false);
    assert_eq!((&lines[2]["number"], &lines[2]["points"]), (&3.into(), &150.into()));
    let reason = &lines[2]["reasons"][0];
    assert_eq!((&reason["rule"], &reason["kind"], &reason["weight"]), (&"own/break".into(), &"ad".into(), &150.into()));
    assert_eq!(reason["about"], "the line is “ad break”");
}

#[test]
fn a_text_that_is_left_whole_says_so() {
    let place = Place::new();
    let text = place.run_with(&["explain", "-"], b"AD BREAK\n").code(0).text();
    assert!(text.ends_with("All of the text would have gone, so it is left whole.\n"), "{text}");
}

#[test]
fn control_characters_never_come_out_raw() {
    let place = Place::new();
    let hostile = format!("{PLAIN}\x1b]0;gotcha\x07 \u{9b}31m \u{202e}desrever\u{2066}\tafter a tab\r\n{PLAIN}");
    place.write("hostile.txt", &hostile);
    let text = place.run(&["explain", "hostile.txt"]).code(0).text();
    assert!(text.contains("\\u{1b}]0;gotcha\\u{7} \\u{9b}31m \\u{202e}desrever\\u{2066}\tafter a tab\n"), "{text}");
    assert!(text.chars().all(|c| c == '\n' || c == '\t' || !(c.is_control() || c == '\u{202e}')), "{text:?}");
    let ran = place.run(&["clean", "no\x1b[31mfile.txt"]).code(1);
    ran.says(&["error: no\\u{1b}[31mfile.txt: can't read"]);
}

#[test]
fn what_can_not_be_explained_fails() {
    let place = Place::new();
    place.run(&["explain", "missing.txt"]).code(1).says(&["error: missing.txt: can't read"]);
    place.run(&["explain", "."]).code(2).says(&["is a folder"]);
    place.run(&["explain"]).code(2).says(&["<FILE>"]);
}
