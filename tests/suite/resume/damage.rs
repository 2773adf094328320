//! A damaged journal costs time, and never a file.

use std::fs;

use proptest::prelude::*;

use super::{journal, plan};
use crate::harness::{JOURNAL, PAGE, Place, run};

/// What can happen to a file.
#[derive(Clone, Debug)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Drop(prop::sample::Index),
    Repeat(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = || any::<prop::sample::Index>();
    prop_oneof![
        (place(), 1u8..).prop_map(|(place, byte)| Damage::Flip(place, byte)),
        place().prop_map(Damage::Cut),
        place().prop_map(Damage::Drop),
        place().prop_map(Damage::Repeat),
        (place(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(place, bytes)| Damage::Insert(place, bytes)),
    ]
}

/// `bytes` with `damage` done to them.
fn damaged(bytes: &[u8], damage: &Damage) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let mut bytes = bytes.to_vec();
    match damage {
        Damage::Flip(..) | Damage::Cut(_) | Damage::Insert(..) if bytes.is_empty() => {}
        Damage::Flip(place, byte) => {
            let place = place.index(bytes.len());
            bytes[place] ^= byte;
        }
        Damage::Cut(place) => bytes.truncate(place.index(bytes.len())),
        Damage::Insert(place, more) => {
            let place = place.index(bytes.len());
            bytes.splice(place..place, more.iter().copied());
        }
        Damage::Drop(_) | Damage::Repeat(_) if lines.is_empty() => {}
        Damage::Drop(place) => {
            lines.remove(place.index(lines.len()));
            bytes = lines.concat();
        }
        Damage::Repeat(place) => {
            let line = lines[place.index(lines.len())];
            lines.push(line);
            bytes = lines.concat();
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn whatever_happens_to_a_journal_the_tree_comes_out_right(damages in prop::collection::vec(damage(), 1..4)) {
        let place = Place::with_pages(12);
        place.write("in/00/gone.txt", PAGE);
        run(&plan(&place)).0.unwrap();
        fs::remove_file(place.at("in/00/gone.txt")).unwrap();
        place.write("in/00/0000.txt", "Other words.\n").write("in/new/a.txt", PAGE).write("out/mine.txt", "mine");
        let mut bytes = journal(&place, "out").into_bytes();
        for damage in &damages {
            bytes = damaged(&bytes, damage);
        }
        place.write(std::path::Path::new("out").join(JOURNAL), bytes);
        let mut plan = plan(&place);
        plan.prune = true;
        let summary = run(&plan).0.unwrap();
        prop_assert_eq!((summary.failed(), summary.files + summary.unchanged), (0, 13));
        let mut anew = plan.clone();
        (anew.destination, anew.resume) = (dechaff::Destination::Path(place.at("anew")), false);
        run(&anew).0.unwrap();
        let (mut tree, expected) = (place.tree("out"), place.tree("anew"));
        prop_assert_eq!(tree.remove(std::path::Path::new("mine.txt")), Some(b"mine".to_vec()));
        // Of a copy that the journal no longer tells of, nobody knows that its input is gone.
        tree.remove(std::path::Path::new("00/gone.txt"));
        prop_assert!(tree == expected);
        prop_assert_eq!(run(&plan).0.unwrap().unchanged, 13);
    }
}

#[test]
fn a_journal_of_a_later_version_is_begun_anew() {
    let place = Place::with_pages(10);
    run(&plan(&place)).0.unwrap();
    let later = journal(&place, "out").replacen("{\"journal\":1,", "{\"journal\":2,", 1);
    place.write(std::path::Path::new("out").join(JOURNAL), later);
    let summary = run(&plan(&place)).0.unwrap();
    assert_eq!((summary.files, summary.damaged), (10, 1));
    assert_eq!(run(&plan(&place)).0.unwrap().unchanged, 10);
}
