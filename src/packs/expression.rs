//! Regular expressions of folded lines. Whether one matches a whole line is all that is asked, so that the half of what
//! finding places takes is not compiled; a single page by itself is cleaned in the time that compiling takes.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use regex::bytes::Regex;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};

/// Many expressions, each compiled when a line first asks for it: most runs meet few of the languages that packs know.
#[derive(Debug)]
pub(super) struct Expressions {
    /// One that does not compile matches nothing, and building a cleaner refuses it.
    compiled: Box<[OnceLock<Option<Expression>>]>,
    /// By which their memory is told from that of others.
    number: u64,
}

#[derive(Debug)]
enum Expression {
    Lean(Box<DFA>),
    /// For what that can not express, such as word boundaries of all scripts.
    Full(Regex),
}

/// What a thread knows of expressions, and uses again for the next line.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Of the expressions that have this number.
    number: u64,
    caches: Vec<Option<Box<Cache>>>,
}

/// How many sets of expressions there were.
static MADE: AtomicU64 = AtomicU64::new(0);

impl Expressions {
    /// Room for so many expressions.
    pub(super) fn new(count: usize) -> Self {
        let compiled = (0..count).map(|_| OnceLock::new()).collect();
        Expressions { compiled, number: MADE.fetch_add(1, Relaxed) + 1 }
    }

    /// Whether the expression at `index`, which is `pattern`, matches all of `text`.
    pub(super) fn is_match(&self, index: usize, pattern: &str, text: &[u8], memory: &mut Memory) -> bool {
        match self.compiled[index].get_or_init(|| Expression::new(pattern)) {
            None => false,
            Some(Expression::Full(regex)) => regex.is_match(text),
            Some(Expression::Lean(dfa)) => {
                let cache = memory.of(self, index).get_or_insert_with(|| Box::new(dfa.create_cache()));
                let input = Input::new(text).anchored(Anchored::Yes).earliest(true);
                dfa.try_search_fwd(cache, &input).is_ok_and(|end| end.is_some())
            }
        }
    }
}

impl Memory {
    /// What is known of the expression at `index` of `expressions`.
    fn of(&mut self, expressions: &Expressions, index: usize) -> &mut Option<Box<Cache>> {
        if self.number != expressions.number {
            self.number = expressions.number;
            self.caches.clear();
            self.caches.resize_with(expressions.compiled.len(), || None);
        }
        &mut self.caches[index]
    }
}

impl Expression {
    fn new(pattern: &str) -> Option<Self> {
        let lean = DFA::builder()
            .configure(DFA::config().skip_cache_capacity_check(true))
            .syntax(syntax::Config::new().utf8(false))
            .thompson(thompson::Config::new().utf8(false))
            .build(&whole(pattern));
        match lean {
            Ok(dfa) => Some(Expression::Lean(Box::new(dfa))),
            Err(_) => full(pattern).ok().map(Expression::Full),
        }
    }
}

/// The expression that finds `pattern` where it is the whole text.
fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}

/// Compiles `pattern` with all there is, to tell what is wrong with it.
///
/// # Errors
/// When it does not compile.
pub(super) fn full(pattern: &str) -> Result<Regex, regex::Error> {
    Regex::new(&whole(pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lean_expressions_match_what_full_ones_do() {
        let patterns = [r"\d+ (?:min|мин)", r"(?i)ÄB[c-e]*", r"\bword\b.*", ".+ · .+", "a|b"];
        let texts = ["5 min", "٣ мин", "äbcc", "word, то", "words", "a · b", "a", "ab", "", "\u{FFFD}"];
        let expressions = Expressions::new(patterns.len());
        let mut memory = Memory::default();
        for (index, pattern) in patterns.into_iter().enumerate() {
            let regex = full(pattern).unwrap();
            for text in texts.map(str::as_bytes).into_iter().chain([&b"5 min\xFF"[..]]) {
                assert_eq!(expressions.is_match(index, pattern, text, &mut memory), regex.is_match(text), "{pattern}");
            }
        }
        assert!(!Expressions::new(1).is_match(0, "(", b"(", &mut memory));
    }

    #[test]
    fn memory_of_others_is_not_used() {
        let (one, other) = (Expressions::new(1), Expressions::new(1));
        let mut memory = Memory::default();
        for _ in 0..2 {
            assert!(one.is_match(0, "[a-f]+x?", b"abc", &mut memory));
            assert!(other.is_match(0, "[0-9]+", b"123", &mut memory));
        }
    }
}
