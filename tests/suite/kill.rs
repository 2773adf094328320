//! A run that is killed at any moment leaves whole files only. The next one leaves no trace of it, whether it begins anew
//! or goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::harness::{JOURNAL, PAGE, Place};

const MOMENTS: u32 = 50;

fn clean(place: &Place, input: &str, out: &str, flags: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dechaff"));
    program.arg("clean").arg(place.at(input)).arg("-o").arg(place.at(out)).args(["--threads", "2"]).args(flags);
    program.current_dir(place.at("")).stdout(Stdio::null()).stderr(Stdio::null());
    program
}

fn start(place: &Place, out: &str) -> Child {
    let audit = place.at(format!("{out}.jsonl.zst"));
    clean(place, "in", out, &["--overwrite", "--audit", audit.to_str().unwrap()]).spawn().unwrap()
}

fn is_litter(name: &Path) -> bool {
    let name = name.file_name().unwrap().to_string_lossy();
    name.starts_with(".dechaff-") && name.ends_with(".tmp")
}

fn tree(place: &Place) -> BTreeMap<PathBuf, Vec<u8>> {
    if place.at("out").exists() { place.tree("out") } else { BTreeMap::new() }
}

/// Moments are spread over the time of a whole run; whether a kill comes in time or too late, what is there is whole.
#[test]
fn fifty_kills_leave_whole_files_and_no_trace() {
    let place = Place::with_pages(300);
    place.write("dechaff.toml", "builtin-packs = false\n");
    let begun = Instant::now();
    assert!(start(&place, "whole").wait().unwrap().success());
    let time = begun.elapsed().max(Duration::from_millis(20));
    let whole = place.tree("whole");
    let mut cut_short = 0;
    for moment in 0..MOMENTS {
        let mut run = start(&place, "out");
        sleep(time * moment / MOMENTS);
        let _ = run.kill();
        run.wait().unwrap();
        let left = tree(&place);
        let files = left.iter().filter(|(name, _)| !is_litter(name));
        assert!(files.clone().all(|(name, bytes)| whole[name] == *bytes), "a partial file");
        cut_short += u32::from(files.count() < whole.len());
        if moment % 5 == 4 {
            assert!(start(&place, "out").wait().unwrap().success());
            assert!(tree(&place) == whole, "the rerun differs");
            assert_eq!(place.read("out.jsonl.zst"), place.read("whole.jsonl.zst"));
            let litter: Vec<PathBuf> = place.tree("").into_keys().filter(|name| is_litter(name)).collect();
            assert!(litter.is_empty(), "{litter:?}");
        }
        fs::remove_dir_all(place.at("out")).unwrap_or_default();
    }
    eprintln!("{cut_short} of {MOMENTS} runs were cut short");
}

/// The inputs that the journal of `out` tells to be done with, by their last lines.
fn finished(place: &Place) -> BTreeSet<String> {
    let journal = fs::read(place.at("out").join(JOURNAL)).unwrap_or_default();
    let mut finished = BTreeSet::new();
    for line in journal.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n")) {
        let Ok(line) = serde_json::from_slice::<serde_json::Value>(line) else { continue };
        let Some(name) = line["path"].as_str() else { continue };
        match line["outcome"].as_str() {
            Some("cleaned") => finished.insert(name.to_owned()),
            _ => finished.remove(name),
        };
    }
    finished
}

/// A way to hold pages in one file.
type Hold = fn(&[String]) -> Vec<u8>;

/// The ways, by the ends of the files' names.
const CONTAINERS: [(&str, Hold); 3] = [("jsonl.gz", gzip), ("warc.wet", wet), ("parquet", table)];

fn gzip(pages: &[String]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for page in pages {
        writeln!(encoder, "{}\n{{\"text\":0}}", serde_json::json!({ "text": page })).unwrap();
    }
    encoder.finish().unwrap()
}

fn wet(pages: &[String]) -> Vec<u8> {
    let head = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: ";
    let record = |page: &String| format!("{head}{}\r\n\r\n{page}\r\n\r\n", page.len());
    pages.iter().map(record).collect::<String>().into_bytes()
}

fn table(pages: &[String]) -> Vec<u8> {
    let schema = parse_message_type("message page { required binary text (STRING); }").unwrap();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema.into(), Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let texts: Vec<ByteArray> = pages.iter().map(|page| page.as_str().into()).chain([vec![0xff].into()]).collect();
    column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.into_inner().unwrap()
}

/// Fills `folder` with files that hold many pages, the ones numbered `numbers` of each sort.
fn write_containers(place: &Place, folder: &str, numbers: std::ops::Range<usize>, page: &str) {
    for (end, write) in CONTAINERS {
        for number in numbers.clone() {
            let pages: Vec<String> = (0..40).map(|n| page.replace("Monday", &format!("day {number} of {n}"))).collect();
            place.write(format!("{folder}/{:02}/shard-{number}.{end}", number % 17), write(&pages));
        }
    }
}

/// One run is killed that began anew, the next that went on from yesterday's with some files changed since. Texts and
/// files of records lie side by side, and some records can't be cleaned.
#[test]
fn fifty_kills_cost_no_finished_file() {
    let place = Place::with_pages(150);
    place.write("dechaff.toml", "builtin-packs = false\n");
    write_containers(&place, "in", 0..5, PAGE);
    let run = |input: &str, out: &str| clean(&place, input, out, &[]).status().unwrap().code();
    assert_eq!(run("in", "yesterday"), Some(1));
    let yesterday = place.tree("yesterday");
    for (name, text) in place.tree("in") {
        place.write(Path::new("today").join(name), text);
    }
    write_containers(&place, "today", 3..7, &PAGE.replace("silt", "sand"));
    for n in (0..150).step_by(9) {
        place.write(format!("today/{:02}/{n:04}.txt", n % 17), PAGE.replace("Monday", "Sunday"));
        place.write(format!("today/{:02}/new-{n:04}.txt", n % 17), PAGE);
    }
    let begun = Instant::now();
    assert_eq!(run("today", "whole"), Some(1));
    let time = begun.elapsed().max(Duration::from_millis(20));
    let whole = place.tree("whole");
    let (mut cut_short, mut spared) = (0, 0);
    for moment in 0..MOMENTS {
        if moment % 2 == 1 {
            place.write(Path::new("out").join(JOURNAL), place.read(Path::new("yesterday").join(JOURNAL)));
            for (name, text) in &yesterday {
                place.write(Path::new("out").join(name), text);
            }
            place.write("out.rejects.jsonl", place.read("yesterday.rejects.jsonl"));
        }
        let mut killed = clean(&place, "today", "out", &["--resume"]).spawn().unwrap();
        sleep(time * moment / MOMENTS);
        let _ = killed.kill();
        killed.wait().unwrap();
        let finished = finished(&place);
        // What is told to be finished is there, and whole.
        let left = tree(&place);
        assert!(finished.iter().all(|name| left.contains_key(Path::new(name))), "a finished file is missing");
        cut_short += u32::from(left != whole);
        let output = clean(&place, "today", "out", &["--resume", "--format", "json"]).stdout(Stdio::piped()).output();
        let summary: serde_json::Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        let unchanged = summary["unchanged"].as_u64().unwrap();
        if moment % 2 == 0 {
            assert_eq!(
                unchanged,
                finished.len() as u64,
                "a finished file was cleaned again, or one that was not was not"
            );
        }
        spared += unchanged;
        assert_eq!(summary["files"].as_u64().unwrap() + unchanged, whole.len() as u64);
        assert!(tree(&place) == whole, "the tree differs");
        let journal = |out: &str| place.read(Path::new(out).join(JOURNAL));
        assert!(journal("out") == journal("whole"), "the journal differs");
        let rejects = |out: &str| place.read(format!("{out}.rejects.jsonl"));
        assert!(rejects("out") == rejects("whole"), "what was put aside differs");
        let litter: Vec<PathBuf> = place.tree("").into_keys().filter(|name| is_litter(name)).collect();
        assert!(litter.is_empty(), "{litter:?}");
        fs::remove_dir_all(place.at("out")).unwrap();
        fs::remove_file(place.at("out.rejects.jsonl")).unwrap();
    }
    eprintln!("{cut_short} of {MOMENTS} runs were cut short; {spared} files were not cleaned again");
}
