//! What a site's pages teach: reading them, merging, learning the template, and what using it costs.

#![allow(clippy::unwrap_used)]

mod data;

use std::sync::LazyLock;

use dechaff::site::{Profile, Recall, Surveyor, Template};
use dechaff::{Cleaner, Workspace};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, Divan, black_box};

fn main() {
    assert!(!template().is_empty(), "the pages share their head and foot");
    Divan::default().sample_count(20).sample_size(1).config_with_args().main();
}

const SITE: &str = "harbour.example";

/// Pages of one site.
fn pages() -> &'static [String] {
    static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut random = data::Random::new(7);
        let head = "Harbour Times\nTides\nMoorings\nChandlery\n\n";
        let foot = "\nPrinted at the old quay\nHarbour Times, all tides reserved\n";
        (0..150).map(|_| format!("{head}{}{foot}", data::page(&mut random))).collect()
    });
    &PAGES
}

fn size() -> BytesCount {
    BytesCount::new(pages().iter().map(String::len).sum::<usize>())
}

/// A profile of every page whose number `takes` accepts.
fn profile(takes: impl Fn(usize) -> bool) -> Profile {
    let (mut profile, recall) = (Profile::default(), Recall::default());
    let mut surveyor = Surveyor::new(false, &recall);
    for (number, page) in pages().iter().enumerate().filter(|(number, _)| takes(*number)) {
        profile.add(SITE, number as u64, surveyor.read(page.as_bytes()));
    }
    profile
}

fn template() -> Template {
    profile(|_| true).template(SITE).unwrap()
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    bencher.counter(size()).bench(|| profile(|_| true));
}

#[divan::bench]
fn merge(bencher: Bencher<'_, '_>) {
    let parts = [profile(|number| number % 2 == 0), profile(|number| number % 2 == 1)];
    bencher.counter(ItemsCount::new(pages().len())).with_inputs(|| parts.clone()).bench_values(|[mut all, other]| {
        all.merge(other);
        all
    });
}

#[divan::bench]
fn learn(bencher: Bencher<'_, '_>) {
    let profile = profile(|_| true);
    bencher.counter(size()).bench(|| profile.template(SITE));
}

#[divan::bench]
fn save_and_load(bencher: Bencher<'_, '_>) {
    let profile = profile(|_| true);
    bencher.counter(ItemsCount::new(pages().len())).bench(|| Profile::read(&profile.write().keys, None).unwrap());
}

/// Cleaning with what was learnt, and without.
#[divan::bench(args = [true, false])]
fn clean(bencher: Bencher<'_, '_>, learnt: bool) {
    let cleaner = Cleaner::builder().build().unwrap();
    let template = learnt.then(template);
    let mut workspace = Workspace::default();
    bencher.counter(size()).bench_local(|| {
        for page in pages() {
            black_box(cleaner.cut_on(page.as_bytes(), template.as_ref(), &mut workspace).lines);
        }
    });
}
