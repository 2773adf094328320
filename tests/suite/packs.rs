//! Built-in packs keep their own promises: every entry hits what it should and misses what it must.

use dechaff::packs::{builtin, check};

#[test]
fn every_entry_holds_what_it_claims() {
    let mut flaws = Vec::new();
    for pack in builtin() {
        let pack = pack.unwrap();
        flaws.extend(check(&pack).unwrap());
    }
    assert!(flaws.is_empty(), "{} flaws: {flaws:#?}", flaws.len());
}
