//! An evaluation for machines. Keys are never renamed, only added.

use std::collections::BTreeMap;
use std::io::{self, Write};

use dechaff::eval::{Evaluation, Score, Took};
use serde::Serialize;

#[derive(Serialize)]
struct Figures<'a> {
    before: Scored,
    after: Scored,
    words_to_keep: u64,
    words_harmed: u64,
    kinds: BTreeMap<&'a str, Taken>,
    rules: BTreeMap<&'a str, Taken>,
    documents: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Scored {
    f1: f64,
    precision: f64,
    recall: f64,
}

#[derive(Serialize)]
struct Taken {
    lines: u64,
    wrong_lines: u64,
    words: u64,
    wrong_words: u64,
    precision: f64,
}

#[derive(Serialize)]
struct Document<'a> {
    name: &'a str,
    before: Scored,
    after: Scored,
    words_to_keep: u64,
    words_harmed: u64,
}

impl From<&Score> for Scored {
    fn from(score: &Score) -> Self {
        Scored { f1: score.f1, precision: score.precision, recall: score.recall }
    }
}

impl From<&Took> for Taken {
    fn from(took: &Took) -> Self {
        let Took { lines, wrong_lines, words, wrong_words } = *took;
        Taken { lines, wrong_lines, words, wrong_words, precision: took.precision() }
    }
}

/// Prints `evaluation` as one object on one line.
pub fn print(evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
    let (after, before) = evaluation.mean();
    let (words_harmed, words_to_keep) = evaluation.harm();
    let documents = evaluation.documents.iter().map(|document| Document {
        name: &document.name,
        before: (&document.before).into(),
        after: (&document.score).into(),
        words_to_keep: document.gold,
        words_harmed: document.harmed,
    });
    let figures = Figures {
        before: (&before).into(),
        after: (&after).into(),
        words_to_keep,
        words_harmed,
        kinds: evaluation.kinds.iter().map(|(kind, took)| (kind.name(), took.into())).collect(),
        rules: evaluation.rules.iter().map(|(rule, took)| (rule.as_str(), took.into())).collect(),
        documents: documents.collect(),
    };
    serde_json::to_writer(&mut *out, &figures)?;
    writeln!(out)
}
