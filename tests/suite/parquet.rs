//! Parquet: texts are cleaned in their column, and row groups and all other columns stay.

mod damage;
mod runs;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use dechaff::{FlawKind, Learning, Plan, Summary};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::metadata::{KeyValue, ParquetMetaData, SortingColumn};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};

use crate::harness::{CLEAN, Notes, PAGE, Place, cleaner, restore, run, threads};

const SCHEMA: &str = "message page {
    required int64 n;
    optional group page { optional binary text (STRING); }
    optional binary url (STRING);
}";

/// A row: its text, or how much of the path to it is there.
type Row = Result<Vec<u8>, i16>;

fn rows(texts: &[&str]) -> Vec<Row> {
    texts.iter().map(|text| Ok(text.as_bytes().to_vec())).collect()
}

/// Writes row groups of these texts, with a number and a URL beside each.
fn table(place: &Place, name: &str, told: WriterPropertiesBuilder, groups: &[Vec<Row>]) {
    place.write(name, "");
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let told = told.set_key_value_metadata(Some(vec![KeyValue::new("made by".to_owned(), "hand".to_owned())])).build();
    let file = File::create(place.at(name)).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(told)).unwrap();
    for rows in groups {
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let numbers: Vec<i64> = (0..rows.len() as i64).collect();
        column.typed::<Int64Type>().write_batch(&numbers, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let texts: Vec<ByteArray> = rows.iter().flatten().map(|text| ByteArray::from(text.clone())).collect();
        let levels: Vec<i16> = rows.iter().map(|row| row.as_ref().map_or_else(|&level| level, |_| 2)).collect();
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let urls: Vec<ByteArray> =
            numbers.iter().map(|n| format!("https://{}.example/{n}", n % 2).as_str().into()).collect();
        column.typed::<ByteArrayType>().write_batch(&urls, Some(&vec![1; rows.len()]), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
}

/// The texts of the file, by row group.
fn texts(path: &Path) -> Vec<Vec<Row>> {
    let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let groups = 0..file.num_row_groups();
    groups
        .map(|number| {
            let group = file.get_row_group(number).unwrap();
            let mut reader = get_typed_column_reader::<ByteArrayType>(group.get_column_reader(1).unwrap());
            let (mut values, mut levels) = (Vec::new(), Vec::new());
            reader.read_records(usize::MAX, Some(&mut levels), None, &mut values).unwrap();
            let mut values = values.into_iter();
            levels
                .into_iter()
                .map(|level| if level == 2 { Ok(values.next().unwrap().data().to_vec()) } else { Err(level) })
                .collect()
        })
        .collect()
}

fn footer(path: &Path) -> ParquetMetaData {
    SerializedFileReader::new(File::open(path).unwrap()).unwrap().metadata().clone()
}

/// The bytes of a column of a row group.
fn chunk(bytes: &[u8], footer: &ParquetMetaData, group: usize, column: usize) -> Vec<u8> {
    let (start, length) = footer.row_group(group).column(column).byte_range();
    bytes[start as usize..(start + length) as usize].to_vec()
}

/// Rows of the first row group: more than a chunk.
const MANY: usize = 400;

/// Texts for three row groups, with nulls of both sorts, and the same cleaned.
fn groups() -> (Vec<Vec<Row>>, Vec<Vec<Row>>) {
    let many = |page: &str| {
        (0..MANY).map(|n| Ok(format!("Row {n}{}.\n\n{page}", "-".repeat(4000)).into_bytes())).collect::<Vec<Row>>()
    };
    let with = |page: &str| {
        let mut nulls = rows(&[page, "", "Nothing goes.\n"]);
        nulls.insert(1, Err(0));
        nulls.insert(3, Err(1));
        vec![many(page), nulls, vec![Ok(page.into()); 40]]
    };
    (with(PAGE), with(CLEAN))
}

/// A plan without learning: what rows have in common stays.
fn plan(place: &Place) -> Plan {
    let mut plan = place.plan("in");
    (plan.learning, plan.fields) = (Learning::Off, plan.fields.with_text("page.text"));
    plan
}

fn clean(place: &Place) -> (Summary, Notes) {
    let (summary, notes) = run(&plan(place));
    (summary.unwrap(), notes)
}

/// How files are written, with whether the texts have a dictionary then.
fn kinds() -> Vec<(&'static str, bool, WriterPropertiesBuilder)> {
    let told = WriterProperties::builder;
    vec![
        ("plain.parquet", false, told().set_dictionary_enabled(false).set_statistics_enabled(EnabledStatistics::None)),
        ("snappy.parquet", true, told().set_compression(Compression::SNAPPY)),
        ("zstd.parquet", true, told().set_compression(Compression::ZSTD(ZstdLevel::default()))),
        ("gzip.parquet", true, told().set_compression(Compression::GZIP(Default::default()))),
        ("brotli.parquet", true, told().set_compression(Compression::BROTLI(Default::default()))),
        (
            "lz4.parquet",
            false,
            told()
                .set_compression(Compression::LZ4_RAW)
                .set_dictionary_enabled(false)
                .set_column_encoding(
                    vec!["page".to_owned(), "text".to_owned()].into(),
                    Encoding::DELTA_LENGTH_BYTE_ARRAY,
                )
                .set_statistics_enabled(EnabledStatistics::Chunk),
        ),
    ]
    .into_iter()
    .map(|(name, dictionary, told)| (name, dictionary, told.set_created_by(name.to_owned())))
    .collect()
}

#[test]
fn texts_are_cleaned_and_all_else_stays() {
    let place = Place::new();
    let (raw, expected) = groups();
    for (name, _, told) in kinds() {
        table(&place, &format!("in/{name}"), told.set_data_page_row_count_limit(100), &raw);
    }
    let (summary, notes) = clean(&place);
    assert_eq!((notes.failed(), summary.files, summary.records), (Vec::new(), 6, 6 * (MANY as u64 + 43)));
    assert_eq!(summary.passed.iter().collect::<Vec<_>>(), [(&"row without a text".to_owned(), &12)]);
    for (name, dictionary, _) in kinds() {
        let (before, after) = (place.at("in").join(name), place.at("out").join(name));
        assert!(texts(&after) == expected, "{name}");
        let (old, new) = (footer(&before), footer(&after));
        let (file, new_file) = (old.file_metadata(), new.file_metadata());
        assert_eq!((file.schema(), file.created_by()), (new_file.schema(), Some(name)));
        assert_eq!(file.key_value_metadata(), new_file.key_value_metadata());
        let (bytes, new_bytes) = (std::fs::read(&before).unwrap(), std::fs::read(&after).unwrap());
        for group in 0..3 {
            for column in [0, 2] {
                assert!(chunk(&bytes, &old, group, column) == chunk(&new_bytes, &new, group, column), "{name}");
            }
            let (text, new_text) = (old.row_group(group).column(1), new.row_group(group).column(1));
            assert_eq!(text.compression_codec(), new_text.compression_codec());
            assert_eq!(
                (new_text.dictionary_page_offset().is_some(), text.num_values()),
                (dictionary, new_text.num_values())
            );
            assert!(new_text.uncompressed_size() < text.uncompressed_size(), "{name}");
            for (column, new_column) in old.row_group(group).columns().iter().zip(new.row_group(group).columns()) {
                assert_eq!(column.encodings().collect::<Vec<_>>(), new_column.encodings().collect::<Vec<_>>());
                assert_eq!(column.statistics().is_some(), new_column.statistics().is_some());
                assert_eq!(column.column_index_range().is_some(), new_column.column_index_range().is_some());
                assert_eq!(column.offset_index_range().is_some(), new_column.offset_index_range().is_some());
            }
        }
    }
    // Whatever the threads.
    let (tree, audit) = (place.tree("out"), place.read("audit.jsonl"));
    for count in [1, 5] {
        let mut plan = plan(&place);
        (plan.threads, plan.overwrite) = (threads(count), true);
        let again = run(&plan);
        assert_eq!((again.0.unwrap(), again.1.names()), (summary.clone(), notes.names()));
        assert!(place.tree("out") == tree && place.read("audit.jsonl") == audit, "{count} threads");
    }
}

#[test]
fn originals_come_back() {
    let place = Place::new();
    let (mut raw, _) = groups();
    raw[1].push(Ok(b"caf\xe9\nAD BREAK\n".to_vec()));
    for (name, _, told) in kinds() {
        table(&place, &format!("in/{name}"), told, &raw);
    }
    let (summary, _) = clean(&place);
    assert_eq!(summary.rejected[&FlawKind::BadUtf8], 6);
    // A row that is put aside stays, too: the other columns have one there.
    assert_eq!(texts(&place.at("out/zstd.parquet"))[1].last(), raw[1].last());
    let rejects = String::from_utf8(place.read("out.rejects.jsonl")).unwrap();
    let first: Value = serde_json::from_str(rejects.lines().next().unwrap()).unwrap();
    let offset: usize = raw[..2].iter().flatten().flatten().map(Vec::len).sum::<usize>() - 14;
    let told = json!({"file": "brotli.parquet", "record": MANY + 6, "offset": offset, "reason": "bad UTF-8",
        "detail": "at byte 4 of the text", "base64": "Y2Fm6QpBRCBCUkVBSwo="});
    assert_eq!(first, told);
    let (summary, notes) = restore(&place, "out", "audit.jsonl", "again");
    assert_eq!((summary.unwrap().files, notes.failed()), (6, Vec::new()));
    for (name, ..) in kinds() {
        assert!(texts(&place.at("again").join(name)) == raw, "{name}");
        let (old, new) = (footer(&place.at("in").join(name)), footer(&place.at("again").join(name)));
        assert_eq!(old.file_metadata().key_value_metadata(), new.file_metadata().key_value_metadata());
    }
    // Of a copy that was changed nothing comes back.
    std::fs::copy(place.at("out/gzip.parquet"), place.at("gzip.parquet")).unwrap();
    table(&place, "out/gzip.parquet", WriterProperties::builder(), &groups().0);
    let (summary, notes) = restore(&place, "out", "audit.jsonl", "changed");
    assert_eq!((summary.unwrap().files, notes.failed().len()), (5, 1), "{:?}", notes.failed());
    assert!(!place.at("changed/gzip.parquet").exists());
}

#[test]
fn an_audit_counts_in_the_text() {
    let place = Place::new();
    table(&place, "in/a.parquet", WriterProperties::builder(), &[rows(&["Kept.\n"]), rows(&[PAGE])]);
    clean(&place);
    let audit = String::from_utf8(place.read("audit.jsonl")).unwrap();
    let lines: Vec<Value> = audit.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[1], json!({"table": "a.parquet", "column": "page.text"}));
    assert_eq!((&lines[3]["record"], &lines[3]["bytes"]), (&json!(2), &json!(PAGE.len())));
    let at = PAGE.find("AD BREAK").unwrap();
    assert_eq!((&lines[4]["at"], &lines[4]["offset"]), (&json!(at), &json!(at)));
    assert_eq!((&lines[6]["container"], &lines[6]["bytes"]), (&json!("a.parquet"), &json!(PAGE.len() + 6)));
}

/// A column that has no nulls, and does not say that its bytes are strings.
#[test]
fn bytes_are_texts_where_one_says_so() {
    let place = Place::new();
    place.write("in/a.parquet", "");
    let schema = Arc::new(parse_message_type("message page { required binary text; }").unwrap());
    let file = File::create(place.at("in/a.parquet")).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(WriterProperties::builder().build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&[PAGE.into(), "".into(), PAGE.into()], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    let mut plan = place.plan("in");
    let (_, notes) = run(&plan);
    assert!(notes.failed()[0].contains("`text` is bytes, which may be no text"), "{:?}", notes.failed());
    (plan.overwrite, plan.fields) = (true, plan.fields.with_text("text"));
    assert_eq!(run(&plan).0.unwrap().records, 3);
    let read = |path: &str| {
        let file = SerializedFileReader::new(File::open(place.at(path)).unwrap()).unwrap();
        let group = file.get_row_group(0).unwrap();
        let (mut reader, mut texts) =
            (get_typed_column_reader::<ByteArrayType>(group.get_column_reader(0).unwrap()), Vec::new());
        reader.read_records(9, None, None, &mut texts).unwrap();
        texts
    };
    assert_eq!(read("out/a.parquet"), [CLEAN.into(), "".into(), CLEAN.into()] as [ByteArray; 3]);
    restore(&place, "out", "audit.jsonl", "again").0.unwrap();
    assert_eq!(read("again/a.parquet"), read("in/a.parquet"));
}

#[test]
fn row_groups_without_rows_stay() {
    let place = Place::new();
    let groups = [Vec::new(), rows(&[PAGE]), Vec::new(), vec![Err(0)], Vec::new()];
    table(&place, "in/a.parquet", WriterProperties::builder(), &groups);
    table(&place, "in/b.parquet", WriterProperties::builder(), &[]);
    let (summary, notes) = clean(&place);
    assert_eq!((summary.files, summary.records, notes.failed()), (2, 1, Vec::new()));
    let expected = [Vec::new(), rows(&[CLEAN]), Vec::new(), vec![Err(0)], Vec::new()];
    assert_eq!(texts(&place.at("out/a.parquet")), expected);
    assert_eq!(texts(&place.at("out/b.parquet")).len(), 0);
    restore(&place, "out", "audit.jsonl", "again").0.unwrap();
    assert_eq!(texts(&place.at("again/a.parquet")), groups);
}

/// What rows were sorted by before the text still holds; the text itself is another.
#[test]
fn what_is_sorted_by_the_text_is_so_no_longer() {
    let place = Place::new();
    let by = |column_idx| SortingColumn { column_idx, descending: false, nulls_first: false };
    for (name, columns) in [("in/a.parquet", [0, 1]), ("in/b.parquet", [1, 0])] {
        let told = WriterProperties::builder().set_sorting_columns(Some(columns.map(by).to_vec()));
        table(&place, name, told, &[rows(&["a", PAGE])]);
    }
    clean(&place);
    assert_eq!(footer(&place.at("out/a.parquet")).row_group(0).sorting_columns(), Some(&vec![by(0)]));
    assert_eq!(footer(&place.at("out/b.parquet")).row_group(0).sorting_columns(), None);
}

#[test]
fn sites_are_learnt_from_rows() {
    let place = Place::new();
    let story = |n: usize| format!("The ferry left at {n}, and nobody {} waved at all.\n", "x".repeat(n));
    let page = |n: usize| format!("Quay and compass\n\n{}", story(n));
    let of = |text: &dyn Fn(usize) -> String| vec![(1..30).map(|n| Ok(text(n).into_bytes())).collect::<Vec<Row>>()];
    table(&place, "in/all.parquet", WriterProperties::builder(), &of(&page));
    for by in ["folder", "host"] {
        let mut plan = plan(&place);
        (plan.learning, plan.overwrite) = (Learning::Here, true);
        plan.site_by = by.parse().unwrap();
        run(&plan).0.unwrap();
        assert_eq!(texts(&place.at("out/all.parquet")), of(&story), "{by}");
        let profile = dechaff::learn_sites(&plan, &AtomicBool::new(false)).unwrap();
        let sites: Vec<String> = profile.sites().map(|(site, _)| site.to_owned()).collect();
        assert_eq!(sites, if by == "host" { vec!["0.example", "1.example"] } else { vec!["in"] });
    }
}
