//! Many hands for one long text: its parts are cleaned on all threads, as no other file may be left to clean beside it.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::cleaner::{Cleaner, Cut, PartCut, Workspace};
use crate::segment::{PART, parts};
use crate::site::Template;

/// Finds what is to go from `text`, on up to so many `threads`; the same on any number of them.
pub(super) fn cut<'w>(
    cleaner: &Cleaner,
    text: &[u8],
    template: Option<&Template>,
    workspace: &'w mut Workspace,
    threads: usize,
) -> Cut<'w> {
    if text.len() <= PART || threads < 2 {
        return cleaner.cut_on(text, template, workspace);
    }
    let parts = parts(text);
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut workspace, mut done) = (Workspace::default(), Vec::new());
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && let Some(part) = parts.get(number)
        {
            done.push((number, cleaner.cut_part(text, part.clone(), template, &mut workspace, |_| {})));
        }
        done
    };
    let mut done: Vec<(usize, PartCut)> = thread::scope(|scope| {
        let crew: Vec<_> = (0..threads.min(parts.len())).map(|_| scope.spawn(work)).collect();
        crew.into_iter().flat_map(|hand| hand.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    done.sort_unstable_by_key(|&(number, _)| number);
    workspace.join(done.into_iter().map(|(_, part)| part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mode;

    #[test]
    fn a_long_text_is_cleaned_in_parts_and_the_same_on_all_threads() {
        let sentence = "The ferry sails again in April, when the ice has gone from the sound. ";
        let page = format!("Advertisement\n{}\nRead more\n\n", sentence.repeat(PART / 5 / sentence.len()));
        let text = page.repeat(9);
        let cleaner = Cleaner::builder().mode(Mode::Light).build().unwrap();
        let mut memory = [Workspace::default(), Workspace::default()];
        let [one, two] = &mut memory;
        let (one, two) = (cut(&cleaner, text.as_bytes(), None, one, 1), cut(&cleaner, text.as_bytes(), None, two, 2));
        assert_eq!(one.removals, two.removals);
        assert_eq!((one.lines, two.lines), (36, 36));
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        assert!(one.removals.len() > 9);
        for removal in one.removals {
            let removed = removal.span.of(text.as_bytes());
            assert!(removed.starts_with(lines[removal.line as usize - 1].as_bytes()), "{removal:?}");
        }
    }
}
