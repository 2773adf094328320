//! The journal in a run's hands: opened before anything is written, told of every input, closed at the end.

use std::path::{Path, PathBuf};

use super::observer::Observer;
use super::plan::Plan;
use super::prune;
use super::summary::Summary;
use crate::container::Told;
use crate::error::{Error, ErrorKind, Result};
use crate::journal::{Entry, Journal, Past};
use crate::write::{Target, sweep};

/// The journal of a run, and what it knows of former ones.
#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) journal: Option<Journal>,
    /// Former runs, where this one goes on from them.
    pub(super) past: Option<Past>,
    /// Where the rejects of those stand.
    rejects: Option<PathBuf>,
    /// Why the journal is not what it should be. The run goes on without.
    trouble: Option<Error>,
}

/// What a run does, on its way to the journal.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    journal: Option<&'a Journal>,
    news: News,
}

/// What a run did.
#[derive(Debug, Default)]
pub(super) struct News {
    /// What came of inputs, where former runs are known of.
    inputs: Vec<(PathBuf, Entry)>,
    keeps: bool,
    /// Whether a part of the inputs could not be looked at.
    blind: bool,
    trouble: Option<Error>,
}

impl Books {
    /// Opens the journal of a run into `target`, a folder that is there, whose rejects go to `rejects`. A single file has
    /// none.
    ///
    /// # Errors
    /// When another run is at work there, or the journal that is to be gone on with can't be read.
    pub(super) fn open(plan: &Plan, target: &Target, rejects: Option<&Path>) -> Result<Books> {
        let Target::Tree { root, used } = target else { return Ok(Books::default()) };
        let mut books = Books::default();
        if plan.resume {
            let (journal, mut past) = Journal::resume(root)?;
            if let Some(rejects) = rejects {
                let told = Told::read(rejects)?;
                past.doubt(|name, entry| told.holds(name, entry.rejects));
                books.rejects = Some(rejects.to_owned());
            }
            // A run that was killed early leaves a file without a name, and nothing else.
            if !past.tidy {
                sweep(root);
            }
            (books.journal, books.past) = (Some(journal), Some(past));
            return Ok(books);
        }
        match Journal::begin(root) {
            Ok(journal) => books.journal = Some(journal),
            Err(error) if error.kind() == ErrorKind::Layout => return Err(error),
            Err(error) => books.trouble = Some(error),
        }
        if *used && plan.overwrite {
            sweep(root);
        }
        Ok(books)
    }

    /// A ledger for a run, or for a part of one.
    pub(super) fn ledger(&self) -> Ledger<'_> {
        Ledger { journal: self.journal.as_ref(), news: News { keeps: self.past.is_some(), ..News::default() } }
    }

    /// Takes over what a run, or a part of one, did. Tells whether it saw all inputs.
    pub(super) fn enter(&mut self, news: News) -> bool {
        self.trouble = self.trouble.take().or(news.trouble);
        if let Some(past) = &mut self.past {
            news.inputs.into_iter().for_each(|(name, entry)| past.insert(name, entry));
        }
        !news.blind
    }

    /// Closes the journal, after a run that saw `all` inputs or not; says what became of copies whose inputs are gone.
    pub(super) fn close(self, plan: &Plan, target: &Target, all: bool, observer: &dyn Observer, summary: &mut Summary) {
        let Books { journal, past, rejects, mut trouble } = self;
        if let Some(past) = &past {
            summary.damaged += past.damaged;
        }
        if let (Some(journal), false) = (journal, summary.interrupted) {
            let closed = match (past, target.path()) {
                (Some(mut past), Some(root)) => {
                    let changed = part(&mut past, root, plan.prune, all, observer, summary);
                    let rejects = rejects.map_or(Ok(()), |rejects| arrange(&past, &rejects));
                    rejects.and_then(|()| journal.settle(&past, changed))
                }
                _ => journal.finish(),
            };
            trouble = trouble.or(closed.err());
        }
        if let Some(error) = trouble {
            observer.failed(&error);
            summary.fail(&error);
        }
    }
}

/// Leaves in the file `rejects` what is told of the inputs that are known, once and in their order.
fn arrange(past: &Past, rejects: &Path) -> Result<()> {
    let told = Told::read(rejects)?;
    if told.is_empty() {
        return Ok(());
    }
    told.arrange(past.sorted().into_iter().map(|(name, entry)| (name, entry.rejects)))
}

/// Parts with inputs that are gone, where it is certain that they are.
fn part(past: &mut Past, root: &Path, prune: bool, all: bool, observer: &dyn Observer, summary: &mut Summary) -> bool {
    let doubt = if !all {
        "a part of the inputs could not be looked at"
    } else if summary.files + summary.unchanged == 0 {
        "no document was found"
    } else {
        return prune::part(past, root, prune, observer, summary);
    };
    if prune && past.orphaned().next().is_some() {
        let error = Error::at(ErrorKind::Layout, root, format!("nothing was pruned, as {doubt}; see to the inputs"));
        observer.failed(&error);
        summary.fail(&error);
    }
    false
}

impl<'a> Ledger<'a> {
    /// Writes down what came of inputs; `blind` where some could not be looked at.
    pub(super) fn enter(&mut self, inputs: Vec<(PathBuf, Entry)>, blind: bool) {
        let News { inputs: kept, keeps, blind: was_blind, trouble } = &mut self.news;
        *was_blind |= blind;
        let Some(journal) = self.journal else { return };
        if let Err(error) = journal.record(&inputs) {
            trouble.get_or_insert(error);
        }
        if *keeps {
            kept.extend(inputs);
        }
    }

    /// All that was done.
    pub(super) fn close(self) -> News {
        self.news
    }
}
