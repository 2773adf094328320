//! WARC and WET: texts are cleaned, lengths and digests are right, and all other records stay as they were.

use std::fs;
use std::io::Read;

use data_encoding::BASE32;
use dechaff::{FlawKind, Learning, Summary};
use flate2::bufread::GzDecoder;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::harness::{CLEAN, Notes, PAGE, Place, restore, run};

fn sha1(bytes: &[u8]) -> String {
    format!("sha1:{}", BASE32.encode(&Sha1::digest(bytes)))
}

/// A record with the digests that belong to it.
fn record(sort: &str, media: &str, http: &str, body: &[u8]) -> Vec<u8> {
    let block = [http.as_bytes(), body].concat();
    let (digest, payload, length) = (sha1(&block), sha1(body), block.len());
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {sort}\r\nwarc-target-uri: <https://a.example/>\r\nContent-Type:  {media} \r\n\
         WARC-Block-Digest: {digest}\r\nWARC-Payload-Digest: {payload}\r\nX: é: {sort}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), &block, b"\r\n\r\n"].concat()
}

fn wet(text: &str) -> Vec<u8> {
    record("conversion", "text/plain; charset=utf-8", "", text.as_bytes())
}

fn response(media: &str, coding: &str, text: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\ncontent-length: {}\r\n{coding}\r\n", text.len());
    record("response", "application/http; msgtype=response", &http, text.as_bytes())
}

/// Records of all sorts, their texts made of `page`.
fn records(page: &str) -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "application/warc-fields", "", b"software: none\r\n\r\n"),
        wet(page),
        wet("Nothing goes.\n"),
        response("text/plain", "", page),
        response("text/html", "", PAGE),
        response("text/plain; charset=utf-8", "Transfer-Encoding: chunked\r\n", PAGE),
        record("conversion", "text/plain", "", &[PAGE.as_bytes(), b"caf\xe9"].concat()),
        record("conversion", "application/json", "", PAGE.as_bytes()),
        wet(""),
        wet(&format!("{page}\r\n\r\nWARC/1.0\r\n")),
    ]
}

fn gzip(records: &[Vec<u8>]) -> Vec<u8> {
    let members = records.iter().map(|record| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, record).unwrap();
        encoder.finish().unwrap()
    });
    members.collect::<Vec<_>>().concat()
}

/// What each member of a gzip file holds.
fn members(file: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut members) = (file, Vec::new());
    while !rest.is_empty() {
        let mut decoder = GzDecoder::new(rest);
        let mut member = Vec::new();
        decoder.read_to_end(&mut member).unwrap();
        rest = decoder.into_inner();
        members.push(member);
    }
    members
}

fn clean(place: &Place) -> (Summary, Notes) {
    let mut plan = place.plan("in");
    plan.learning = Learning::Off;
    let (summary, notes) = run(&plan);
    (summary.unwrap(), notes)
}

#[test]
fn texts_are_cleaned_and_all_else_stays() {
    let place = Place::new();
    let (raw, expected) = (records(PAGE), records(CLEAN));
    place.write("in/a.warc.wet.gz", gzip(&raw)).write("in/b.warc", raw.concat()).write("in/c.wet", "");
    let (summary, notes) = clean(&place);
    assert_eq!((notes.failed(), summary.files, summary.records), (Vec::new(), 3, 10));
    let passed: Vec<(&str, u64)> = summary.passed.iter().map(|(what, n)| (what.as_str(), *n)).collect();
    let told = [
        ("conversion", 2),
        ("conversion that is not UTF-8", 2),
        ("response of text/html", 2),
        ("response of text/plain that is encoded", 2),
        ("warcinfo", 2),
    ];
    assert_eq!(passed, told);
    assert_eq!(String::from_utf8_lossy(&place.read("out/b.warc")), String::from_utf8_lossy(&expected.concat()));
    assert!(members(&place.read("out/a.warc.wet.gz")) == expected, "a member for each record");
    assert_eq!(place.read("out/c.wet"), b"");
    let (summary, notes) = restore(&place, "out", "audit.jsonl", "again");
    assert_eq!((summary.unwrap().files, notes.failed()), (3, Vec::new()));
    assert!(place.read("again/b.warc") == raw.concat());
    assert!(members(&place.read("again/a.warc.wet.gz")) == raw);
}

#[test]
fn digests_by_other_methods_go_where_they_would_be_wrong() {
    let place = Place::new();
    let with = |digest: &str, text: &str| {
        let length = text.len();
        let head = format!(
            "WARC/1.1\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n{digest}Content-Length: {length}"
        );
        format!("{head}\r\n\r\n{text}\r\n\r\n")
    };
    let hex =
        |text: &str| format!("WARC-Block-Digest: sha1:{}\r\n", data_encoding::HEXLOWER.encode(&Sha1::digest(text)));
    let md5 = "WARC-Block-Digest: md5:d41d8cd98f00b204e9800998ecf8427e\r\n";
    place.write("in/a.warc", [with(&hex(PAGE), PAGE), with(md5, PAGE), with(md5, "Kept.\n")].concat());
    clean(&place);
    let expected = [with(&hex(CLEAN), CLEAN), with("", CLEAN), with(md5, "Kept.\n")].concat();
    assert_eq!(String::from_utf8(place.read("out/a.warc")).unwrap(), expected);
    restore(&place, "out", "audit.jsonl", "again").0.unwrap();
    assert_eq!(place.read("again/a.warc"), place.read("in/a.warc"));
}

#[test]
fn files_that_break_off_give_what_they_have() {
    let place = Place::new();
    let whole = records(PAGE).concat();
    let torn = &whole[..whole.len() - 300];
    place
        .write("in/torn.warc", torn)
        .write("in/odd.warc", [&whole[..], b"<html>"].concat())
        .write("in/no.warc.gz", "x");
    let (summary, notes) = clean(&place);
    assert_eq!((summary.failed(), &summary.rejected[&FlawKind::Torn]), (3, &2), "{:?}", notes.failed());
    let all = records(CLEAN);
    assert_eq!(place.read("out/odd.warc"), all.concat());
    assert_eq!(place.read("out/torn.warc"), all[..all.len() - 1].concat());
    let rejects = String::from_utf8(place.read("out.rejects.jsonl")).unwrap();
    let first: Value = serde_json::from_str(rejects.lines().next().unwrap()).unwrap();
    let odd = json!({"file": "odd.warc", "record": 11, "offset": whole.len(), "reason": "torn",
        "detail": "the file breaks off in it", "bytes": "<html>"});
    assert_eq!(first, odd);
    assert!(notes.failed().iter().any(|error| error.contains("a WARC record was expected")), "{:?}", notes.failed());
    restore(&place, "out", "audit.jsonl", "again").0.unwrap();
    assert!(fs::read(place.at("again/torn.warc")).unwrap() == torn);
}
