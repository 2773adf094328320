//! Sites: what is learnt from their pages, saved, merged, shown and used.

use std::fs;

use super::program::{Place, exists};

/// Words of which texts are made that no two pages share.
const WORDS: [&str; 24] = [
    "harbour", "lantern", "granite", "willow", "ferry", "copper", "meadow", "signal", "orchard", "timber", "quarry",
    "anchor", "thistle", "beacon", "cobble", "drizzle", "ember", "furrow", "gable", "hollow", "inlet", "jetty", "kiln",
    "ledger",
];

fn word(n: usize, at: usize) -> &'static str {
    WORDS[(n * 7 + at * (n % 5 + 1) + at * at) % WORDS.len()]
}

/// The title of page `n`, which no other page has.
pub fn title(n: usize) -> String {
    format!("The {} of {} {}", word(n, 1), word(n, 2), ["east", "west", "north", "south"][n % 4].repeat(n / 4 + 1))
}

/// The text of page `n`: three paragraphs and a stock phrase.
pub fn text(n: usize) -> String {
    let sentence = |at: usize| {
        let [a, b, c, d] = [0, 1, 2, 3].map(|step| word(n, at + step));
        format!("In the year {n} the {a} stood by the {b} and nobody at the {c} had seen a {d} like that one.")
    };
    format!("{}\n\n{}\n\nNote\n\n{}\n", sentence(1), sentence(5), sentence(9))
}

/// Page `n` of a site: a head, a slot with titles of other pages, the text, and a foot.
fn page(n: usize) -> (String, String) {
    let text = format!("{}\n\n{}", title(n), text(n));
    let (before, behind) = (title((n + 19) % 20), title((n + 1) % 20));
    let page = format!(
        "Zum Hafenblatt\nMeldungen\nGezeiten\nZuvor\n{before}\nDanach\n{behind}\nWegweiser\n\n{text}\n\
         Hafenblatt drucken\nGefunden von Person{n} am {n}. Mai 2031\nHafenblatt unten\n"
    );
    (page, text)
}

/// A place with `in/blatt`, twenty pages of a site, and `text/blatt`, what is to be left of them.
fn place() -> Place {
    let place = Place::new();
    for n in 0..20 {
        let (page, text) = page(n);
        place.write(&format!("in/blatt/{n:02}.txt"), page);
        place.write(&format!("text/blatt/{n:02}.txt"), text);
    }
    place
}

/// The lines of a text that are not blank.
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty()).collect()
}

/// Only what rules are sure of, so that what a profile does is seen.
pub const LIGHT: [&str; 2] = ["--mode", "light"];

#[test]
fn what_a_site_repeats_goes_and_its_texts_stay() {
    let place = place();
    place.run(&[&["clean", "in", "-o", "out"], &LIGHT[..]].concat()).code(0);
    for n in 0..20 {
        let name = format!("blatt/{n:02}.txt");
        let (clean, text) = (place.read(&format!("out/{name}")), place.read(&format!("text/{name}")));
        assert_eq!(lines(&clean), lines(&text), "{name}");
    }
    place.run(&[&["clean", "in", "-o", "alone", "--learn", "off"], &LIGHT[..]].concat()).code(0);
    assert_eq!(place.read("alone/blatt/03.txt"), page(3).0, "no pack knows what the site repeats");
}

#[test]
fn a_stock_phrase_of_many_texts_stays() {
    let place = place();
    place.run(&[&["clean", "in", "-o", "out"], &LIGHT[..]].concat()).code(0);
    assert!(place.read("out/blatt/07.txt").contains("\nNote\n"), "it is on all pages, each time beside other lines");
}

#[test]
fn strangers_and_few_pages_teach_nothing() {
    let place = Place::new();
    for n in 0..20 {
        place.write(&format!("in/strangers/{n}.txt"), text(n));
        place.write(&format!("few/{}/{n}.txt", n / 7), page(n).0);
    }
    place.run(&[&["clean", "in", "few", "-o", "out"], &LIGHT[..]].concat()).code(0);
    for n in 0..20 {
        assert_eq!(place.read(&format!("out/in/strangers/{n}.txt")), text(n));
        assert_eq!(place.read(&format!("out/few/{}/{n}.txt", n / 7)), page(n).0);
    }
    place.run(&[&["clean", "few", "-o", "one", "--site-by", "none"], &LIGHT[..]].concat()).code(0);
    assert!(!place.read("one/0/3.txt").contains("Wegweiser"), "together they are pages enough");
}

#[test]
fn however_the_pages_were_dealt_the_profile_is_the_same() {
    let place = place();
    place.run(&["learn", "in", "-o", "whole.profile"]).code(0).says(&["20 pages", "1 site"]);
    let whole = fs::read(place.path("whole.profile")).unwrap();
    for parts in [1, 2, 7] {
        for n in 0..20 {
            place.write(&format!("{parts}/{}/blatt/{n:02}.txt", n % parts), page(n).0);
        }
        let mut merge = vec!["merge".to_owned()];
        for part in (0..parts).rev() {
            let profile = format!("{parts}-{part}.profile");
            place.run(&["learn", &format!("{parts}/{part}"), "-o", &profile, "-j", "2"]).code(0);
            merge.push(profile);
        }
        // What was merged already changes nothing.
        merge.extend([format!("{parts}-0.profile"), "-o".to_owned(), format!("{parts}.profile")]);
        place.run(&merge.iter().map(String::as_str).collect::<Vec<_>>()).code(0);
        assert!(fs::read(place.path(&format!("{parts}.profile"))).unwrap() == whole, "{parts} parts");
    }
    place.run(&["learn", "in", "-o", "whole.profile"]).code(2).says(&["whole.profile", "--overwrite"]);
}

#[test]
fn a_saved_profile_does_what_learning_does() {
    let place = place();
    place.run(&["learn", "in", "-o", "my.profile"]).code(0);
    place.run(&["clean", "in", "-o", "here"]).code(0);
    place.run(&["clean", "in", "-o", "saved", "--profile", "my.profile", "-j", "1"]).code(0);
    for name in place.files("here") {
        assert_eq!(place.read(&format!("here/{name}")), place.read(&format!("saved/{name}")), "{name}");
    }
    place.write("today/blatt/new.txt", page(20).0);
    place.run(&[&["clean", "today", "-o", "out", "--profile", "my.profile"], &LIGHT[..]].concat()).code(0);
    assert!(!place.read("out/blatt/new.txt").contains("Wegweiser"));
    let one = ["clean", "today/blatt/new.txt", "--profile", "my.profile"];
    assert_eq!(place.run(&[&one[..], &LIGHT].concat()).code(0).text(), place.read("out/blatt/new.txt"));
    place
        .run_with(&["clean", "-", "--profile", "my.profile"], b"Text\n")
        .code(2)
        .says(&["standard input", "--profile"]);
}

#[test]
fn what_was_learnt_is_told_in_words() {
    let place = place();
    place.run(&["learn", "in", "-o", "my.profile"]).code(0);
    let shown = place.run(&["profile", "show", "my.profile", "--site", "blatt"]).code(0).text();
    assert!(shown.starts_with("blatt: 20 pages; ") && shown.contains("20  head or foot  wegweiser"), "{shown}");
    let json = place.run(&["profile", "show", "my.profile", "--format", "json"]).code(0).json();
    assert_eq!((&json[0]["site"], &json[0]["pages"]), (&"blatt".into(), &20.into()));
    place.run(&["profile", "show", "my.profile", "--site", "other"]).code(2).says(&["other", "my.profile"]);
    let told = place.run(&["explain", "-v", "in/blatt/03.txt", "--profile", "my.profile"]).code(0).text();
    assert!(told.contains("on 20 of 20 pages of blatt, always in the first 8 lines"), "{told}");
    assert!(told.contains("profile/slot"), "{told}");
}

#[test]
fn files_that_are_no_profiles_are_named() {
    let place = place();
    place.run(&["learn", "in", "-o", "my.profile"]).code(0);
    let mut bytes = fs::read(place.path("my.profile")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    place.write("damaged.profile", &bytes);
    place.write("short.profile", &bytes[..20]);
    place.write("other.profile", "{}");
    for (name, cause) in
        [("damaged", "damaged"), ("short", "damaged"), ("other", "not a profile"), ("missing", "can't read")]
    {
        let file = format!("{name}.profile");
        place.run(&["clean", "in", "-o", "out", "--profile", &file]).code(2).says(&[&file, cause]);
        place.run(&["merge", &file, "-o", "merged.profile"]).code(2).says(&[&file, cause]);
    }
    assert!(!exists(&place, "out") && !exists(&place, "merged.profile"));
}

#[test]
fn restore_gives_back_what_a_profile_took() {
    let place = place();
    place.run(&["clean", "in", "-o", "out", "--audit", "removed.jsonl.zst"]).code(0);
    place.run(&["restore", "out", "--audit", "removed.jsonl.zst", "-o", "again"]).code(0);
    for n in 0..20 {
        assert_eq!(place.read(&format!("again/blatt/{n:02}.txt")), page(n).0);
    }
}
