//! Records of arbitrary JSON: cleaning changes nothing but the text's value, and keeps every escape of what stays.

use std::sync::LazyLock;

use dechaff::{Cleaner, Fields, Record, Workspace};
use proptest::prelude::*;
use serde_json::Value;

use crate::harness::{CLEAN, PAGE, cleaner};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(cleaner);

/// White space between tokens.
const SPACE: &str = "[ \\t\\r]{0,2}";

/// A JSON string as someone may write `c`: as it is where it can be, or as one of its escapes.
fn written(c: char, style: u8) -> String {
    let short = match c {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '/' if style % 4 == 1 => "\\/",
        _ => "",
    };
    let plain = c >= ' ' && short.is_empty();
    match style % 4 {
        0 | 1 if plain => c.to_string(),
        0 | 1 if !short.is_empty() => short.to_owned(),
        style => {
            let unit = |unit: &u16| if style == 2 { format!("\\u{unit:04x}") } else { format!("\\u{unit:04X}") };
            c.encode_utf16(&mut [0; 2]).iter().map(unit).collect()
        }
    }
}

fn string(text: &str, styles: &[u8]) -> String {
    let mut styles = styles.iter().cycle();
    let inner: String = text.chars().map(|c| written(c, *styles.next().unwrap())).collect();
    format!("\"{inner}\"")
}

fn styles() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..20)
}

/// Any JSON value, as someone may write it.
fn value() -> impl Strategy<Value = String> {
    let number = "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?";
    let text = ("\\PC{0,12}", styles()).prop_map(|(text, styles)| string(&text, &styles));
    let leaf =
        prop_oneof![Just("null".to_owned()), Just("true".to_owned()), number, text, Just("\"\\ud800\"".to_owned())];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let items = prop::collection::vec((inner.clone(), SPACE).prop_map(|(value, space)| space + &value), 0..4);
        let members = prop::collection::vec(member(key(), inner), 0..4);
        prop_oneof![
            items.prop_map(|items| format!("[{}]", items.join(","))),
            members.prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// A key; not one under which a text is looked for.
fn key() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c]", "\\PC{0,6}", "(text|body|url)s"]
        .prop_filter("holds a text", |key| !["text", "content", "body", "article"].contains(&key.as_str()))
        .prop_flat_map(|key| styles().prop_map(move |styles| string(&key, &styles)))
}

fn member(key: impl Strategy<Value = String>, value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (SPACE, key, SPACE, SPACE, value, SPACE).prop_map(|(a, key, b, c, value, d)| format!("{a}{key}{b}:{c}{value}{d}"))
}

/// Texts of which something goes, and texts of any sort.
fn text() -> impl Strategy<Value = String> {
    let part =
        prop_oneof![Just(PAGE.to_owned()), Just("AD BREAK\r\n".to_owned()), "\\PC{0,40}\n", "[a/\"\\\\\t]{0,9}\n"];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changes_but_the_text(
        text in text(), styles in styles(), end in "( \\r?)?\\n?", key_styles in styles(),
        before in prop::collection::vec(member(key(), value()), 0..4),
        after in prop::collection::vec(member(key(), value()), 0..4),
    ) {
        let cleaner = &*CLEANER;
        let head = before.iter().map(|member| format!("{member},")).collect::<String>();
        let head = format!("{{{head}{}: ", string("text", &key_styles));
        let tail = after.iter().map(|member| format!(",{member}")).collect::<String>() + "}" + &end;
        let removed = cleaner.clean(&text).removed;
        let stays = |at: usize| !removed.iter().any(|removal| (removal.offset..removal.offset + removal.text.len()).contains(&at));
        let mut styled = styles.iter().cycle();
        let characters: Vec<(usize, String)> =
            text.char_indices().map(|(at, c)| (at, written(c, *styled.next().unwrap()))).collect();
        let whole: String = characters.iter().map(|(_, written)| written.as_str()).collect();
        let kept: String = characters.iter().filter(|(at, _)| stays(*at)).map(|(_, written)| written.as_str()).collect();

        let bytes = format!("{head}\"{whole}\"{tail}");
        let fields = Fields::default();
        let record = Record::read(bytes.as_bytes(), &fields).unwrap();
        prop_assert_eq!(record.text(), text.as_bytes());
        let mut workspace = Workspace::default();
        let cut = cleaner.cut(record.text(), &mut workspace);
        let mut out = Vec::new();
        record.edit(cut.removals, &fields, cleaner.catalogue()).apply(bytes.as_bytes(), &mut out);
        prop_assert_eq!(String::from_utf8(out).unwrap(), format!("{head}\"{kept}\"{tail}"));

        let told = fields.with_stats("told");
        let mut out = Vec::new();
        record.edit(cut.removals, &told, cleaner.catalogue()).apply(bytes.as_bytes(), &mut out);
        let out = String::from_utf8(out).unwrap();
        let shared = format!("{head}\"{kept}\"{tail}");
        let brace = shared.rfind('}').unwrap();
        prop_assert!(out.starts_with(&shared[..brace]) && out.ends_with(&shared[brace..]));
        let added: Value = serde_json::from_str(&format!("{{{}}}", &out[brace + 1..out.len() - (shared.len() - brace)])).unwrap();
        prop_assert_eq!(added["told"]["lines"].as_u64().unwrap() == 0, removed.is_empty());
    }

    #[test]
    fn any_bytes_are_a_record_or_a_flaw(bytes in prop::collection::vec(any::<u8>(), 0..60), cut in 0usize..60) {
        let _ = Record::read(&bytes, &Fields::default());
        let whole = "{\"url\":\"\\ud83d\\ude00\",\"text\":\"a\\n\\u00e9\"}";
        let torn = Record::read(&whole.as_bytes()[..cut.min(whole.len())], &Fields::default());
        prop_assert_eq!(torn.is_ok(), cut >= whole.len());
    }
}

#[test]
fn half_a_surrogate_pair_is_kept_or_goes_with_its_line() {
    let escaped = |text: &str| serde_json::to_string(text).unwrap().replace("caf\u{e9}", "caf\\ud800");
    let bytes = format!("{{\"text\":{}}}", escaped(PAGE));
    let fields = Fields::default();
    let record = Record::read(bytes.as_bytes(), &fields).unwrap();
    let mut workspace = Workspace::default();
    let cleaner = cleaner();
    let cut = cleaner.cut(record.text(), &mut workspace);
    let mut out = Vec::new();
    record.edit(cut.removals, &fields, cleaner.catalogue()).apply(bytes.as_bytes(), &mut out);
    assert_eq!(String::from_utf8(out).unwrap(), format!("{{\"text\":{}}}", escaped(CLEAN)));
}
