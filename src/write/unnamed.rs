//! Files without a name, which Linux can make: they get one when they are whole. That spares them another name before,
//! and a process that is killed leaves nothing behind.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
use rustix::io::Errno;

/// Whether it is worth trying: kernels before 6.10 let only those name such a file who may read all files.
static POSSIBLE: AtomicBool = AtomicBool::new(true);

/// Makes a new file at `path` in `folder`, which `fill` writes. False, and nothing is there, where the kernel or the file
/// system does not do that.
///
/// # Errors
/// What keeps any file from being written there, a file at `path` among it.
pub(super) fn write(
    folder: &Path,
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<bool> {
    if !POSSIBLE.load(Relaxed) {
        return Ok(false);
    }
    let mode = Mode::from_raw_mode(0o666);
    let mut file = match open(folder, OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC, mode) {
        Ok(file) => File::from(file),
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOENT) => return Ok(false),
        Err(e) => return Err(e.into()),
    };
    fill(&mut file)?;
    match linkat(&file, "", CWD, path, AtFlags::EMPTY_PATH) {
        Ok(()) => Ok(true),
        Err(Errno::NOENT | Errno::OPNOTSUPP | Errno::PERM | Errno::XDEV | Errno::INVAL) => {
            POSSIBLE.store(false, Relaxed);
            Ok(false)
        }
        Err(e) => Err(e.into()),
    }
}
