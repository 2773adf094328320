//! The pure core, stage by stage and whole, in bytes of text a second.
//!
//! The stages are reached through the hidden `dechaff::stages`, which re-exports them: timing only the public `cut`
//! would need no such door, but could not tell which stage a change made slower.

#![allow(clippy::unwrap_used)]

mod data;

use std::path::Path;
use std::sync::LazyLock;

use dechaff::packs::{Match, Pack, Scratch, builtin, compile};
use dechaff::stages::{Findings, Known, Lines, Outline, Page, Phrases, Verdicts, decide, inspect, register, reset};
use dechaff::{Catalogue, Cleaner, Document, Mode, Removal, Workspace, render_into};
use divan::counter::BytesCount;
use divan::{Bencher, Divan, black_box};

fn main() {
    check(&Corpus::Generated.texts()[..20]);
    Divan::default().sample_count(20).sample_size(1).config_with_args().main();
}

#[derive(Clone, Copy, Debug)]
enum Corpus {
    /// Made by `data`.
    Generated,
    /// Real pages.
    Scraped,
}

impl Corpus {
    fn all() -> impl Iterator<Item = Corpus> {
        [Corpus::Generated, Corpus::Scraped].into_iter().filter(|corpus| !corpus.texts().is_empty())
    }

    fn texts(self) -> &'static [String] {
        static GENERATED: LazyLock<Vec<String>> = LazyLock::new(|| {
            let mut random = data::Random::new(1);
            (0..400).map(|_| data::page(&mut random)).collect()
        });
        static SCRAPED: LazyLock<Vec<String>> = LazyLock::new(scraped);
        match self {
            Corpus::Generated => &GENERATED,
            Corpus::Scraped => &SCRAPED,
        }
    }
}

/// Every fourth of the real pages; none where they do not lie beside this repository.
fn scraped() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/pages/full");
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    paths.iter().step_by(4).filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

/// What cleaning needs apart from a text.
struct Kit {
    catalogue: Catalogue,
    phrases: Phrases,
}

impl Kit {
    fn new(packs: &[Pack]) -> Self {
        let mut catalogue = Catalogue::default();
        register(&mut catalogue);
        let phrases = Phrases::new(compile(packs.iter().cloned().map(Ok), &mut catalogue).unwrap());
        Kit { catalogue, phrases }
    }
}

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::builder().build().unwrap());
/// Without the model, whose stages are not timed one by one.
static LIGHT: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::builder().mode(Mode::Light).build().unwrap());
static KIT: LazyLock<Kit> = LazyLock::new(|| Kit::new(&builtin().collect::<Result<Vec<_>, _>>().unwrap()));

/// The same phrases and gates, but expressions that match nothing and cost nothing.
static KIT_WITHOUT_SHAPES: LazyLock<Kit> = LazyLock::new(|| {
    let mut packs: Vec<Pack> = builtin().collect::<Result<_, _>>().unwrap();
    for entry in packs.iter_mut().flat_map(|pack| &mut pack.entries).filter(|entry| entry.how == Match::Shape) {
        entry.text = "[a&&b]".to_owned();
    }
    Kit::new(&packs)
});

/// A text on its way through the stages.
struct Work<'t> {
    doc: Document<'t>,
    findings: Findings,
    outline: Outline,
}

impl<'t> Work<'t> {
    fn new(doc: Document<'t>) -> Self {
        let mut findings = Findings::default();
        reset(&mut findings, doc.lines().len());
        Work { doc, findings, outline: Outline::default() }
    }

    fn phrases(&mut self, kit: &Kit) {
        kit.phrases.inspect(&self.doc, &kit.catalogue, &mut self.findings);
    }

    fn rules(&mut self) {
        self.outline.draw(&self.doc, &self.findings);
        inspect(&Page { doc: self.doc, outline: &self.outline }, &mut self.findings);
    }
}

/// Texts that were read, and what the stages after reading start from.
struct Read {
    texts: &'static [String],
    memory: Vec<Lines>,
}

impl Read {
    fn new(texts: &'static [String]) -> Self {
        Read { texts, memory: texts.iter().map(|_| Lines::default()).collect() }
    }

    fn docs(&mut self) -> Vec<Document<'_>> {
        let mut scratch = Scratch::default();
        let mut reader = KIT.phrases.reader(&mut scratch);
        let read = self.texts.iter().zip(&mut self.memory);
        read.map(|(text, lines)| Document::read(text.as_bytes(), lines, &mut reader, None)).collect()
    }
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

/// What is timed stage by stage is what the cleaner does in mode light.
fn check(texts: &'static [String]) {
    let (mut verdicts, mut workspace) = (Verdicts::default(), Workspace::default());
    for doc in Read::new(texts).docs() {
        let mut work = Work::new(doc);
        work.phrases(&KIT);
        work.rules();
        decide(&doc, &mut work.findings, &mut verdicts);
        assert_eq!(verdicts.removals(), LIGHT.cut(doc.text(), &mut workspace).removals);
    }
}

#[divan::bench(name = "1 lines alone (memchr)", args = Corpus::all())]
fn lines(bencher: Bencher<'_, '_>, corpus: Corpus) {
    let texts = corpus.texts();
    bencher.counter(bytes(texts)).bench_local(|| {
        texts.iter().map(|text| memchr::memchr_iter(b'\n', text.as_bytes()).map(black_box).count()).sum::<usize>()
    });
}

#[divan::bench(name = "2 split and measure", args = Corpus::all())]
fn parse(bencher: Bencher<'_, '_>, corpus: Corpus) {
    let texts = corpus.texts();
    let mut memory = Lines::default();
    bencher.counter(bytes(texts)).bench_local(|| {
        texts.iter().map(|text| Document::parse(text.as_bytes(), &mut memory).lines().len()).sum::<usize>()
    });
}

#[divan::bench(name = "3 the same with phrases", args = Corpus::all())]
fn phrases(bencher: Bencher<'_, '_>, corpus: Corpus) {
    read(bencher, corpus, &KIT_WITHOUT_SHAPES, false);
}

#[divan::bench(name = "4 the same with phrases and shapes", args = Corpus::all())]
fn phrases_and_shapes(bencher: Bencher<'_, '_>, corpus: Corpus) {
    read(bencher, corpus, &KIT, false);
}

#[divan::bench(name = "4 the same of lines that are known", args = Corpus::all())]
fn known(bencher: Bencher<'_, '_>, corpus: Corpus) {
    read(bencher, corpus, &KIT, true);
}

/// Without `remember` each line is worked out anew, as on the first pages of a site.
fn read(bencher: Bencher<'_, '_>, corpus: Corpus, kit: &Kit, remember: bool) {
    let texts = corpus.texts();
    let (mut memory, mut scratch) = (Lines::default(), Scratch::default());
    let mut reader = kit.phrases.reader(&mut scratch);
    let known = Known::default();
    bencher.counter(bytes(texts)).bench_local(|| {
        let mut lines = |text: &String| {
            let known = known.open().filter(|_| remember);
            Document::read(text.as_bytes(), &mut memory, &mut reader, known).lines().len()
        };
        texts.iter().map(&mut lines).sum::<usize>()
    });
}

#[divan::bench(name = "5 rules", args = Corpus::all())]
fn rules(bencher: Bencher<'_, '_>, corpus: Corpus) {
    let mut read = Read::new(corpus.texts());
    let docs = read.docs();
    let ready = |doc| {
        let mut work = Work::new(doc);
        work.phrases(&KIT);
        work
    };
    bencher
        .counter(bytes(corpus.texts()))
        .with_inputs(|| docs.iter().copied().map(&ready).collect::<Vec<_>>())
        .bench_local_refs(|works| works.iter_mut().for_each(Work::rules));
}

#[divan::bench(name = "6 decide", args = Corpus::all())]
fn decisions(bencher: Bencher<'_, '_>, corpus: Corpus) {
    let mut read = Read::new(corpus.texts());
    let docs = read.docs();
    let mut verdicts = Verdicts::default();
    let ready = |doc| {
        let mut work = Work::new(doc);
        work.phrases(&KIT);
        work.rules();
        work
    };
    bencher
        .counter(bytes(corpus.texts()))
        .with_inputs(|| docs.iter().copied().map(&ready).collect::<Vec<_>>())
        .bench_local_refs(|works| {
            works.iter_mut().for_each(|work| decide(&work.doc, &mut work.findings, &mut verdicts))
        });
}

#[divan::bench(name = "7 render", args = Corpus::all())]
fn rendering(bencher: Bencher<'_, '_>, corpus: Corpus) {
    let texts = corpus.texts();
    let mut workspace = Workspace::default();
    let cuts: Vec<Vec<Removal>> =
        texts.iter().map(|text| CLEANER.cut(text.as_bytes(), &mut workspace).removals.to_vec()).collect();
    let mut out = Vec::new();
    bencher.counter(bytes(texts)).bench_local(|| {
        for (text, removals) in texts.iter().zip(&cuts) {
            out.clear();
            render_into(text.as_bytes(), removals, &mut out);
            black_box(&out);
        }
    });
}

#[divan::bench(name = "8 all of it in mode light (Cleaner::cut)", args = Corpus::all())]
fn cut_light(bencher: Bencher<'_, '_>, corpus: Corpus) {
    cut(bencher, corpus, &LIGHT);
}

#[divan::bench(name = "9 all of it in mode standard", args = Corpus::all())]
fn cut_standard(bencher: Bencher<'_, '_>, corpus: Corpus) {
    cut(bencher, corpus, &CLEANER);
}

fn cut(bencher: Bencher<'_, '_>, corpus: Corpus, cleaner: &Cleaner) {
    let texts = corpus.texts();
    let mut workspace = Workspace::default();
    bencher.counter(bytes(texts)).bench_local(|| {
        texts.iter().map(|text| cleaner.cut(text.as_bytes(), &mut workspace).removals.len()).sum::<usize>()
    });
}
