//! Each stage once over texts of `corpus`, to be run where instructions are counted: `.ci/check-costs` reads the count
//! of every function that begins with `stage_`. No clock is read, and every function is met for the second time, so
//! that what is worked out once does not count.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use dechaff::packs::{Scratch, builtin, compile};
use dechaff::stages::{Blank, Findings, Known, Lines, Outline, Page, Phrases, Verdicts};
use dechaff::stages::{decide, inspect, register, reset};
use dechaff::{Catalogue, Cleaner, Decoded, Document, Mode, Removal, Workspace, decode, render_into};

fn main() {
    let texts = texts();
    println!("{} bytes", texts.iter().map(Vec::len).sum::<usize>());
    let mut kit = Kit::new();
    let (light, standard) = (cleaner(Mode::Light), cleaner(Mode::Standard));
    for count in [false, true] {
        kit.go(&texts, count);
        clean(&light, &texts, count.then_some(stage_all_in_mode_light));
        clean(&standard, &texts, count.then_some(stage_all_in_mode_standard));
    }
}

/// The texts of the corpus, by name.
fn texts() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = ["golden", "sample"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)).into_iter().map(|entry| entry.unwrap().into_path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn cleaner(mode: Mode) -> Cleaner {
    Cleaner::builder().mode(mode).build().unwrap()
}

/// What the stages need and hand on.
struct Kit {
    catalogue: Catalogue,
    phrases: Phrases,
    known: Known,
    lines: Lines,
    scratch: Scratch,
    findings: Findings,
    outline: Outline,
    verdicts: Verdicts,
    out: Vec<u8>,
}

impl Kit {
    fn new() -> Self {
        let mut catalogue = Catalogue::default();
        register(&mut catalogue);
        let phrases = Phrases::new(compile(builtin(), &mut catalogue).unwrap());
        Kit {
            catalogue,
            phrases,
            known: Known::default(),
            lines: Lines::default(),
            scratch: Scratch::default(),
            findings: Findings::default(),
            outline: Outline::default(),
            verdicts: Verdicts::default(),
            out: Vec::new(),
        }
    }

    /// Takes all `texts` the whole way; by the functions that are counted, or by their twins.
    fn go(&mut self, texts: &[Vec<u8>], count: bool) {
        for raw in texts {
            let text = text_of(raw);
            if count {
                stage_decode(raw);
                stage_split_and_measure(&text, &mut self.lines);
                stage_read_known_lines(&text, &mut self.lines, &self.phrases, &mut self.scratch, &self.known);
            } else {
                decode_all(raw);
                split_and_measure(&text, &mut self.lines);
                read_known_lines(&text, &mut self.lines, &self.phrases, &mut self.scratch, &self.known);
            }
            let read = if count { stage_split_measure_and_phrases } else { split_measure_and_phrases };
            let doc = read(&text, &mut self.lines, &self.phrases, &mut self.scratch);
            reset(&mut self.findings, doc.lines().len());
            self.phrases.inspect(&doc, &self.catalogue, &mut self.findings);
            let (rules, decision, render): (Rules, Decision, Render) = if count {
                (stage_rules, stage_decide, stage_render)
            } else {
                (judge_by_rules, decide_all, render_all)
            };
            rules(&doc, &mut self.outline, &mut self.findings);
            decision(&doc, &mut self.findings, &mut self.verdicts);
            self.out.clear();
            render(&text, self.verdicts.removals(), &mut self.out);
            black_box(&self.out);
        }
    }
}

type Rules = fn(&Document<'_>, &mut Outline, &mut Findings);
type Decision = fn(&Document<'_>, &mut Findings, &mut Verdicts);
type Render = fn(&[u8], &[Removal], &mut Vec<u8>);

fn clean(cleaner: &Cleaner, texts: &[Vec<u8>], counted: Option<fn(&Cleaner, &[u8], &mut Workspace)>) {
    let mut workspace = Workspace::default();
    for text in texts {
        counted.unwrap_or(clean_all)(cleaner, text, &mut workspace);
    }
}

#[inline(always)]
fn clean_all(cleaner: &Cleaner, text: &[u8], workspace: &mut Workspace) {
    black_box(cleaner.cut(text, workspace).removals.len());
}

fn text_of(raw: &[u8]) -> Vec<u8> {
    match decode(raw) {
        Decoded::Text { bytes, .. } => bytes.into_owned(),
        Decoded::Binary => Vec::new(),
    }
}

#[inline(always)]
fn decode_all(raw: &[u8]) {
    black_box(decode(raw));
}

#[inline(always)]
fn split_and_measure(text: &[u8], lines: &mut Lines) {
    black_box(Document::read(text, lines, &mut Blank, None).lines().len());
}

#[inline(always)]
fn split_measure_and_phrases<'a>(
    text: &'a [u8],
    lines: &'a mut Lines,
    phrases: &Phrases,
    scratch: &mut Scratch,
) -> Document<'a> {
    Document::read(text, lines, &mut phrases.reader(scratch), None)
}

#[inline(always)]
fn read_known_lines(text: &[u8], lines: &mut Lines, phrases: &Phrases, scratch: &mut Scratch, known: &Known) {
    black_box(Document::read(text, lines, &mut phrases.reader(scratch), known.open()).lines().len());
}

#[inline(always)]
fn judge_by_rules(doc: &Document<'_>, outline: &mut Outline, findings: &mut Findings) {
    outline.draw(doc, findings);
    inspect(&Page { doc: *doc, outline }, findings);
}

#[inline(always)]
fn decide_all(doc: &Document<'_>, findings: &mut Findings, verdicts: &mut Verdicts) {
    decide(doc, findings, verdicts);
}

#[inline(always)]
fn render_all(text: &[u8], removals: &[Removal], out: &mut Vec<u8>) {
    render_into(text, removals, out);
}

/// The counted twin of a function, which keeps its name in the program.
macro_rules! counted {
    ($($stage:ident = $work:ident $(<$life:lifetime>)? ($($name:ident: $kind:ty),*) $(-> $back:ty)?;)*) => {$(
        #[inline(never)]
        fn $stage$(<$life>)?($($name: $kind),*) $(-> $back)? {
            // Keeps twins apart that would otherwise be one function.
            black_box(stringify!($stage));
            black_box($work($($name),*))
        }
    )*};
}

counted! {
    stage_decode = decode_all(raw: &[u8]);
    stage_split_and_measure = split_and_measure(text: &[u8], lines: &mut Lines);
    stage_split_measure_and_phrases = split_measure_and_phrases<'a>(
        text: &'a [u8], lines: &'a mut Lines, phrases: &Phrases, scratch: &mut Scratch
    ) -> Document<'a>;
    stage_read_known_lines = read_known_lines(
        text: &[u8], lines: &mut Lines, phrases: &Phrases, scratch: &mut Scratch, known: &Known
    );
    stage_rules = judge_by_rules(doc: &Document<'_>, outline: &mut Outline, findings: &mut Findings);
    stage_decide = decide_all(doc: &Document<'_>, findings: &mut Findings, verdicts: &mut Verdicts);
    stage_render = render_all(text: &[u8], removals: &[Removal], out: &mut Vec<u8>);
    stage_all_in_mode_light = clean_all(cleaner: &Cleaner, text: &[u8], workspace: &mut Workspace);
    stage_all_in_mode_standard = clean_all(cleaner: &Cleaner, text: &[u8], workspace: &mut Workspace);
}
