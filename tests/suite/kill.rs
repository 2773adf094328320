//! A run that is killed at any moment leaves whole files only, and the next one leaves no trace of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::harness::Place;

const MOMENTS: u32 = 50;

fn start(place: &Place, out: &str) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dechaff"));
    program.arg("clean").arg(place.at("in")).arg("-o").arg(place.at(out)).args(["--threads", "2", "--overwrite"]);
    program.arg("--audit").arg(place.at(format!("{out}.jsonl.zst")));
    program.current_dir(place.at("")).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
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
        std::fs::remove_dir_all(place.at("out")).unwrap_or_default();
    }
    eprintln!("{cut_short} of {MOMENTS} runs were cut short");
}
