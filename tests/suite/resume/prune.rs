//! Outputs whose inputs are gone.

use std::fs;

use dechaff::{Destination, Plan};

use super::{plan, resume};
use crate::harness::{CLEAN, PAGE, Place, run};

/// A place where `gone/deep/a.txt` and `kept.txt` were cleaned, and the first is gone.
fn place() -> Place {
    let place = Place::new();
    place.write("in/gone/deep/a.txt", PAGE).write("in/kept.txt", PAGE);
    run(&plan(&place)).0.unwrap();
    fs::remove_dir_all(place.at("in/gone")).unwrap();
    place
}

fn pruning(place: &Place) -> Plan {
    let mut plan = plan(place);
    plan.prune = true;
    plan
}

#[test]
fn they_stay_unless_a_person_says_so_and_then_go_with_their_folders() {
    let place = place();
    place.write("out/mine.txt", "mine");
    for _ in 0..2 {
        let summary = run(&plan(&place)).0.unwrap();
        assert_eq!((summary.gone, summary.pruned, summary.unchanged), (1, 0, 1));
        assert_eq!(place.read("out/gone/deep/a.txt"), CLEAN.as_bytes());
    }
    let summary = run(&pruning(&place)).0.unwrap();
    assert_eq!((summary.gone, summary.pruned, summary.failed()), (0, 1, 0));
    assert!(!place.at("out/gone").exists());
    assert_eq!(place.read("out/mine.txt"), b"mine");
    assert_eq!(run(&pruning(&place)).0.unwrap().pruned, 0);
}

#[test]
fn what_comes_back_is_known_again() {
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("in/b.txt", PAGE);
    run(&plan(&place)).0.unwrap();
    fs::rename(place.at("in/b.txt"), place.at("b.txt")).unwrap();
    assert_eq!(run(&plan(&place)).0.unwrap().gone, 1);
    fs::rename(place.at("b.txt"), place.at("in/b.txt")).unwrap();
    let summary = resume(&place);
    assert_eq!((summary.unchanged, summary.gone), (2, 0));
}

#[test]
fn a_copy_that_a_person_changed_stays_and_is_told_of() {
    let place = place();
    place.write("out/gone/deep/a.txt", CLEAN.replace("Monday", "Sunday"));
    let (summary, notes) = run(&pruning(&place));
    let summary = summary.unwrap();
    assert_eq!((summary.pruned, summary.failed()), (0, 1));
    assert!(notes.failed()[0].contains("changed since it was written"), "{:?}", notes.failed());
    assert!(place.at("out/gone/deep/a.txt").exists());
}

#[test]
fn nothing_is_pruned_in_doubt() {
    let place = place();
    fs::rename(place.at("in/kept.txt"), place.at("kept.txt")).unwrap();
    let (summary, notes) = run(&pruning(&place));
    assert_eq!(summary.unwrap().pruned, 0);
    assert!(notes.failed()[0].contains("no document was found"), "{:?}", notes.failed());
    fs::rename(place.at("kept.txt"), place.at("in/kept.txt")).unwrap();
    // A part of the inputs can't be looked at.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(place.at("in"), place.at("in/loop")).unwrap();
        let mut plan = pruning(&place);
        plan.walk.follow = true;
        let (summary, notes) = run(&plan);
        assert_eq!(summary.unwrap().pruned, 0);
        assert!(notes.failed()[1].contains("nothing was pruned"), "{:?}", notes.failed());
        fs::remove_file(place.at("in/loop")).unwrap();
    }
    assert_eq!(run(&pruning(&place)).0.unwrap().pruned, 1);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_output_is_not_gone_through() {
    let place = place();
    place.write("elsewhere/deep/a.txt", CLEAN);
    fs::remove_dir_all(place.at("out/gone")).unwrap();
    std::os::unix::fs::symlink(place.at("elsewhere"), place.at("out/gone")).unwrap();
    let (summary, notes) = run(&pruning(&place));
    assert_eq!(summary.unwrap().pruned, 0);
    assert!(notes.failed()[0].contains("leads out of the output"), "{:?}", notes.failed());
    assert_eq!(place.read("elsewhere/deep/a.txt"), CLEAN.as_bytes());
}

#[test]
fn a_file_that_became_no_text_counts_as_gone() {
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("in/b.txt", PAGE);
    run(&plan(&place)).0.unwrap();
    place.write("in/b.txt", b"%PDF-1.4");
    run(&plan(&place)).0.unwrap();
    assert!(place.at("out/b.txt").exists());
    let summary = run(&pruning(&place)).0.unwrap();
    assert_eq!((summary.pruned, summary.unchanged), (1, 1));
    assert!(!place.at("out/b.txt").exists());
    let anew = Plan::new(vec![place.at("in")], Destination::Path(place.at("anew")));
    run(&anew).0.unwrap();
    assert!(place.tree("out") == place.tree("anew"));
}
