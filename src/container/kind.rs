//! What a file holds and how it is compressed, by its name.

use std::path::Path;

use crate::record::Form;

/// A file of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// How its records are written.
    pub(crate) form: Form,
    /// How it is compressed.
    pub codec: Codec,
    /// Whether such a name may as well be that of something else, so that its first line has to be looked at.
    pub(crate) doubtful: bool,
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// Not at all.
    Plain,
    /// As gzip.
    Gzip,
    /// As zstd.
    Zstd,
}

/// Extensions of JSON Lines, without what compression adds.
const JSON_LINES: [&str; 2] = ["jsonl", "ndjson"];

/// One of JSON Lines that may as well be that of a single value.
const JSON: &str = "json";

/// Extensions of WARC and of WET, which is the same.
const WARC: [&str; 2] = ["warc", "wet"];

/// That of Parquet, which compresses its columns itself.
const PARQUET: &str = "parquet";

impl Kind {
    /// The kind of the file that is called as `path` ends; `None` where it is no file of records.
    pub fn of(path: &Path) -> Option<Kind> {
        let extension = extension(path)?;
        let codec = Codec::of(path);
        let is = |known: &str| extension.eq_ignore_ascii_case(known);
        let form = if WARC.into_iter().any(is) {
            Form::Warc
        } else if JSON_LINES.into_iter().chain([JSON]).any(is) {
            Form::JsonLines
        } else if is(PARQUET) && codec == Codec::Plain {
            Form::Rows
        } else {
            return None;
        };
        Some(Kind { form, codec, doubtful: is(JSON) })
    }

    /// Whether it holds JSON Lines, which may be read and written as a stream.
    pub fn is_json_lines(self) -> bool {
        self.form == Form::JsonLines
    }
}

impl Codec {
    /// The codec of the file that is called as `path` ends.
    pub fn of(path: &Path) -> Codec {
        match path.extension() {
            Some(end) if end.eq_ignore_ascii_case("gz") => Codec::Gzip,
            Some(end) if end.eq_ignore_ascii_case("zst") => Codec::Zstd,
            _ => Codec::Plain,
        }
    }

    /// The codec of what is written to `place`: as its name says, or `given` where that is not the name of a file of
    /// records.
    pub(crate) fn at(place: &Path, given: Codec) -> Codec {
        Kind::of(place).map_or(given, |kind| kind.codec)
    }
}

/// The extension of `path` without the one that tells of compression.
pub(crate) fn extension(path: &Path) -> Option<&str> {
    let bare = match Codec::of(path) {
        Codec::Plain => path,
        _ => Path::new(path.file_stem()?),
    };
    bare.extension()?.to_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_names() {
        let kind = |name: &str| Kind::of(Path::new(name)).map(|kind| (kind.codec, kind.doubtful));
        assert_eq!(kind("a/b.jsonl"), Some((Codec::Plain, false)));
        assert_eq!(kind("b.x.NDJSON.GZ"), Some((Codec::Gzip, false)));
        assert_eq!(kind("b.json.zst"), Some((Codec::Zstd, true)));
        assert_eq!(kind("b.warc.wet.gz"), Some((Codec::Gzip, false)));
        assert_eq!(kind("part-0.snappy.Parquet"), Some((Codec::Plain, false)));
        assert!(Kind::of(Path::new("b.jsonl")).unwrap().is_json_lines());
        assert!(!Kind::of(Path::new("b.WARC")).unwrap().is_json_lines());
        for none in
            ["a.txt", "jsonl", "a.jsonl.txt", "a.gz", ".gz", "a.txt.gz", "jsonl.gz", "a.jsonl.gz.gz", "a.parquet.gz"]
        {
            assert_eq!(kind(none), None, "{none}");
        }
    }
}
