//! The user's files are safe: refusals, links, odd files, and disks that fill up.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use dechaff::{Destination, ErrorKind, Plan, Skip};

use crate::harness::{CLEAN, Disk, PAGE, Place, run};

/// The error of a run that was refused, and the assurance that nothing was written.
fn refused(place: &Place, plan: &Plan) -> String {
    let before = place.tree("");
    let error = run(plan).0.unwrap_err();
    assert!(before == place.tree(""), "something was written before: {error}");
    error.to_string()
}

fn plan(place: &Place, inputs: &[&str], to: &str) -> Plan {
    Plan::new(inputs.iter().map(|input| place.at(input)).collect(), Destination::Path(place.at(to)))
}

#[test]
fn paths_that_put_the_input_at_risk_are_refused() {
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("other/in/a.txt", PAGE).write("full/x", "x").write("file", "x");
    for (inputs, to, says) in [
        (&["in"][..], "in", "input"),
        (&["in"], "in/sub/out", "lies inside"),
        (&["in"], "", "holds the input"),
        (&["other", "in"], "other/out", "lies inside"),
        (&["in/a.txt"], "in/a.txt", "input itself"),
        (&["in/a.txt"], "in", "input itself"),
        (&["in", "other/in"], "out", "same path"),
        (&["in", "in"], "out", "same path"),
        (&["in"], "full", "--overwrite"),
        (&["in/a.txt"], "file", "--overwrite"),
        (&["in"], "file", "no folder"),
        (&["in", "gone"], "out", "can't read"),
    ] {
        let said = refused(&place, &plan(&place, inputs, to));
        assert!(said.contains(says), "{inputs:?} -> {to}: {said}");
    }
    let mut audited = plan(&place, &["in"], "out");
    audited.audit = Some(place.at("in/audit.jsonl"));
    assert!(refused(&place, &audited).contains("lies in the input"));
    audited.audit = Some(place.at("file"));
    assert!(refused(&place, &audited).contains("--overwrite"));
    let mut glob = plan(&place, &["in"], "out");
    glob.walk.globs = vec!["a[".to_owned()];
    assert!(refused(&place, &glob).contains("a["));
    assert_eq!(run(&Plan::new(Vec::new(), Destination::Nowhere)).0.unwrap_err().kind(), ErrorKind::Layout);
}

#[test]
fn overwriting_replaces_files_keeps_others_and_sweeps_litter() {
    let place = Place::new();
    place.write("in/sub/a.txt", PAGE).write("out/sub/a.txt", "old").write("out/mine.txt", "mine");
    place.write("out/.dechaff-a1B2c3.tmp", "torn").write("out/gone/.dechaff-zzz.tmp", "torn");
    let mut plan = place.plan("in");
    plan.overwrite = true;
    run(&plan).0.unwrap();
    let names: Vec<PathBuf> = place.tree("out").into_keys().collect();
    assert_eq!(names, ["mine.txt", "sub/a.txt"].map(PathBuf::from));
    assert_eq!(place.read("out/sub/a.txt"), CLEAN.as_bytes());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::path::Path;

    use super::*;

    #[test]
    fn a_link_in_the_output_is_no_way_into_the_input() {
        let place = Place::new();
        place.write("in/sub/a.txt", PAGE).write("out/x", "x");
        symlink(place.at("in/sub"), place.at("out/sub")).unwrap();
        let mut plan = place.plan("in");
        plan.overwrite = true;
        let (summary, notes) = run(&plan);
        assert_eq!(summary.unwrap().failed(), 1);
        assert!(notes.failed()[0].contains("leads out of the output"), "{:?}", notes.failed());
        assert_eq!(place.read("in/sub/a.txt"), PAGE.as_bytes());
        // A link in the place of a file is replaced, and what it leads to stays.
        fs::remove_file(place.at("out/sub")).unwrap();
        fs::create_dir(place.at("out/sub")).unwrap();
        symlink(place.at("in/sub/a.txt"), place.at("out/sub/a.txt")).unwrap();
        run(&plan).0.unwrap();
        assert_eq!(place.read("in/sub/a.txt"), PAGE.as_bytes());
        assert_eq!(place.read("out/sub/a.txt"), CLEAN.as_bytes());
    }

    #[test]
    fn links_are_skipped_or_followed_but_not_for_ever() {
        let place = Place::new();
        place.write("in/a.txt", PAGE).write("elsewhere/b.txt", PAGE);
        symlink("a.txt", place.at("in/link.txt")).unwrap();
        symlink(place.at("elsewhere"), place.at("in/more")).unwrap();
        symlink(place.at("in"), place.at("in/loop")).unwrap();
        symlink("nothing", place.at("in/broken.txt")).unwrap();
        let (summary, _) = run(&place.plan("in"));
        let summary = summary.unwrap();
        assert_eq!((summary.files, summary.skipped[&Skip::Symlink], summary.failed()), (1, 4, 0));

        let mut plan = place.plan("in");
        plan.walk.follow = true;
        plan.overwrite = true;
        let (summary, notes) = run(&plan);
        assert_eq!(summary.unwrap().files, 3);
        let failed = notes.failed();
        assert_eq!(failed.len(), 2, "{failed:?}");
        assert!(failed[0].contains("broken.txt") && failed[1].contains("leads back"), "{failed:?}");
        assert_eq!(place.read("out/more/b.txt"), CLEAN.as_bytes());
        // A link that is named is meant.
        let plan = Plan::new(vec![place.at("in/link.txt")], Destination::Path(place.at("one.txt")));
        assert_eq!(run(&plan).0.unwrap().files, 1);
    }

    #[test]
    fn a_followed_link_to_the_output_is_a_failure() {
        let place = Place::new();
        place.write("in/z.txt", PAGE).write("out/old.txt", PAGE);
        symlink(place.at("out"), place.at("in/back")).unwrap();
        let mut plan = place.plan("in");
        plan.walk.follow = true;
        plan.overwrite = true;
        let (summary, notes) = run(&plan);
        assert_eq!(summary.unwrap().files, 1);
        assert!(notes.failed()[0].contains("leads to the output"), "{:?}", notes.failed());
    }

    #[test]
    fn special_files_are_never_opened() {
        let place = Place::new();
        place.write("in/a.txt", PAGE);
        let _socket = UnixListener::bind(place.at("in/s.txt")).unwrap();
        // Opening a pipe without a writer would wait for ever.
        let pipes = Command::new("mkfifo").args([place.at("in/p.txt"), place.at("named")]).status();
        let made = pipes.is_ok_and(|status| status.success());
        let (summary, _) = run(&place.plan("in"));
        let summary = summary.unwrap();
        assert_eq!((summary.files, summary.skipped[&Skip::NotAFile]), (1, 1 + u64::from(made)));
        if made {
            let plan = Plan::new(vec![place.at("named")], Destination::Nowhere);
            assert_eq!(run(&plan).0.unwrap().skipped[&Skip::NotAFile], 1);
        }
    }

    #[test]
    fn names_that_are_not_utf8_are_names_like_any_other() {
        let place = Place::new();
        let name = Path::new(std::ffi::OsStr::from_bytes(b"in/\xff\xfe/caf\xe9.txt"));
        place.write(name, PAGE);
        assert_eq!(run(&place.plan("in")).0.unwrap().files, 1);
        let out = Path::new(std::ffi::OsStr::from_bytes(b"out/\xff\xfe/caf\xe9.txt"));
        assert_eq!(place.read(out), CLEAN.as_bytes());
    }

    #[test]
    fn what_cannot_be_read_is_one_message_and_the_rest_goes_on() {
        let place = Place::new();
        place.write("in/a.txt", PAGE).write("in/b.txt", PAGE).write("in/shut/c.txt", PAGE);
        let shut = |path: &str, mode| fs::set_permissions(place.at(path), PermissionsExt::from_mode(mode)).unwrap();
        shut("in/a.txt", 0o000);
        shut("in/shut", 0o000);
        if fs::File::open(place.at("in/a.txt")).is_ok() {
            eprintln!("skipped: this user reads everything");
        } else {
            let (summary, notes) = run(&place.plan("in"));
            let summary = summary.unwrap();
            assert_eq!((summary.files, summary.failed(), summary.failures.len()), (1, 2, 1));
            assert!(notes.failed()[0].contains("a.txt: can't read"), "{:?}", notes.failed());
        }
        shut("in/shut", 0o755);
    }

    #[test]
    fn outputs_have_the_permissions_of_any_new_file() {
        let place = Place::new();
        place.write("in/a.txt", PAGE);
        run(&place.plan("in")).0.unwrap();
        let mode = |path: &str| fs::metadata(place.at(path)).unwrap().permissions().mode();
        assert_eq!(mode("out/a.txt"), mode("in/a.txt"));
        assert_eq!(mode("audit.jsonl"), mode("in/a.txt"));
    }
}

#[test]
fn a_full_disk_leaves_whole_files_only() {
    let place = Place::with_pages(300);
    let Some(disk) = Disk::mount(place.at("disk"), "256k") else {
        return eprintln!("skipped: no disk can be mounted here");
    };
    let plan = Plan::new(vec![place.at("in")], Destination::Path(place.at("disk/out")));
    let (summary, notes) = run(&plan);
    let summary = summary.unwrap();
    assert!(summary.failed() > 1 && summary.files > 0);
    // The journal is one more that finds no room.
    assert_eq!(summary.files + summary.failed(), 301);
    assert_eq!(summary.failures.len(), 1, "{:?}", summary.failures);
    assert!(notes.failed()[0].contains("No space left"), "{:?}", notes.failed());
    let whole = Plan::new(vec![place.at("in")], Destination::Path(place.at("whole")));
    run(&whole).0.unwrap();
    let (expected, written) = (place.tree("whole"), place.tree("disk/out"));
    assert_eq!(written.len() as u64, summary.files);
    assert!(written.iter().all(|(name, bytes)| expected[name] == *bytes));
    // With more room, the run goes on.
    disk.remount("size=8m");
    let mut rest = plan;
    rest.resume = true;
    let summary = run(&rest).0.unwrap();
    assert_eq!((summary.failed(), summary.files + summary.unchanged), (0, 300));
    assert!(place.tree("disk/out") == expected);
    drop(disk);
}

/// A tmpfs stands in for it: no permission keeps root from writing.
#[test]
fn a_read_only_output_is_told_of_and_the_run_comes_to_its_end() {
    let place = Place::with_pages(20);
    let Some(disk) = Disk::mount(place.at("disk"), "8m") else {
        return eprintln!("skipped: no disk can be mounted here");
    };
    let mut plan = Plan::new(vec![place.at("in")], Destination::Path(place.at("disk/out")));
    run(&plan).0.unwrap();
    disk.remount("ro");
    plan.resume = true;
    let summary = run(&plan).0.unwrap();
    assert_eq!((summary.failed(), summary.unchanged), (0, 20), "where nothing is to be done nothing is written");
    fs::write(place.at("in/00/0000.txt"), "Other words.\n").unwrap();
    let (summary, notes) = run(&plan);
    assert!(summary.unwrap().failed() > 0);
    assert!(notes.failed()[0].contains("Read-only file system"), "{:?}", notes.failed());
    (plan.resume, plan.overwrite) = (false, true);
    assert_eq!(run(&plan).0.unwrap().failed(), 21, "each file, and the journal");
    drop(disk);
}

#[test]
fn an_audit_that_cannot_be_written_ends_the_run() {
    let place = Place::with_pages(600);
    let Some(disk) = Disk::mount(place.at("disk"), "8k") else {
        return eprintln!("skipped: no disk can be mounted here");
    };
    let mut plan = place.plan("in");
    plan.audit = Some(place.at("disk/audit.jsonl"));
    let error = run(&plan).0.unwrap_err();
    assert!(error.to_string().contains("disk/audit.jsonl: can't write: No space left"), "{error}");
    assert_eq!(fs::read_dir(place.at("disk")).unwrap().count(), 0);
    drop(disk);
}
