//! `dechaff.toml` and `--pack`: where they are found, and what is said when they are wrong.

use super::program::{CLEAN, PAGE, Place};

const MINE: &str = r#"
name = "mine"
language = "en"
[[entry]]
id = "walkers"
kind = "teaser"
match = "prefix"
text = "walkers came back"
weight = 100
max_words = 30
hits = ["Walkers came back"]
misses = ["The walkers came back"]
"#;

#[test]
fn the_users_own_pack_is_used_besides_the_others() {
    let place = Place::with_tree();
    place.write("mine.toml", MINE);
    let text = place.run(&["clean", "in/page.txt", "--pack", "mine.toml"]).code(0).text();
    assert!(!text.contains("Walkers") && !text.contains("AD BREAK"), "{text}");
}

#[test]
fn the_file_beside_the_input_goes_before_the_current_folder() {
    let place = Place::with_tree();
    place.write("mine.toml", MINE);
    place.write("in/dechaff.toml", "packs = [\"../mine.toml\"]\nbuiltin-packs = false\n");
    for input in ["in", "in/page.txt"] {
        place.run(&["clean", input, "-o", "out/", "--overwrite"]).code(0);
        let text = place.read("out/page.txt");
        assert!(!text.contains("Walkers") && text.contains("AD BREAK"), "{text}");
    }
    place.run(&["clean", "in", "-o", "out", "--overwrite", "--config", "dechaff.toml"]).code(0);
    assert_eq!(place.read("out/page.txt"), CLEAN);
}

#[test]
fn keys_choose_files_and_flags_override_them() {
    let place = Place::with_tree();
    place.write("in/.hidden.txt", PAGE);
    place.write("in/dechaff.toml", "builtin-packs = false\next = [\"txt\"]\nglob = [\"!plain*\"]\nhidden = true\n");
    place.run(&["clean", "in", "-o", "one"]).code(0);
    assert_eq!(place.files("one"), [".hidden.txt", "page.txt"]);
    place.run(&["clean", "in", "-o", "two", "--ext", ".md", "--glob", "*"]).code(0);
    assert_eq!(place.files("two"), ["deep/page.md"]);
}

#[test]
fn an_unknown_key_is_named_with_its_file() {
    let place = Place::with_tree();
    place.write("in/dechaff.toml", "treads = 2\n");
    place.run(&["clean", "in", "-o", "out"]).code(2).says(&["in/dechaff.toml", "`treads`", "threads"]);
    place.write("wrong.toml", "threads = \"two\"\n");
    place.run(&["clean", "in", "-o", "out", "--config", "wrong.toml"]).code(2).says(&["wrong.toml", "threads"]);
    place.run(&["clean", "in", "-o", "out", "--config", "missing.toml"]).code(2).says(&["missing.toml", "can't read"]);
}

#[test]
fn a_pack_that_is_wrong_is_named() {
    let place = Place::with_tree();
    place.write("bad.toml", "name = \"bad\"\nlanguage = \"en\"\n[[entry]]\nid = \"x\"\nknid = \"ad\"\n");
    place.run(&["clean", "in", "-o", "out", "--pack", "bad.toml"]).code(2).says(&["bad.toml", "`knid`"]);
    place.run(&["clean", "in", "-o", "out", "--pack", "missing.toml"]).code(2).says(&["missing.toml", "can't read"]);
    place.run(&["clean", "in", "-o", "out", "--glob", "[z"]).code(2).says(&["[z"]);
}
