//! `dechaff clean --jsonl`: records one by one through a live process, and what becomes of those that have a flaw.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use super::program::{CLEAN, PAGE, PLAIN, Place};

fn record(text: &str) -> String {
    format!("{}\n", json!({"url": "https://a.example/1", "text": text, "n": 1}))
}

fn rejects(place: &Place, name: &str) -> Vec<Value> {
    place.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The program holds nothing back: each answer is read before the next record is sent.
#[test]
fn a_record_in_is_a_record_out() {
    let place = Place::new();
    let mut child = place.command(&["clean", "--jsonl", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for n in 0..20 {
        let page = if n % 3 == 0 { PAGE } else { PLAIN };
        let mut line = String::new();
        write!(input, "{}", record(page)).unwrap();
        input.flush().unwrap();
        output.read_line(&mut line).unwrap();
        assert_eq!(line, record(if n % 3 == 0 { CLEAN } else { PLAIN }), "{n}");
    }
    // Half a record holds back no whole one, and waits for its other half.
    let (one, two) = (record(PAGE), record(PLAIN));
    let (head, tail) = two.split_at(30);
    write!(input, "{one}{head}").unwrap();
    input.flush().unwrap();
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, record(CLEAN));
    write!(input, "{tail}").unwrap();
    drop(input);
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, two);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn only_the_texts_change() {
    let place = Place::new();
    let odd = |text: &str| {
        let text = serde_json::to_string(text).unwrap();
        format!("\u{feff} {{\"n\":12345678901234567890, \"x\" : 1e400,\"a\\/b\":[ ],\"text\":{text} ,\"n\":-0.0}} \r\n")
    };
    let input = format!("{}\n  \n{}{}", odd(PAGE), record(PLAIN), record(PAGE).trim_end());
    let expected = format!("{}\n  \n{}{}", odd(CLEAN), record(PLAIN), record(CLEAN).trim_end());
    place.write("in.jsonl", &input);
    assert_eq!(place.run_with(&["clean", "--jsonl", "-"], input.as_bytes()).code(0).silent().text(), expected);
    assert_eq!(place.run(&["clean", "--jsonl", "in.jsonl"]).code(0).silent().text(), expected);
    assert_eq!(place.run(&["clean", "--jsonl", "in.jsonl", "--dry-run"]).code(0).says(&["3 records"]).text(), "");
}

#[test]
fn fields_are_found_or_named() {
    let place = Place::new();
    let one = |field: &str, text: &str| json!({"text": [], "data": {"page": "AD BREAK"}, field: text}).to_string();
    for field in ["content", "body", "article", "articleBody", "raw_content"] {
        let cleaned = place.run_with(&["clean", "--jsonl", "-"], one(field, PAGE).as_bytes()).code(0).text();
        assert_eq!(cleaned, one(field, CLEAN));
    }
    let nested = |text: &str| json!({"text": PAGE, "data": {"page": {"body": text}}}).to_string();
    let args = ["clean", "--jsonl", "-", "--text-field", "data.page.body"];
    assert_eq!(place.run_with(&args, nested(PAGE).as_bytes()).code(0).text(), nested(CLEAN));
}

#[test]
fn records_tell_what_went_where_one_asks_for_it() {
    let place = Place::new();
    let args = ["clean", "--jsonl", "-", "--stats-field", "de \"chaff\""];
    let output = place.run_with(&args, format!("{}{}", record(PAGE), record(PLAIN)).as_bytes()).code(0).text();
    let told: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let removed = PAGE.len() - CLEAN.len();
    assert_eq!(told[0]["de \"chaff\""], json!({"lines": 5, "bytes": removed, "kinds": {"ad": 4, "furniture": 1}}));
    assert_eq!(told[1]["de \"chaff\""], json!({"lines": 0, "bytes": 0, "kinds": {}}));
    assert!(output.starts_with(record(CLEAN).trim_end().trim_end_matches('}')), "{output}");
}

#[test]
fn records_with_a_flaw_go_aside_as_they_are() {
    let place = Place::new();
    let good = record(PAGE);
    let bad: [(&[u8], &str); 7] = [
        (b"oops\n", "bad JSON"),
        (b"{\"text\":\"a\"}}\r\n", "bad JSON"),
        (b"{\"text\":\"caf\xe9\"}\n", "bad UTF-8"),
        (b"[\"text\"]\n", "no object"),
        (b"{\"title\":\"a\"}\n", "no text field"),
        (b"{\"text\":null}\n", "text is no string"),
        (b"{\"text\":\"torn", "bad JSON"),
    ];
    let input: Vec<u8> = bad.iter().flat_map(|(bytes, _)| [good.as_bytes(), bytes].concat()).collect();
    let ran = place.run_with(&["clean", "--jsonl", "-", "--rejects", "bad.jsonl"], &input).code(1);
    let ran = ran.says(&[
        "7 records",
        "bad.jsonl",
        "bad JSON 3, bad UTF-8 1, no object 1, no text field 1, text is no string 1",
    ]);
    assert_eq!(ran.text(), record(CLEAN).repeat(7));
    let told = rejects(&place, "bad.jsonl");
    let mut offset = 0;
    for (n, (bytes, reason)) in bad.iter().enumerate() {
        offset += good.len();
        assert_eq!((&told[n]["file"], &told[n]["reason"]), (&json!("-"), &json!(reason)));
        assert_eq!((&told[n]["record"], &told[n]["offset"]), (&json!(2 * n + 2), &json!(offset)));
        match std::str::from_utf8(bytes) {
            Ok(text) => assert_eq!(told[n]["bytes"], text),
            Err(_) => assert_eq!(told[n]["base64"], "eyJ0ZXh0IjoiY2Fm6SJ9Cg=="),
        }
        offset += bytes.len();
    }
    // A stream that is begun again adds to them, and without a name they stand in the current folder.
    place.run_with(&["clean", "--jsonl", "-", "--rejects", "bad.jsonl"], b"1\n").code(1);
    assert_eq!(rejects(&place, "bad.jsonl").len(), 8);
    place.run_with(&["clean", "--jsonl", "-"], b"1\n").code(1).says(&["dechaff.rejects.jsonl"]);
    assert_eq!(rejects(&place, "dechaff.rejects.jsonl").len(), 1);
}

#[test]
fn strict_stops_at_the_first() {
    let place = Place::new();
    let input = format!("{}[]\n{}", record(PAGE), record(PLAIN));
    let ran = place.run_with(&["clean", "--jsonl", "-", "--strict"], input.as_bytes()).code(1);
    assert_eq!(ran.says(&["record 2", "no object"]).text(), record(CLEAN));
}

/// What comes fast is cleaned side by side, and comes out as it would one by one.
#[test]
fn many_threads_keep_the_order() {
    let place = Place::new();
    let pad = |n: usize| "x".repeat(n % 40 / 39 * 200_000);
    let line = |n: usize, page: &str| format!("{}\n", json!({"n": n, "pad": pad(n), "text": page}));
    let (mut input, mut expected) = (String::new(), String::new());
    for n in 0..2000 {
        input += &line(n, PAGE);
        expected += &line(n, CLEAN);
        if n % 7 == 0 {
            input += &format!("{n}\n\n");
            expected += "\n";
        }
    }
    let run = |threads: &str| {
        let rejects = format!("rejects-{threads}");
        let args = ["clean", "--jsonl", "-", "-j", threads, "--rejects", &rejects];
        let output = place.run_with(&args, input.as_bytes()).code(1).text();
        (output == expected, place.read(&rejects))
    };
    let (one, many) = (run("1"), run("5"));
    assert!(one.0 && many.0);
    assert_eq!(one.1, many.1);
    assert_eq!(rejects(&place, "rejects-5").len(), 286);
    let strict = place.run_with(&["clean", "--jsonl", "-", "-j", "5", "--strict"], input.as_bytes()).code(1);
    assert_eq!(strict.says(&["record 2: no object"]).text(), line(0, CLEAN));
}

/// Nobody reads, and nothing more comes: the program does not wait for what it could not hand on.
#[test]
fn a_reader_that_goes_away_ends_it_though_the_input_is_idle() {
    let place = Place::new();
    let mut child = place.command(&["clean", "--jsonl", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    write!(input, "{}", record(PAGE)).unwrap();
    input.flush().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(input);
}

/// More than pipes and buffers hold, to a reader that goes away after the first record.
#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let place = Place::new();
    let mut child = place.command(&["clean", "--jsonl", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = child.stdout.take().unwrap();
    let sender = std::thread::spawn(move || while input.write_all(record(PLAIN).repeat(100).as_bytes()).is_ok() {});
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).unwrap();
    assert_eq!(line, record(PLAIN));
    let ended = child.wait_with_output().unwrap();
    sender.join().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn sites_of_a_stream_are_told_by_the_hosts_of_its_records() {
    let place = Place::new();
    // Pages that have nothing in common but one line, in folders that are called as the hosts are.
    let page = |n: usize, site: &str| {
        let story = "The ferry left at nine, and nobody waved at all";
        format!("Quay and compass of {site}\n\n{story} in the year {} of the reeve {}.\n", "x".repeat(n), "y".repeat(n))
    };
    for n in 1..12 {
        place.write(&format!("in/a.example/{n}.txt"), page(n, "Ahoy"));
        place.write(&format!("in/b.example/{n}.txt"), page(n, "Below"));
    }
    place.run(&["learn", "in", "-o", "sites.profile"]).code(0);
    // Records of the same pages teach the same, wherever their texts and URLs stand.
    let line =
        |n, site: &str| json!({"at": {"page": format!("http://{site}.example/{n}")}, "say": page(n, site)}).to_string();
    let lines: Vec<String> = (1..12).flat_map(|n| [line(n, "Ahoy"), line(n, "Below")]).collect();
    place.write("lines.jsonl", lines.join("\n"));
    let args = ["--site-by", "host", "--text-field", "say", "--url-field", "at.page", "-o", "lines.profile"];
    place.run(&[&["learn", "lines.jsonl"], &args[..]].concat()).code(0);
    let shown = |profile: &str, site: &str| {
        let shown = place.run(&["profile", "show", profile, "--site", site, "--format", "json"]).code(0).json();
        shown.to_string().replace(site, "")
    };
    assert_eq!(shown("lines.profile", "ahoy.example"), shown("sites.profile", "a.example"));
    let record = |host: &str, text: &str| format!("{}\n", json!({"url": format!("http://{host}:80/x"), "text": text}));
    let (text, kept) = (page(3, "Ahoy"), page(3, "Ahoy").split_once("\n\n").unwrap().1.to_owned());
    let input = record("A.example", &text) + &record("b.example", &text) + &record("c.example", &text);
    let args = ["clean", "--jsonl", "-", "--profile", "sites.profile", "--site-by", "host"];
    let output = place.run_with(&args, input.as_bytes()).code(0).text();
    assert_eq!(output, record("A.example", &kept) + &record("b.example", &text) + &record("c.example", &text));
    place.run(&["clean", "--jsonl", "-", "--profile", "sites.profile"]).code(2).says(&["--site-by host"]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let place = Place::with_tree();
    for (args, says) in [
        (&["clean", "--jsonl", "a", "b"][..], "takes one input"),
        (&["clean", "--jsonl", "-", "-o", "out"], "> FILE"),
        (&["clean", "--jsonl", "-", "--dry-run", "--diff"], "--stats-field"),
        (&["clean", "--jsonl", "-", "--audit", "a.jsonl"], "-o FILE"),
    ] {
        place.run(args).code(2).says(&[says]);
    }
}

#[test]
fn files_of_records_are_cleaned_with_all_others() {
    let place = Place::with_tree();
    let half = format!("{}{{\"text\":7}}\n", record(PAGE));
    place.write("in/deep/pages.jsonl", &half);
    let ran = place.run(&["clean", "in", "-o", "out", "--audit", "audit.jsonl", "--learn", "off"]).code(1);
    let ran =
        ran.says(&["Cleaned 4 files with 1 record ", "Rejected", "1 record could not be cleaned", "out.rejects.jsonl"]);
    assert!(!ran.stderr.contains("Failed"), "{}", ran.stderr);
    assert_eq!(place.files("out"), ["deep/page.md", "deep/pages.jsonl", "page.txt", "plain.txt"]);
    assert_eq!(place.read("out/deep/pages.jsonl"), record(CLEAN));
    assert_eq!(rejects(&place, "out.rejects.jsonl")[0]["file"], "deep/pages.jsonl");
    place.run(&["restore", "out", "--audit", "audit.jsonl", "-o", "again"]).code(0).says(&["Restored 4 files"]);
    assert_eq!(place.read("again/deep/pages.jsonl"), half);
    let json = place.run(&["clean", "in", "--dry-run", "--format", "json"]).code(1).json();
    assert_eq!((&json["records"], &json["rejected"]), (&json!(1), &json!({"text is no string": 1})));
    assert_eq!((&json["files"], &json["failed"]), (&json!(4), &json!(0)));
    // A file goes to standard output where none is named.
    place.run(&["clean", "in/deep/pages.jsonl", "--strict"]).code(1).says(&["record 2"]);
    assert_eq!(place.run(&["clean", "in/deep/pages.jsonl"]).code(1).text(), record(CLEAN));
    place.run(&["clean", "in", "-o", "strict", "--strict"]).code(1).says(&["pages.jsonl: bad record: record 2"]);
}

#[test]
fn a_diff_names_the_record() {
    let place = Place::new();
    place.write("in/a.jsonl", format!("\n{}", record(PAGE)));
    let diff = place.run(&["clean", "in", "--dry-run", "--diff"]).code(0).text();
    assert!(diff.contains("a.jsonl:2") && diff.contains("\n-AD BREAK\n"), "{diff}");
}
