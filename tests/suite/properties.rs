//! Arbitrary bytes go through decoding, cleaning, audit and restoration without a panic or a mismatch.

use dechaff::{Decoded, decode};
use proptest::prelude::*;

use crate::harness::{PAGE, Place, restore, run};

/// Bytes of all sorts: noise, and texts with noise in them, in several encodings.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let noise = prop::collection::vec(any::<u8>(), 0..400);
    let letters = prop::collection::vec(128u8.., 0..60);
    let text =
        prop::collection::vec(prop_oneof![Just(PAGE.to_owned()), Just("AD BREAK\r\n".to_owned()), "\\PC*"], 0..6);
    let text = text.prop_map(|parts| parts.concat());
    prop_oneof![
        noise,
        (text.clone(), letters.clone())
            .prop_map(|(text, letters)| [text.as_bytes(), &letters, b"\nAD BREAK\n"].concat()),
        (text.clone(), 0usize..400).prop_map(|(text, at)| text.as_bytes()[..at.min(text.len())].to_vec()),
        (text, any::<bool>(), letters).prop_map(|(text, little, tail)| {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            let pairs = units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
            pairs.chain(tail.into_iter().take(3)).collect()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn originals_come_back(files in prop::collection::vec(bytes(), 1..12)) {
        let place = Place::new();
        for (n, bytes) in files.iter().enumerate() {
            place.write(format!("in/{n:02}.txt"), bytes);
        }
        let (summary, notes) = run(&place.plan("in"));
        let summary = summary.unwrap();
        prop_assert_eq!(summary.failed(), 0, "{:?}", notes.failed());
        let skipped: u64 = summary.skipped.values().sum();
        prop_assert_eq!((summary.files + skipped) as usize, files.len());
        let (restored, notes) = restore(&place, "out", "audit.jsonl", "again");
        prop_assert_eq!(restored.unwrap().files, summary.files, "{:?}", notes.failed());
        let originals = place.tree("in");
        for (name, bytes) in place.tree("again") {
            prop_assert_eq!(&originals[&name], &bytes);
        }
    }

    #[test]
    fn what_is_valid_utf8_is_kept(text in "\\PC{0,200}") {
        let Decoded::Text { bytes, encoding } = decode(text.as_bytes()) else { return Ok(()) };
        prop_assert_eq!((&*bytes, encoding), (text.as_bytes(), None));
    }
}
