//! The layers of the library point one way, its core touches neither disk nor terminal, and files stay short.
//!
//! The tests read the sources as text. What they know of Rust is enough for the way this crate is written: paths begin
//! with `crate::`, `super::` or `std::`, and unit tests stand at the end of a file in `mod tests`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module at the top of the crate and the others that it may use.
struct Layer {
    name: &'static str,
    /// Modules it may use, all of them further up in the table; [`ERROR`] may be used by all.
    uses: &'static [&'static str],
    /// Whether it belongs to the core, which knows neither disk, terminal, threads nor environment.
    core: bool,
}

const ERROR: &str = "error";

/// The layers, each below all that it uses.
const LAYERS: &[Layer] = &[
    layer(ERROR, &[]),
    core("text", &[]),
    core("segment", &["text"]),
    core("evidence", &["text"]),
    core("packs", &["text", "segment", "evidence"]),
    core("rules", &["text", "segment", "evidence", "packs"]),
    core("decide", &["text", "segment", "evidence"]),
    core("render", &["decide"]),
    core("explain", &["segment", "evidence", "decide"]),
    core("features", &["text", "segment", "evidence", "rules"]),
    core("model", &["text", "features"]),
    // The model's word becomes evidence here, so that `decide` need not know of it.
    core("judge", &["segment", "evidence", "rules", "explain", "features", "model"]),
    // So does what a site's pages have in common.
    core("site", &["text", "segment", "evidence", "explain"]),
    core(
        "cleaner",
        &[
            "text", "segment", "evidence", "packs", "rules", "decide", "render", "explain", "features", "model",
            "judge", "site",
        ],
    ),
    // Learns from values that the program reads.
    core("learn", &["features", "model", "cleaner"]),
    core("eval", &["evidence", "cleaner", "learn"]),
    // What the benches and `dechaff bench` time one by one.
    core("stages", &["segment", "evidence", "rules", "decide", "cleaner"]),
    layer("record", &["segment", "evidence", "decide"]),
    layer("decode", &["text"]),
    layer("write", &["text"]),
    layer("container", &["segment", "record", "write"]),
    layer("walk", &["text", "container"]),
    layer("audit", &["text", "evidence", "decide", "record", "decode", "write"]),
    layer("journal", &["walk", "write", "audit"]),
    layer(
        "batch",
        &[
            "text",
            "segment",
            "evidence",
            "decide",
            "render",
            "cleaner",
            "record",
            "container",
            "walk",
            "decode",
            "write",
            "audit",
            "site",
            "journal",
        ],
    ),
    // Only for `Observer`, which hears of both kinds of run.
    layer("restore", &["text", "record", "decode", "write", "container", "audit", "batch"]),
];

/// Files of `src/rules` that hold no rule of the registry.
const HELPERS: [&str; 4] = ["mod", "outline", "frame", "phrase"];

/// Modules of the standard library that the core does without.
const OUTSIDE: [&str; 6] = ["env", "fs", "io", "net", "process", "thread"];
/// Macros that write to the terminal, by the end of their names.
const PRINTING: [&str; 3] = ["println!", "print!", "dbg!"];

/// The most lines that a file may have.
const LONGEST: usize = 400;

const fn layer(name: &'static str, uses: &'static [&'static str]) -> Layer {
    Layer { name, uses, core: false }
}

const fn core(name: &'static str, uses: &'static [&'static str]) -> Layer {
    Layer { name, uses, core: true }
}

/// A file below `src`.
struct Source {
    /// Path below `src`, with `/` between the parts.
    path: String,
    text: String,
}

impl Source {
    /// The module at the top of the crate that the file belongs to.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many modules down from the top of the crate the file's own is: `text.rs` and `text/mod.rs` are 1 down.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }

    /// The code without comments and without the unit tests at its end.
    fn code(&self) -> String {
        let code = self.text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let bare = |line: &str| line.find(" // ").map_or(line.to_owned(), |at| line[..at].to_owned());
        code.lines().filter(|line| !line.trim_start().starts_with("//")).map(bare).collect::<Vec<_>>().join("\n")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file of the crate, in order.
fn sources() -> Vec<Source> {
    let root = root();
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push(Source { path: below, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 50, "only {} files were found below src", sources.len());
    sources
}

/// Files of the library's layers that are not unit tests.
fn of_layers() -> impl Iterator<Item = Source> {
    let beside = |source: &Source| matches!(source.layer(), "lib" | "bin") || source.path.ends_with("/tests.rs");
    sources().into_iter().filter(move |source| !beside(source))
}

/// The names that stand behind `root::` in `code`, those in braces included.
fn behind<'c>(code: &'c str, root: &str) -> BTreeSet<&'c str> {
    let start = format!("{root}::");
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(&start) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c == ':' || c == '_' || c.is_alphanumeric()) {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(members(group)),
            None => names.extend(word(rest)),
        }
    }
    names
}

/// The first names of the paths in a group of which the opening brace was read.
fn members(group: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut depth, mut begins) = (0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' => begins |= depth == 0,
            _ if begins && !c.is_whitespace() => {
                names.extend(word(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

/// The name at the start of `text`.
fn word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c == '_' || c.is_alphanumeric())).unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

/// How many times in a row `super::` stands at most in `code`.
fn longest_climb(code: &str) -> usize {
    (1..10).take_while(|&times| code.contains(&"super::".repeat(times))).last().unwrap_or(0)
}

fn report(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}\n  {}", faults.join("\n  "));
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let code = "use crate::text::Span;\nuse crate::{error, segment::{Line, Lines}, decide};\n\
                let a = crate::packs::builtin(); my_crate::no(); use std::{fmt, io::{self, Read}};";
    assert_eq!(Vec::from_iter(behind(code, "crate")), ["decide", "error", "packs", "segment", "text"]);
    assert_eq!(Vec::from_iter(behind(code, "std")), ["fmt", "io"]);
    assert_eq!(longest_climb("use super::super::a; use super::b;"), 2);
}

#[test]
fn the_table_points_one_way() {
    for (place, layer) in LAYERS.iter().enumerate() {
        let above = &LAYERS[..place];
        for used in layer.uses {
            assert!(
                above.iter().any(|other| other.name == *used),
                "`{}` may not use `{used}`, which is not above it in the table: move what both need further up",
                layer.name
            );
            let pure = !layer.core || above.iter().any(|other| other.name == *used && other.core);
            assert!(
                pure,
                "`{}` belongs to the core and `{used}` does not: hand in what it gives as a value",
                layer.name
            );
        }
    }
}

#[test]
fn every_module_has_its_place_in_the_table() {
    let found: BTreeSet<String> = of_layers().map(|source| source.layer().to_owned()).collect();
    let known: BTreeSet<String> = LAYERS.iter().map(|layer| layer.name.to_owned()).collect();
    assert_eq!(found, known, "the modules of src and the table LAYERS differ: give a new module its row, in its place");
}

#[test]
fn layers_use_only_what_is_above_them() {
    let mut faults = Vec::new();
    for source in of_layers() {
        let Some(layer) = LAYERS.iter().find(|layer| layer.name == source.layer()) else { continue };
        let code = source.code();
        for used in behind(&code, "crate") {
            if used != ERROR && used != layer.name && !layer.uses.contains(&used) {
                faults.push(format!("src/{} uses `crate::{used}`", source.path));
            }
        }
        if longest_climb(&code) >= source.depth() {
            faults.push(format!("src/{} climbs to the top by `super::`; write `crate::` and the module", source.path));
        }
    }
    report(
        &faults,
        "a layer may use only what its row in LAYERS names; hand the value in from above, move the shared word to a \
         layer that both may use, or, if the row is wrong, change the row and say why:",
    );
}

#[test]
fn the_core_touches_nothing_outside() {
    let mut faults = Vec::new();
    for source in of_layers() {
        if !LAYERS.iter().any(|layer| layer.core && layer.name == source.layer()) {
            continue;
        }
        let code = source.code();
        let outside = behind(&code, "std").into_iter().filter(|name| OUTSIDE.contains(name));
        faults.extend(outside.map(|name| format!("src/{} uses `std::{name}`", source.path)));
        let printing = PRINTING.iter().filter(|name| code.contains(*name));
        faults.extend(printing.map(|name| format!("src/{} uses `{name}`", source.path)));
        if !behind(&code, "clap").is_empty() {
            faults.push(format!("src/{} uses `clap`", source.path));
        }
    }
    report(
        &faults,
        "the core is a pure function of its text: take bytes and settings as arguments, give back values, and leave \
         files, threads, environment and terminal to the layers behind it:",
    );
}

#[test]
fn the_program_uses_the_library_through_its_door() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.layer() == "bin") {
        let code = source.code();
        for back_door in ["#[path", "include!("] {
            if code.contains(back_door) {
                faults.push(format!("src/{} has `{back_door}`", source.path));
            }
        }
    }
    report(&faults, "the program sees what any user of the library sees: make it public there and use `dechaff::`:");
}

#[test]
fn every_rule_is_in_the_registry() {
    let registry = fs::read_to_string(root().join("rules/mod.rs")).unwrap();
    let list = registry.split("static ALL").nth(1).and_then(|rest| rest.split("];").next()).unwrap_or_default();
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.layer() == "rules") {
        let name = source.path.trim_start_matches("rules/").split(['/', '.']).next().unwrap_or_default();
        if !HELPERS.contains(&name) && !list.contains(&format!("&{name}::")) {
            faults.push(format!("src/{}", source.path));
        }
    }
    report(
        &faults,
        "a file in src/rules holds a rule that runs: name it in ALL of src/rules/mod.rs, or, where it is a helper of \
         rules, in HELPERS of this test:",
    );
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LONGEST {
            faults
                .push(format!("src/{} has {lines} lines, more than {LONGEST}: split it by what it knows", source.path));
        }
        if !source.text.starts_with("//! ") {
            faults.push(format!("src/{} does not begin with a `//!` line that says what it is for", source.path));
        }
    }
    report(&faults, "files are short and begin with their purpose:");
}
