//! What counts as a site's template, and what does not: rows with changing cells, trails, boxes, code, refrains.

use super::program::Place;
use super::sites::{LIGHT, lines, text, title};

/// Cleans thirty pages of a site in mode `light` and gives back the copies' lines, page by page.
fn cleaned(page: impl Fn(usize) -> String) -> Vec<Vec<String>> {
    let place = Place::new();
    (0..30).for_each(|n| place.write(&format!("in/blatt/{n:02}.txt"), page(n)));
    place.run(&[&["clean", "in", "-o", "out"], &LIGHT[..]].concat()).code(0);
    let copy = |n: usize| place.read(&format!("out/blatt/{n:02}.txt"));
    (0..30).map(|n| lines(&copy(n)).into_iter().map(str::to_owned).collect()).collect()
}

fn assert_kept(copies: &[Vec<String>], kept: impl Fn(usize) -> String) {
    for (n, copy) in copies.iter().enumerate() {
        assert_eq!(copy, &lines(&kept(n)), "page {n}");
    }
}

#[test]
fn rows_go_whole_whatever_their_changing_cells_say() {
    // Each page of a chapter names it between the same two cells; at the foot stand the titles of the neighbours.
    let copies = cleaned(|n| {
        let (before, behind) = (title((n + 29) % 30), title((n + 1) % 30));
        let chapter = format!("Kapitel {} von Hafen und Meer", ["Eins", "Zwei", "Drei"][n % 3]);
        format!(
            "Zurück\t{chapter}\tWeiter\n\n{}\n\n{}\nZurück\tNach oben\tWeiter\n{before}\tAnfang\t{behind}\n",
            title(n),
            text(n)
        )
    });
    assert_kept(&copies, |n| format!("{}\n{}", title(n), text(n)));
}

#[test]
fn a_trail_goes_and_the_title_that_it_ends_in_stays() {
    let copies = cleaned(|n| {
        format!(
            "Hafenblatt\nGezeiten\nHafenblatt > Meldungen > {0}\n{0}\nSeite 1 von {1}\nAntworten\n\n{2}\nBlatt unten\nGanz unten\n",
            title(n),
            n % 9 + 1,
            text(n)
        )
    });
    assert_kept(&copies, |n| format!("{}\n{}", title(n), text(n)));
}

#[test]
fn a_box_within_texts_goes_where_it_comes_once_on_a_page() {
    let halves = |n: usize| {
        let text = text(n);
        let (first, rest) = text.split_once("\n\n").unwrap();
        (first.to_owned(), rest.to_owned())
    };
    let copies = cleaned(|n| {
        let (first, rest) = halves(n);
        format!("{}\n\n{first}\n\nHafenpost\nJeden Morgen neu\nHier bestellen\n\n{rest}", title(n))
    });
    assert_kept(&copies, |n| {
        let (first, rest) = halves(n);
        format!("{}\n{first}\n{rest}", title(n))
    });
}

#[test]
fn lines_that_pages_say_over_and_over_are_no_template() {
    // The first and the last line of every page are code, and so are many others.
    let page = |n: usize| {
        let code = |at: usize| format!("fn main() {{\n    let quay_{at} = {};\n}}\n", n + at);
        let parts: String = (0..6)
            .map(|at| format!("{}\nIn the year {n} came ship number {at}, and nobody saw it.\n\n", code(at)))
            .collect();
        format!("{parts}{}", code(7))
    };
    assert_kept(&cleaned(page), page);
}
