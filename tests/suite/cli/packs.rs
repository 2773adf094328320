//! `dechaff packs`, `completions` and `man`.

use super::program::Place;

const FLAWED: &str = r#"
name = "flawed"
language = "en"
[[entry]]
id = "wrong"
kind = "ad"
match = "line"
text = "buy now"
weight = 150
hits = ["sell now"]
"#;

#[test]
fn packs_are_listed_and_shown() {
    let place = Place::new();
    let text = place.run(&["packs", "list"]).code(0).silent().text();
    assert_eq!(text, "pack  language  entries  kinds\nown   en              2  ad 1, furniture 1\n");
    let text = place.run(&["packs", "show", "own"]).code(0).text();
    let expected = "id       kind       match   weight  text\nbreak    ad         line       150  ad break\n\
                    goes-on  furniture  prefix     120  story goes on\n";
    assert_eq!(text, expected);
    let json = place.run(&["packs", "list", "--format", "json"]).code(0).json();
    assert_eq!((&json[0]["name"], &json[0]["kinds"]["ad"]), (&"own".into(), &1.into()));
    let json = place.run(&["packs", "show", "own", "--format", "json"]).code(0).json();
    assert_eq!(json["entry"][1]["match"], "prefix");
    place.run(&["packs", "show", "nosuch"]).code(2).says(&["\"nosuch\"", "own"]);
}

#[test]
fn built_in_packs_are_listed() {
    let place = Place::new();
    place.write("dechaff.toml", "");
    let json = place.run(&["packs", "list", "--format", "json"]).code(0).json();
    let languages: Vec<&str> = json.as_array().unwrap().iter().map(|pack| pack["language"].as_str().unwrap()).collect();
    assert!(languages.contains(&"en") && languages.contains(&"de"), "{languages:?}");
}

#[test]
fn packs_are_checked() {
    let place = Place::new();
    let text = place.run(&["packs", "check"]).code(0).text();
    assert_eq!(text, "1 pack, 2 entries: no flaw\n");
    place.write("flawed.toml", FLAWED);
    let text = place.run(&["packs", "check", "flawed.toml"]).code(1).text();
    assert_eq!(text, "flawed/wrong: it does not match its hit \"sell now\"\n2 packs, 3 entries: 1 flaw\n");
    place.write("broken.toml", "name = \"broken\"\nlang = \"en\"\n");
    let text = place.run(&["packs", "check", "broken.toml"]).code(1).text();
    assert!(text.contains("broken.toml") && text.contains("`lang`"), "{text}");
    place.write("twin.toml", FLAWED.replace("sell", "buy").replace("flawed", "own"));
    let text = place.run(&["packs", "check", "twin.toml"]).code(1).text();
    assert!(text.contains("another pack has this name"), "{text}");
}

#[test]
fn completions_come_for_every_shell() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.run(&["completions", shell]).code(0).silent().text();
        assert!(script.contains("dechaff") && script.contains("restore"), "{shell}");
    }
    place.run(&["completions", "cobol"]).code(2).says(&["cobol", "bash"]);
}

#[test]
fn the_manual_tells_of_every_command() {
    let page = Place::new().run(&["man"]).code(0).silent().text();
    for part in [
        ".SH NAME",
        ".SH SYNOPSIS",
        ".SH DECHAFF CLEAN",
        ".SH DECHAFF PACKS CHECK",
        "dry\\-run",
        ".SS EXAMPLES",
        ".SS EXIT CODES",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn help_and_version_come_on_standard_output() {
    let place = Place::new();
    assert_eq!(place.run(&["--version"]).code(0).text(), format!("dechaff {}\n", env!("CARGO_PKG_VERSION")));
    for args in [&["--help"][..], &["clean", "--help"], &["help", "explain"], &["packs", "-h"], &["restore", "-h"]] {
        let text = place.run(args).code(0).silent().text();
        assert!(text.contains("Usage: dechaff") && text.contains("Examples:"), "{args:?}: {text}");
    }
    place.run(&[]).code(2).says(&["Usage: dechaff"]);
}
