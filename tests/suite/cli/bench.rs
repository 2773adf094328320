//! `dechaff bench`: what cleaning costs, beside copying and reading, and nothing that stays behind.

use super::program::Place;

const TEXT: &str = "The canal was reopened on Monday after three years of repairs, the council said in a statement.\n";

fn place() -> Place {
    let place = Place::with_tree();
    for name in ["a.txt", "deep/b.txt"] {
        place.write(&format!("pages/{name}"), format!("{TEXT}AD BREAK\n"));
    }
    place.write("scratch/keep", "");
    place
}

const BENCH: [&str; 7] = ["bench", "pages", "--rounds", "1", "-j", "2", "--scratch"];

#[test]
fn threads_stages_and_a_limit_are_told() {
    let place = place();
    let told = place.run(&[&BENCH[..], &["scratch", "--format", "json"]].concat()).code(0).json();
    assert_eq!((&told["files"], &told["documents"], &told["rounds"]), (&2.into(), &2.into(), &1.into()));
    assert_eq!(told["bytes"], 2 * (TEXT.len() as u64 + 9));
    let threads: Vec<_> = told["threads"].as_array().unwrap().iter().map(|row| row["threads"].as_u64()).collect();
    assert_eq!(threads, [Some(1), Some(2)]);
    for rate in ["clean", "copy", "read", "in_memory"] {
        let rate = &told["threads"][1][format!("{rate}_mb_per_second")]["median"];
        assert!(rate.as_f64().is_some_and(|rate| rate > 0.0), "{told}");
    }
    let stages: Vec<_> = told["stages"].as_array().unwrap().iter().map(|stage| stage["stage"].as_str()).collect();
    assert_eq!((stages.len(), stages[0], stages[8]), (9, Some("read"), Some("write")));
    assert!(["disk", "memory", "cores", "mixed"].map(Some).contains(&told["limit"].as_str()), "{told}");
}

#[test]
fn nothing_is_left_but_the_report_which_stands_alone() {
    let place = place();
    let bench = [&BENCH[..], &["scratch", "--report", "bench.html"]].concat();
    let told = place.run(&bench).code(0).text();
    assert!(told.contains("2 documents") && told.contains("The limit: "), "{told}");
    let page = place.read("bench.html");
    assert!(page.contains("<svg") && page.contains("polyline") && !page.contains("http"), "{page}");
    assert_eq!(place.path("scratch").read_dir().unwrap().count(), 1);
    place.run(&bench).code(2).says(&["bench.html", "--overwrite"]);
}

#[test]
fn records_that_go_aside_do_not_end_it_and_leave_nothing() {
    let place = place();
    place.write("pages/c.jsonl", "{\"text\":\"The canal was reopened on Monday.\"}\n{bad\n");
    let told = place.run(&["bench", "pages", "--rounds", "2", "-j", "2", "--scratch", "scratch"]).code(0).text();
    assert!(told.contains("The limit: "), "{told}");
    assert_eq!(place.path("scratch").read_dir().unwrap().count(), 1);
}

#[test]
fn a_folder_that_is_not_there_is_named_and_nothing_is_left() {
    let place = place();
    place.run(&["bench", "nowhere", "--scratch", "scratch"]).code(1).says(&["nowhere"]);
    place.run(&["bench", "pages", "--scratch", "nowhere"]).code(1).says(&["nowhere"]);
    assert_eq!(place.path("scratch").read_dir().unwrap().count(), 1);
}
