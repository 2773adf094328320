//! Ctrl-C. The program is held still by a pipe that nobody empties, so that no clock decides what comes first.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command};

use super::program::{PAGE, Place};

/// So many that the batches under way when the pipe is full are a small part of the run.
const FILES: usize = 3000;

/// A program that has begun to print more than a pipe takes, and is interrupted.
fn interrupted(place: &Place) -> (Child, BufReader<impl Read>) {
    for i in 0..FILES {
        place.write(&format!("in/{i}.txt"), PAGE);
    }
    let mut child = place.command(&["clean", "in", "--dry-run", "--diff"]).spawn().unwrap();
    child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    send_interrupt(&child);
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    assert!(line.contains("press Ctrl-C again"), "{line}");
    (child, stderr)
}

fn send_interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn the_first_one_ends_the_run_in_order() {
    let place = Place::new();
    let (mut child, mut stderr) = interrupted(&place);
    let (mut diffs, mut said) = (String::new(), String::new());
    child.stdout.take().unwrap().read_to_string(&mut diffs).unwrap();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(said.contains("Interrupted") && said.contains("Removed"), "{said}");
    assert!(diffs.ends_with('\n') && diffs.matches("--- ").count() < FILES);
}

#[test]
fn the_second_one_ends_the_program_at_once() {
    let place = Place::new();
    let (mut child, _stderr) = interrupted(&place);
    send_interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
