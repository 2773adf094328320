//! The manual keeps its word: what README.md shows as an example works as it says.

use std::fs;
use std::path::Path;

use dechaff::Cleaner;
use dechaff::packs::{Pack, check};

/// The fenced blocks of README.md in `language`, in order.
fn blocks(language: &str) -> Vec<String> {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let manual = manual.replace("\r\n", "\n");
    let fence = format!("\n```{language}\n");
    manual.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn after_is_what_before_becomes() {
    let text = blocks("text");
    let cleaner = Cleaner::builder().build().unwrap();
    assert_eq!(cleaner.clean(&text[0]).text, text[1]);
}

#[test]
fn the_pack_holds_what_it_claims_and_goes_with_the_built_in_ones() {
    let packs: Vec<String> = blocks("toml").into_iter().filter(|block| block.contains("[[entry]]")).collect();
    let [pack] = packs.as_slice() else { panic!("README.md shows {} packs", packs.len()) };
    let pack = Pack::parse(pack, "README.md").unwrap();
    assert_eq!(check(&pack).unwrap(), []);
    Cleaner::builder().pack(pack).build().unwrap();
}

#[test]
fn every_rule_has_its_row() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let cleaner = Cleaner::builder().builtin_packs(false).build().unwrap();
    for (_, rule) in cleaner.catalogue().iter() {
        assert!(manual.contains(&format!("\n| `{}` |", rule.id)), "README.md has no row for the rule {}", rule.id);
    }
}

/// `.ci/run` takes the two commands from here.
#[test]
fn the_two_commands_stand_on_lines_of_their_own() {
    let commands = blocks("sh");
    assert!(commands[0].starts_with("cargo run --release -- clean corpus/sample -o "), "{}", commands[0]);
    assert!(commands[1].starts_with("cargo test"), "{}", commands[1]);
    assert!(commands[..2].iter().all(|block| block.lines().count() == 1));
}
