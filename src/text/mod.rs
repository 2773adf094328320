//! Words about bytes and characters that every later stage shares: spans, folding, punctuation and scripts.

mod chars;
mod fold;
mod memo;
mod span;

pub(crate) use chars::{is_closing, is_list_mark, is_separator, is_terminal, is_unspaced, is_word_char};
pub(crate) use fold::{fold, fold_into};
pub(crate) use memo::Memo;
pub use span::Span;
