//! Words about bytes and characters that every later stage shares: spans, folding, punctuation and scripts.

mod block;
mod chars;
mod classes;
mod column;
mod fold;
mod input;
mod letters;
mod markup;
mod newlines;
mod span;
mod width;

pub(crate) use block::{Block, Mask, Tally};
pub(crate) use chars::{
    first_char, is_closing, is_list_mark, is_separator, is_terminal, is_unspaced, is_word_char, last_char,
};
pub(crate) use classes::{Class, is_alphanumeric};
pub(crate) use column::{Column, Texts};
pub(crate) use fold::{Plain, fold, fold_into, fold_plain, fold_rest};
pub(crate) use input::Input;
pub(crate) use letters::plain_pattern;
pub(crate) use newlines::LineEnds;
pub use span::Span;
pub(crate) use width::{begins_wide, columns, within_columns};
