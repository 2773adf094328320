//! Paths in an audit: `/` between the parts on every system, and never one that leads out of a folder.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How `path` is shown, and its bytes in base64 where that is not all of it.
pub(crate) fn from_path(path: &Path) -> (Cow<'_, str>, Option<String>) {
    let shown = path.to_string_lossy();
    let exact = path.to_str().is_none().then(|| STANDARD.encode(path.as_os_str().as_encoded_bytes()));
    if std::path::MAIN_SEPARATOR == '/' { (shown, exact) } else { (Cow::Owned(shown.replace('\\', "/")), exact) }
}

/// The path that a document has in an audit; `None` where it is not one below a folder.
pub(crate) fn to_path(shown: &str, base64: Option<&str>) -> Option<PathBuf> {
    let path = match base64 {
        Some(exact) => from_bytes(STANDARD.decode(exact).ok()?)?,
        None => PathBuf::from(shown),
    };
    let safe = path.components().all(|part| matches!(part, Component::Normal(_)));
    (safe && path.file_name().is_some()).then_some(path)
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_are_refused() {
        for hostile in ["/etc/passwd", "../a", "a/../../b", "..", ".", "", "a/.."] {
            assert_eq!(to_path(hostile, None), None, "{hostile}");
            assert_eq!(to_path("a", Some(&STANDARD.encode(hostile))), None, "{hostile}");
        }
        assert_eq!(to_path("a", Some("no base64!")), None);
        assert_eq!(to_path("a/b.txt", None), Some(PathBuf::from("a/b.txt")));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_come_back() {
        let name = from_bytes(b"caf\xe9/a.txt".to_vec()).unwrap();
        let (shown, exact) = from_path(&name);
        assert_eq!(shown, "caf\u{fffd}/a.txt");
        assert_eq!(to_path(&shown, exact.as_deref()), Some(name));
    }
}
