//! Finds fields in the bytes of a JSON object without taking anything else of it apart.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The values of the fields called `names` in `object`, in their order, as they are written. A dot in a name leads into
/// an object. Where a key comes twice, the last one counts, as for nearly every reader of JSON.
///
/// # Errors
/// When `object` does not parse.
pub(super) fn find<'a>(object: &'a str, names: &[&str]) -> serde_json::Result<Vec<Option<&'a str>>> {
    let Members(members) = serde_json::from_str(object)?;
    let mut found = vec![None; names.len()];
    for (key, value) in members {
        for (place, name) in found.iter_mut().zip(names) {
            match name.as_bytes().strip_prefix(&*key.0) {
                Some([]) => *place = Some(value.get()),
                Some([b'.', ..]) if value.get().starts_with('{') => {
                    let inner = find(value.get(), &[&name[key.0.len() + 1..]])?;
                    *place = inner.into_iter().flatten().next().or(*place);
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

/// The bytes that a JSON string stands for. Half of a surrogate pair, which is no character, becomes three bytes that
/// are not UTF-8.
pub(super) fn unescape(string: &str) -> serde_json::Result<Cow<'_, [u8]>> {
    serde_json::from_str(string).map(|Bytes(bytes)| bytes)
}

/// The members of an object in their order.
struct Members<'a>(Vec<(Bytes<'a>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// A string as bytes.
struct Bytes<'a>(Cow<'a, [u8]>);

impl<'de> Deserialize<'de> for Bytes<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Bytes<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Bytes(Cow::Borrowed(bytes)))
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Bytes(Cow::Owned(bytes.to_vec())))
            }
        }
        deserializer.deserialize_bytes(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name_and_path() {
        let object = r#"{"a": {"b.c": 1, "b": {"c": "x"}}, "d": [1], "a.d": true, "d": "y"}"#;
        let found = find(object, &["a.b.c", "d", "a.d", "e", "d.x", "a"]).unwrap();
        let inner = r#"{"b.c": 1, "b": {"c": "x"}}"#;
        assert_eq!(found, [Some("\"x\""), Some("\"y\""), Some("true"), None, None, Some(inner)]);
    }

    #[test]
    fn nothing_else_is_taken_apart() {
        let deep = format!(
            r#"{{"n": {}{}, "x": 1e400, "\ud800": 123456789012345678901234567890}}"#,
            "[".repeat(9000),
            "]".repeat(9000)
        );
        assert_eq!(find(&deep, &["x"]).unwrap(), [Some("1e400")]);
        assert!(find(r#"{"x": 1}}"#, &["x"]).is_err());
        assert_eq!(
            &*unescape(r#""a\ud83d\ude00\u00e9\ud800b""#).unwrap(),
            "a😀é".bytes().chain(*b"\xed\xa0\x80b").collect::<Vec<_>>()
        );
    }
}
