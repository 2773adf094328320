//! A file appears under its name only when it is whole: it is written without a name, or beside its place, and then
//! named.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};
use xxhash_rust::xxh3::xxh3_64;

use crate::error::{Error, Result};

/// What names of temporary files begin with.
pub(crate) const PREFIX: &str = ".dechaff-";
/// What they end in.
pub(crate) const SUFFIX: &str = ".tmp";

/// Writes `bytes` to a file at `path`, whose folder exists. A file that is there is replaced where `replace` allows
/// it; at no moment is there a partial file under that name.
pub(crate) fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<()> {
    write_with(path, |out| out.write_all(bytes), replace)
}

/// The same with what `fill` writes, which may be asked for twice.
pub(crate) fn write_with(path: &Path, fill: impl Fn(&mut dyn Write) -> io::Result<()>, replace: bool) -> Result<()> {
    #[cfg(target_os = "linux")]
    match super::unnamed::write(folder_of(path), path, &fill) {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        // Only a file that has a name can take another's place.
        Err(e) if replace && e.kind() == io::ErrorKind::AlreadyExists => {}
        Err(e) => return Err(Error::write(path, e)),
    }
    write_named(path, fill, replace)
}

/// The same by way of a temporary name.
fn write_named(path: &Path, fill: impl Fn(&mut dyn Write) -> io::Result<()>, replace: bool) -> Result<()> {
    let mut builder = Builder::new();
    let mut file = create(builder.prefix(PREFIX).suffix(SUFFIX), folder_of(path)).map_err(|e| Error::write(path, e))?;
    fill(file.as_file_mut()).map_err(|e| Error::write(path, e))?;
    persist(file, path, replace)
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file in `folder`, opened as any new file is: the umask decides who may read it.
pub(crate) fn create(builder: &Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    builder.make_in(folder, |path| File::options().read(true).write(true).create_new(true).open(path))
}

/// A temporary file for `path` in `folder`, whose name tells `what` it is and is the same on every run, so that a rerun
/// replaces the one that a killed run left: nobody sweeps a folder that may be anything.
pub(crate) fn reserve(path: &Path, folder: &Path, what: &str) -> io::Result<NamedTempFile> {
    let name = path.file_name().map_or(0, |name| xxh3_64(name.as_encoded_bytes()));
    let prefix = format!("{PREFIX}{what}-{name:016x}");
    match fs::remove_file(folder.join(format!("{prefix}{SUFFIX}"))) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    create(Builder::new().prefix(&prefix).suffix(SUFFIX).rand_bytes(0), folder)
}

/// Gives `file` its final name.
pub(crate) fn persist(file: NamedTempFile, path: &Path, replace: bool) -> Result<()> {
    let renamed = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    renamed.map(drop).map_err(|e| Error::write(path, e.error))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{write, write_named};
    use crate::error::Result;

    fn named(path: &Path, bytes: &[u8], replace: bool) -> Result<()> {
        write_named(path, |out| out.write_all(bytes), replace)
    }

    #[test]
    fn whole_files_and_no_litter() {
        for write in [write, named] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("a.txt");
            write(&path, b"one", false).unwrap();
            let error = write(&path, b"two", false).unwrap_err();
            assert_eq!(error.kind(), named(&path, b"two", false).unwrap_err().kind());
            assert_eq!(std::fs::read(&path).unwrap(), b"one");
            write(&path, b"two", true).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), b"two");
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn errors_name_the_final_path_and_the_systems_cause() {
        let dir = tempfile::tempdir().unwrap();
        for write in [write, named] {
            let error = write(&dir.path().join("missing/a.txt"), b"", true).unwrap_err();
            assert!(!error.to_string().contains("dechaff-"), "{error}");
            assert!(error.path().unwrap().ends_with("missing/a.txt"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |name: &str| std::fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        write(&dir.path().join("unnamed"), b"", false).unwrap();
        named(&dir.path().join("named"), b"", false).unwrap();
        std::fs::write(dir.path().join("plain"), "").unwrap();
        assert_eq!([mode("unnamed"), mode("named")], [mode("plain"); 2]);
    }
}
