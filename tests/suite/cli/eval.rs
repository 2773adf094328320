//! `dechaff eval`: scores against clean copies, and what each rule took rightly.

use super::program::{Place, exists};

const TEXT: &str = "The canal was reopened on Monday after three years of repairs, the council said in a statement.\n";

/// One page whose marker should go, and one in which people kept it.
fn place() -> Place {
    let place = Place::with_tree();
    for name in ["a.txt", "deep/b.txt"] {
        place.write(&format!("raw/{name}"), format!("{TEXT}AD BREAK\n"));
    }
    place.write("gold/a.txt", TEXT);
    place.write("gold/deep/b.txt", format!("{TEXT}AD BREAK\n"));
    place.write("gold/alone.txt", TEXT);
    place
}

#[test]
fn scores_and_what_was_taken_are_told() {
    let place = place();
    let told = place.run(&["eval", "raw", "gold", "--format", "json"]).code(0).json();
    assert_eq!(told["documents"].as_array().map(Vec::len), Some(2));
    assert_eq!((&told["words_harmed"], &told["kinds"]["ad"]["lines"]), (&2.into(), &2.into()));
    assert_eq!(told["kinds"]["ad"]["wrong_lines"], 1);
    assert_eq!(told["documents"][0]["after"]["f1"], 1.0);
    let told = place.run(&["eval", "raw", "gold"]).code(0).text();
    assert!(told.contains("2 documents") && told.contains("deep/b.txt"), "{told}");
}

#[test]
fn what_others_cleaned_is_scored_as_it_is() {
    let place = place();
    let told = place.run(&["eval", "gold", "gold", "--as-is", "--format", "json"]).code(0).json();
    assert_eq!((&told["after"]["f1"], &told["rules"]), (&1.0.into(), &serde_json::json!({})));
}

#[test]
fn the_report_is_one_page_and_is_not_replaced_unasked() {
    let place = place();
    place.write("raw/a.txt", format!("{TEXT}<script>alert(1)</script>\n"));
    let report = ["eval", "raw", "gold", "--report", "eval.html"];
    place.run(&report).code(0);
    let page = place.read("eval.html");
    assert!(page.contains("deep/b.txt") && page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(!page.contains("http"), "{page}");
    place.run(&report).code(2).says(&["eval.html", "--overwrite"]);
}

#[test]
fn folders_without_namesakes_are_told() {
    let place = place();
    place.write("other/c.txt", TEXT);
    place.run(&["eval", "raw", "other", "--report", "eval.html"]).code(2).says(&["other", "namesake", "raw"]);
    assert!(!exists(&place, "eval.html"));
}
