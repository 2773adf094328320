//! Every combination of paths, on a real file system.

use super::*;

type Tested = std::result::Result<(), Box<dyn std::error::Error>>;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> io::Result<Self> {
        let dir = tempfile::tempdir()?;
        std::fs::create_dir_all(dir.path().join("in/sub"))?;
        std::fs::write(dir.path().join("in/a.txt"), "a")?;
        std::fs::create_dir(dir.path().join("empty"))?;
        Ok(Place(dir))
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn folder(&self, to: &str, overwrite: bool) -> Result<Target> {
        Target::settle(&[Source { path: &self.at("in"), folder: true }], &self.at(to), overwrite)
    }

    fn file(&self, to: &str, overwrite: bool) -> Result<Target> {
        Target::settle(&[Source { path: &self.at("in/a.txt"), folder: false }], &self.at(to), overwrite)
    }
}

fn said(result: Result<Target>) -> String {
    result.map_or_else(|error| error.to_string(), |target| format!("settled: {target:?}"))
}

#[test]
fn folders_that_overlap_are_refused() -> Tested {
    let place = Place::new()?;
    assert!(said(place.folder("in", true)).contains("input"), "equal");
    assert!(said(place.folder("in/out/deep", true)).contains("lies inside"));
    assert!(said(place.folder("", true)).contains("holds the input"));
    assert!(said(place.folder("empty/../in/out", true)).contains("lies inside"));
    assert!(said(place.folder("gone/../../out", true)).contains("goes up"));
    assert!(matches!(place.folder("in2", true), Ok(Target::Tree { used: false, .. })));
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_do_not_hide_an_overlap() -> Tested {
    let place = Place::new()?;
    std::os::unix::fs::symlink(place.at("in"), place.at("link"))?;
    std::os::unix::fs::symlink(place.at("nowhere"), place.at("broken"))?;
    assert!(said(place.folder("link", true)).contains("input"));
    assert!(said(place.folder("link/new", true)).contains("lies inside"));
    assert!(said(place.folder("broken/new", true)).contains("broken link"));
    assert!(said(place.file("link/a.txt", true)).contains("input itself"));
    Ok(())
}

#[test]
fn what_exists_needs_leave_to_be_overwritten() -> Tested {
    let place = Place::new()?;
    std::fs::write(place.at("full.txt"), "x")?;
    assert!(place.folder("empty", false).is_ok());
    std::fs::write(place.at("empty/.dechaff-Ab12.tmp"), "left by a run that was killed")?;
    assert!(place.folder("empty", false).is_ok());
    std::fs::write(place.at("empty/x"), "x")?;
    assert!(said(place.folder("empty", false)).contains("not empty"));
    assert!(matches!(place.folder("empty", true), Ok(Target::Tree { used: true, .. })));
    assert!(said(place.file("full.txt", false)).contains("exists"));
    assert!(place.file("full.txt", true).is_ok());
    assert!(said(place.folder("full.txt", true)).contains("no folder"));
    Ok(())
}

#[test]
fn a_single_file_lands_as_with_cp() -> Tested {
    let place = Place::new()?;
    let root = place.0.path().canonicalize()?;
    assert_eq!(place.file("empty", false)?, Target::File(root.join("empty/a.txt")));
    assert_eq!(place.file("new/", false)?, Target::File(root.join("new/a.txt")));
    assert_eq!(place.file("new", false)?, Target::File(root.join("new")));
    assert!(said(place.file("in", false)).contains("input itself"));
    Ok(())
}

#[test]
fn audits_stay_out_of_trees() -> Tested {
    let place = Place::new()?;
    let input = place.at("in");
    let sources = [Source { path: &input, folder: true }];
    let target = place.folder("out", false)?;
    let settle = |path: &str, overwrite| beside(&place.at(path), "audit", &sources, &target, overwrite);
    assert!(settle("audit.jsonl", false).is_ok());
    assert!(settle("in/audit.jsonl", true).is_err());
    assert!(settle("out/audit.jsonl", true).is_err());
    assert!(settle("empty", true).is_err());
    std::fs::write(place.at("audit.jsonl"), "x")?;
    assert!(settle("audit.jsonl", false).is_err());
    assert!(settle("audit.jsonl", true).is_ok());
    Ok(())
}
