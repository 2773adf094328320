//! Parquet that is damaged, or holds no texts: a message, and all else is out.

use super::*;

#[test]
fn files_without_texts_are_told_and_get_no_copy() {
    let place = Place::new();
    table(&place, "in/ok.parquet", WriterProperties::builder(), &groups().0);
    let mut named = plan(&place);
    named.audit = None;
    for (name, told) in [("n", "`n` is no string"), ("page", "`page` is a group"), ("x", "looked for x")] {
        named.fields = named.fields.clone().with_text(name);
        let (summary, notes) = run(&named);
        assert_eq!((summary.unwrap().failed(), notes.failed().len()), (1, 1));
        assert!(notes.failed()[0].contains(told) && notes.failed()[0].contains("--text-field"), "{:?}", notes.failed());
        assert!(place.tree("out").is_empty());
        std::fs::remove_dir_all(place.at("out")).unwrap();
    }
    place.write("in/empty.parquet", "").write("in/none.parquet", "PAR1 is how they begin and end PAR1");
    let whole = place.read("in/ok.parquet");
    for (name, length) in [("short", whole.len() - 1), ("shorter", whole.len() / 2), ("head", 4)] {
        place.write(format!("in/{name}.parquet"), &whole[..length]);
    }
    named.fields = plan(&place).fields;
    let (summary, notes) = run(&{ named });
    assert_eq!((summary.unwrap().failed(), notes.failed().len()), (5, 5));
    assert!(notes.failed().iter().all(|error| error.contains("no sound Parquet file")), "{:?}", notes.failed());
    assert_eq!(place.tree("out").into_keys().collect::<Vec<_>>(), [Path::new("ok.parquet")]);
}

/// Makes nonsense of what a page of texts in the first row group of `in/a.parquet` says of itself, in its head.
pub fn spoil(place: &Place, page: usize) {
    let mut bytes = place.read("in/a.parquet");
    let indexes = ReadOptionsBuilder::new().with_page_index().build();
    let file = SerializedFileReader::new_with_options(File::open(place.at("in/a.parquet")).unwrap(), indexes).unwrap();
    let pages = file.metadata().page_index_for_row_group(0).page_locations(1).unwrap().clone();
    bytes[pages[page].offset as usize..][..9].fill(0xff);
    place.write("in/a.parquet", bytes);
}

/// What comes before in its row group, and all other row groups, are cleaned; the other columns have their rows.
#[test]
fn texts_that_cant_be_read_are_null() {
    let place = Place::new();
    let (raw, expected) = groups();
    let told = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
    let told = told.set_dictionary_enabled(false).set_data_page_row_count_limit(90).set_write_batch_size(90);
    table(&place, "in/a.parquet", told, &raw);
    table(&place, "in/b.parquet", WriterProperties::builder(), &raw);
    spoil(&place, 2);
    let (summary, notes) = clean(&place);
    assert_eq!((summary.failed(), summary.files, &summary.rejected[&FlawKind::Torn]), (1, 2, &220));
    assert!(notes.failed()[0].contains("texts of rows 181 to 400 are null in the copy"), "{:?}", notes.failed());
    let mut without = [raw, expected.clone()];
    without.iter_mut().for_each(|groups| groups[0][180..].fill(Err(1)));
    let [raw, clean] = without;
    assert!(texts(&place.at("out/a.parquet")) == clean);
    assert!(texts(&place.at("out/b.parquet")) == expected);
    let rejects = String::from_utf8(place.read("out.rejects.jsonl")).unwrap();
    let torn: Value = serde_json::from_str(rejects.trim()).unwrap();
    assert_eq!((&torn["file"], &torn["record"], &torn["reason"]), (&json!("a.parquet"), &json!(181), &json!("torn")));
    let (summary, notes) = restore(&place, "out", "audit.jsonl", "again");
    assert_eq!((summary.unwrap().files, notes.failed()), (2, Vec::new()));
    assert!(texts(&place.at("again/a.parquet")) == raw);
}

/// Wherever a bit is wrong, there is a message, or a copy that can be read, and other files are cleaned.
#[test]
fn a_flipped_bit_anywhere_is_no_abort() {
    let place = Place::new();
    let (_, _, told) = kinds().swap_remove(2);
    let raw = [rows(&[PAGE, "", PAGE, "Kept.\n"]), rows(&["a", PAGE])];
    table(&place, "in/a.parquet", told, &raw);
    place.write("in/z.txt", PAGE);
    let whole = place.read("in/a.parquet");
    let mut plan = plan(&place);
    (plan.overwrite, plan.audit) = (true, None);
    let cleaner = cleaner();
    for (at, bit) in (0..whole.len()).step_by(3).zip((0..8).cycle()) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        place.write("in/a.parquet", bytes);
        let notes = Notes::default();
        let summary = dechaff::run(&plan, &cleaner, &notes, &AtomicBool::new(false)).unwrap();
        assert_eq!(place.read("out/z.txt"), CLEAN.as_bytes(), "{at}");
        assert!(summary.files == 2 || !notes.failed().is_empty(), "{at}: {:?}", notes.failed());
        std::fs::remove_dir_all(place.at("out")).unwrap();
    }
}
