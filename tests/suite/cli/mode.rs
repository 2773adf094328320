//! The learned model: modes, thresholds, models of one's own, and how they are taught.

use super::program::{Place, exists};

/// A text of sentences, and below it lines that no rule knows.
const TEXT: &str = "The canal was reopened on Monday after three years of repairs, the council said in a statement.\n\n\
                    Boats from both ends met at the lock, and the mayor spoke of the men who had dug it by hand.\n";

fn place() -> Place {
    let place = Place::with_tree();
    for n in 0..12 {
        let page = format!("{TEXT}\nZorblat {n} quux\n\nQuux zorblat {n} frobnitz\n");
        place.write(&format!("raw/{n}.txt"), &page);
        place.write(&format!("gold/{n}.txt"), TEXT);
    }
    place
}

#[test]
fn a_model_of_ones_own_is_taught_and_used() {
    let place = place();
    place.run(&["train", "raw", "gold", "-o", "my.model", "--rounds", "3"]).code(0).says(&["12 pages", "my.model"]);
    place.run(&["clean", "raw", "-o", "mine", "--mode", "strict", "--model", "my.model"]).code(0);
    assert_eq!(place.files("mine").len(), 12);
    let again = ["train", "raw", "gold", "-o", "again.model", "--rounds", "3"];
    place.run(&again).code(0);
    assert!(std::fs::read(place.path("my.model")).unwrap() == std::fs::read(place.path("again.model")).unwrap());
    place.run(&again).code(2).says(&["again.model", "--overwrite"]);
}

#[test]
fn a_damaged_model_is_named() {
    let place = place();
    place.write("my.model", "no model");
    let wrong = ["clean", "raw", "-o", "out", "--mode", "standard", "--model"];
    place.run(&[&wrong[..], &["my.model"]].concat()).code(2).says(&["my.model", "bad model"]);
    place.run(&[&wrong[..], &["missing.model"]].concat()).code(2).says(&["missing.model", "can't read"]);
    assert!(!exists(&place, "out"));
}

#[test]
fn explain_says_what_decided_a_line() {
    let place = place();
    let told = place.run(&["explain", "raw/3.txt", "--mode", "strict", "-v"]).code(0).text();
    assert!(told.contains("model/outside"), "{told}");
    let light = place.run(&["explain", "raw/3.txt", "--mode", "light", "-v"]).code(0).text();
    assert!(!light.contains("model/outside"), "{light}");
}

#[test]
fn folders_come_in_pairs_that_share_names() {
    let place = place();
    place.run(&["train", "raw", "gold", "raw", "-o", "x.model"]).code(2).says(&["pairs"]);
    place.run(&["train", "in", "gold", "-o", "x.model"]).code(2).says(&["namesake"]);
}
