//! Files of records: the same texts as from files, the container as it was, and originals that come back.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use dechaff::{ErrorKind, FlawKind, Learning, Plan, Skip};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::harness::{CLEAN, PAGE, Place, gzip, restore, run, threads, zstd};

fn record(n: usize, text: &str) -> String {
    format!("{{\"n\": {n}, \"text\":{} ,\"id\":123456789012345678901234567890}}\n", json!(text))
}

/// Records, more than a chunk of them, and the same cleaned. Most of their bytes are in a field that is no text.
fn records() -> (String, String) {
    let (mut raw, mut clean) = (String::new(), String::new());
    for n in 0..500u64 {
        let noise: String =
            (0..150).map(|i| format!("{:016x}", (n * 150 + i + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
        let record = |text: &str| format!("{{\"noise\":\"{noise}\",{}", &record(n as usize, text)[1..]);
        let (page, kept) = if n % 5 == 0 { ("Nothing goes.\n", "Nothing goes.\n") } else { (PAGE, CLEAN) };
        raw += &record(page);
        clean += &record(kept);
        if n % 100 == 99 {
            raw += " \r\n";
            clean += " \r\n";
        }
    }
    (raw, clean)
}

/// A plan without learning: what records have in common stays.
fn plan(place: &Place, input: &str) -> Plan {
    let mut plan = place.plan(input);
    plan.learning = Learning::Off;
    plan
}

/// What the file at `path` unpacks to, as a single member or frame.
fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = File::open(path).unwrap();
    match path.extension().unwrap().to_str() {
        Some("gz") => GzDecoder::new(file).read_to_end(&mut bytes).unwrap(),
        Some("zst") => zstd::Decoder::new(file).unwrap().single_frame().read_to_end(&mut bytes).unwrap(),
        _ => { file }.read_to_end(&mut bytes).unwrap(),
    };
    bytes
}

/// A place with the records in every container that is known, and texts beside them.
fn mixed() -> (Place, String) {
    let place = Place::new();
    let (raw, clean) = records();
    let (one, two) = raw.as_bytes().split_at(raw.len() / 3);
    place.write("in/plain.jsonl", &raw).write("in/b/c.JSON", &raw).write("in/d.ndjson", &raw);
    place.write("in/members.jsonl.gz", [gzip(one), gzip(two)].concat());
    place.write("in/b/frames.ndjson.zst", [zstd(one), zstd(two)].concat());
    place
        .write("in/a.txt", PAGE)
        .write("in/z/z.txt", PAGE)
        .write("in/empty.jsonl", "")
        .write("in/none.jsonl.gz", gzip(b""));
    (place, clean)
}

const LARGE: [&str; 5] = ["plain.jsonl", "b/c.JSON", "d.ndjson", "members.jsonl.gz", "b/frames.ndjson.zst"];

#[test]
fn records_are_cleaned_in_their_containers() {
    let (place, clean) = mixed();
    let mut plan = plan(&place, "in");
    let (summary, notes) = run(&plan);
    let summary = summary.unwrap();
    assert_eq!((summary.files, summary.records, summary.failed(), summary.rejects()), (9, 2500, 0, 0));
    for name in LARGE {
        assert!(unpacked(&place.at("out").join(name)) == clean.as_bytes(), "{name}");
    }
    assert_eq!(place.read("out/a.txt"), CLEAN.as_bytes());
    assert_eq!(place.read("out/empty.jsonl"), b"");
    assert_eq!(unpacked(&place.at("out/none.jsonl.gz")), b"");
    assert!(!place.at("out.rejects.jsonl").exists());
    // Documents are told in the order of the walk, whatever the threads.
    let (tree, audit) = (place.tree("out"), place.read("audit.jsonl"));
    for count in [1, 5] {
        plan.threads = threads(count);
        plan.overwrite = true;
        let again = run(&plan);
        assert_eq!(again.0.unwrap(), summary);
        assert_eq!(again.1.names(), notes.names());
        assert!(place.tree("out") == tree && place.read("audit.jsonl") == audit, "{count} threads");
    }
}

#[test]
fn originals_come_back_from_records() {
    let (place, _) = mixed();
    let odd =
        "\u{feff}{\"text\":\"caf\\u00e9\\nAD BREAK\\r\\n\\u0041 \\/ \\ud83d\\ude00 x.\\n\"}\r\n\n [] \n{\"text\":1}\n"
            .to_owned();
    let odd = odd + &record(1, &PAGE.replace('é', "e")).replace("AD BREAK", "\\u0041D BR\\u0045AK") + "torn";
    place.write("in/odd.jsonl", [odd.as_bytes(), b"\xff\xfe\n", record(2, PAGE).trim_end().as_bytes()].concat());
    for stats in [false, true] {
        let mut plan = plan(&place, "in");
        plan.overwrite = true;
        if stats {
            plan.fields = plan.fields.with_stats("told");
        }
        assert_eq!(run(&plan).0.unwrap().rejects(), 3);
        let again = if stats { "again-stats" } else { "again" };
        let (summary, notes) = restore(&place, "out", "audit.jsonl", again);
        assert_eq!((summary.unwrap().files, notes.failed()), (10, Vec::new()));
        let (originals, restored) = (place.tree("in"), place.tree(again));
        for (name, bytes) in &originals {
            let packed = name.to_str().unwrap().ends_with("gz") || name.to_str().unwrap().ends_with("zst");
            if packed && bytes.len() > 100 {
                assert!(unpacked(&place.at(again).join(name)) == records().0.as_bytes(), "{name:?}");
            } else if !packed {
                assert!(restored[name] == *bytes, "{name:?}");
            }
        }
    }
}

#[test]
fn an_audit_names_the_record() {
    let place = Place::new();
    place.write("in/a.jsonl", format!("{}\n[]\n{}", record(1, "Kept.\n"), record(2, PAGE)));
    run(&plan(&place, "in")).0.unwrap();
    let audit = String::from_utf8(place.read("audit.jsonl")).unwrap();
    let lines: Vec<Value> = audit.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let documents: Vec<&Value> = lines.iter().filter(|line| line["document"] == "a.jsonl").collect();
    assert_eq!(documents.iter().map(|line| line["record"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 3, 4]);
    assert_eq!(documents[1]["rejected"], "no object");
    let removal = lines.iter().find(|line| line["path"] == "a.jsonl").unwrap();
    assert_eq!((&removal["record"], &removal["text"]), (&json!(4), &json!("AD BREAK\n\n")));
    let raw = record(2, PAGE);
    let at = removal["at"].as_u64().unwrap() as usize;
    assert!(raw[at..].starts_with("AD BREAK\\n\\n") && removal.get("written").is_none());
    assert_eq!(lines.iter().filter(|line| line["container"] == "a.jsonl").count(), 1);
    assert_eq!(lines.last().unwrap()["end"], json!({"documents": 3, "removals": 2}));
}

#[test]
fn copies_and_audits_that_were_changed_give_back_nothing() {
    let place = Place::new();
    place.write("in/a.jsonl", format!("{}{}", record(1, PAGE), record(2, PAGE))).write("in/b.jsonl", record(3, PAGE));
    run(&plan(&place, "in")).0.unwrap();
    let (clean, audit) = (place.read("out/a.jsonl"), String::from_utf8(place.read("audit.jsonl")).unwrap());
    let fails = |to: &str| {
        let (summary, notes) = restore(&place, "out", "audit.jsonl", to);
        assert_eq!((summary.unwrap().files, notes.failed().len()), (1, 1), "{to}: {:?}", notes.failed());
        assert_eq!(place.tree(to).into_keys().collect::<Vec<_>>(), [Path::new("b.jsonl")], "{to}");
    };
    let text = String::from_utf8(clean.clone()).unwrap();
    place.write("out/a.jsonl", text.replacen("council", "counsel", 1));
    fails("word");
    place.write("out/a.jsonl", [&clean[..], b"{}\n"].concat());
    fails("more");
    place.write("out/a.jsonl", text.lines().next().unwrap());
    fails("less");
    place.write("out/a.jsonl", &clean);
    let without = |part: &str| {
        audit.lines().filter(|line| !line.contains(part)).map(|line| format!("{line}\n")).collect::<String>()
    };
    place.write("audit.jsonl", without("\"container\":\"a.jsonl\""));
    fails("no end");
    place.write("audit.jsonl", audit.replacen("\"at\":", "\"at\":9", 1));
    fails("place");
}

#[test]
fn flaws_go_beside_the_output_and_good_records_out() {
    let place = Place::new();
    let good = record(1, "Kept.\n");
    let mixed: String =
        (0..10_000).map(|n| format!("{}{{\"text\":{n}}}\n", if n % 100 == 0 { &*good } else { "" })).collect();
    place.write("in/a.jsonl", &mixed).write("in/b.jsonl", &good);
    let (summary, notes) = run(&plan(&place, "in"));
    let summary = summary.unwrap();
    assert_eq!((summary.records, summary.rejected), (101, BTreeMap::from([(FlawKind::TextNoString, 10_000)])));
    assert_eq!(notes.failed(), Vec::<String>::new());
    assert!(place.read("out/a.jsonl") == good.repeat(100).as_bytes());
    let rejects = String::from_utf8(place.read("out.rejects.jsonl")).unwrap();
    let last: Value = serde_json::from_str(rejects.lines().nth(9_999).unwrap()).unwrap();
    let offset = mixed.len() - "{\"text\":9999}\n".len();
    let told = json!({"file": "a.jsonl", "record": 10_100, "offset": offset, "reason": "text is no string",
        "detail": "`text` is a number", "bytes": "{\"text\":9999}\n"});
    assert_eq!((rejects.lines().count(), last), (10_000, told));
    // They are never replaced unasked, and what is said of an earlier run does not stay.
    std::fs::remove_dir_all(place.at("out")).unwrap();
    let mut plan = plan(&place, "in");
    plan.audit = None;
    assert!(run(&plan).0.unwrap_err().to_string().contains("out.rejects.jsonl: bad paths: exists"));
    plan.overwrite = true;
    plan.inputs = vec![place.at("in/b.jsonl")];
    plan.rejects = Some(place.at("out.rejects.jsonl"));
    run(&plan).0.unwrap();
    assert_eq!(place.read("out.rejects.jsonl"), b"");
}

#[test]
fn strict_ends_the_run_and_writes_no_half_file() {
    let place = Place::new();
    place.write("in/a.jsonl", record(1, PAGE)).write("in/b.jsonl", format!("{}[]\n", record(1, PAGE)));
    let mut plan = plan(&place, "in");
    plan.strict = true;
    let error = run(&plan).0.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Record);
    assert!(error.to_string().ends_with("b.jsonl: bad record: record 2: no object: it is an array"), "{error}");
    assert_eq!(place.tree("out").into_keys().collect::<Vec<_>>(), [Path::new("a.jsonl")]);
}

/// A file that breaks off is cleaned as far as it goes, and what is torn is put aside.
#[test]
fn torn_files_give_what_they_have() {
    let place = Place::new();
    let (raw, whole) = records();
    let (gz, zst) = (gzip(raw.as_bytes()), zstd(raw.as_bytes()));
    place.write("in/torn.jsonl.gz", &gz[..gz.len() / 2]).write("in/torn.jsonl.zst", &zst[..zst.len() / 2]);
    let mut flipped = zst.clone();
    flipped[zst.len() - 1] ^= 1;
    place.write("in/flipped.jsonl.zst", flipped).write("in/no.jsonl.gz", "no gzip").write("in/ok.jsonl", &raw);
    let (summary, notes) = run(&plan(&place, "in"));
    let summary = summary.unwrap();
    assert_eq!((summary.failed(), notes.failed().len()), (4, 4), "{:?}", notes.failed());
    assert!(notes.failed().iter().all(|error| error.contains("can't read")), "{:?}", notes.failed());
    let rejects = String::from_utf8(place.read("out.rejects.jsonl")).unwrap();
    for name in ["torn.jsonl.gz", "torn.jsonl.zst"] {
        let clean = unpacked(&place.at("out").join(name));
        let lines = clean.iter().filter(|&&byte| byte == b'\n').count();
        let at = clean.len();
        assert!(at > whole.len() / 4 && whole.as_bytes()[..at] == clean, "{name}: {at}");
        let torn: Value = rejects
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .find(|line: &Value| line["file"] == name)
            .unwrap();
        assert_eq!((&torn["reason"], &torn["record"]), (&json!("torn"), &json!(lines + 1)));
        assert!(raw.lines().nth(lines).unwrap().starts_with(torn["bytes"].as_str().unwrap()));
    }
    assert_eq!(unpacked(&place.at("out/flipped.jsonl.zst")).len(), place.read("out/ok.jsonl").len());
    // What could be read comes back, too.
    restore(&place, "out", "audit.jsonl", "again").0.unwrap();
    assert!(raw.as_bytes().starts_with(&unpacked(&place.at("again/torn.jsonl.gz"))));
}

#[test]
fn json_that_is_no_list_of_records_is_passed_over() {
    let place = Place::new();
    place.write("in/one.json", "{\n  \"text\": \"a\"\n}\n").write("in/meta.json", "{\"title\":\"a\"}\n");
    place
        .write("in/list.json", "[1,\n2]\n")
        .write("in/empty.json", "")
        .write("in/yes.json", format!("\n{}", record(1, PAGE)));
    let (summary, notes) = run(&plan(&place, "in"));
    assert_eq!(summary.unwrap().files, 1);
    let mut skipped = notes.skipped();
    skipped.sort();
    let names = ["empty.json", "list.json", "meta.json", "one.json"];
    assert_eq!(skipped, names.map(|name| (name.to_owned(), Skip::NoRecords)));
    assert_eq!(place.tree("out").into_keys().collect::<Vec<_>>(), [Path::new("yes.json")]);
}

#[test]
fn one_file_goes_where_one_says_compressed_as_its_name_says() {
    let place = Place::new();
    place.write("a.jsonl.gz", gzip(record(1, PAGE).as_bytes()));
    for (to, lands) in [("b.jsonl.zst", "b.jsonl.zst"), ("c.jsonl", "c.jsonl"), ("d/", "d/a.jsonl.gz")] {
        let mut plan = plan(&place, "a.jsonl.gz");
        plan.audit = None;
        plan.destination = dechaff::Destination::Path(place.at(to));
        run(&plan).0.unwrap();
        assert_eq!(unpacked(&place.at(lands)), record(1, CLEAN).as_bytes(), "{to}");
    }
    let mut plan = plan(&place, "a.jsonl.gz");
    plan.destination = dechaff::Destination::Path(place.at("e.jsonl.gz"));
    run(&plan).0.unwrap();
    let (summary, _) = restore(&place, "e.jsonl.gz", "audit.jsonl", "f.jsonl");
    assert_eq!((summary.unwrap().files, place.read("f.jsonl")), (1, record(1, PAGE).into_bytes()));
}

/// Records and files of the same texts teach the same of their site.
#[test]
fn sites_are_learnt_from_records() {
    let place = Place::new();
    let story = |n: usize| format!("The ferry left at {n}, and nobody {} waved at all.\n", "x".repeat(n));
    let page = |n: usize| format!("Quay and compass\n\n{}", story(n));
    let (mut by_folder, mut by_host, mut expected) = (String::new(), String::new(), String::new());
    for n in 1..20 {
        place.write(format!("files/site/{n:02}.txt"), page(n));
        by_folder += &record(n, &page(n));
        by_host += &format!("{}\n", json!({"url": format!("https://{}.example/{n}", n % 2), "text": page(n)}));
        expected += &record(n, &story(n));
    }
    place.write("records/site/all.jsonl", by_folder).write("hosts/all.jsonl", by_host);
    let mut plan = place.plan("files");
    plan.audit = None;
    run(&plan).0.unwrap();
    assert_eq!(place.read("out/site/03.txt"), story(3).as_bytes());
    for (input, by) in [("records", "folder"), ("hosts", "host")] {
        plan.inputs = vec![place.at(input)];
        plan.destination = dechaff::Destination::Path(place.at(format!("out-{input}")));
        plan.site_by = by.parse().unwrap();
        run(&plan).0.unwrap();
    }
    assert_eq!(String::from_utf8(place.read("out-records/site/all.jsonl")).unwrap(), expected);
    let hosts = String::from_utf8(place.read("out-hosts/all.jsonl")).unwrap();
    assert_eq!(hosts.matches("Quay").count(), 0);
}
