//! What a file holds and how it is compressed, by its name.

use std::path::Path;

/// A file of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
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

/// Extensions of JSON Lines, without what compression adds; all that end in the last may hold a single value, too.
const JSON_LINES: [&str; 3] = ["jsonl", "ndjson", "json"];

impl Kind {
    /// The kind of the file that is called as `path` ends; `None` where it is no file of records.
    pub fn of(path: &Path) -> Option<Kind> {
        let extension = extension(path)?;
        let shape = JSON_LINES.iter().position(|known| extension.eq_ignore_ascii_case(known))?;
        Some(Kind { codec: Codec::of(path), doubtful: shape == JSON_LINES.len() - 1 })
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
        for none in ["a.txt", "jsonl", "a.jsonl.txt", "a.gz", ".gz", "a.txt.gz", "jsonl.gz", "a.jsonl.gz.gz"] {
            assert_eq!(kind(none), None, "{none}");
        }
    }
}
