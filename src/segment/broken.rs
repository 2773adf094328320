//! Terminals and mailers break paragraphs into lines of one width. Such lines are put together again: what each of them
//! says by itself is a piece of a sentence, and a phrase may begin on one and end on the next.

use std::ops::{Range, RangeInclusive};

use super::line::Line;
use crate::text::{Span, columns, first_char, is_unspaced};

/// Columns at which lines are broken by those that break them.
const WIDTHS: RangeInclusive<usize> = 40..=160;
/// Bytes of such a line; shorter ones had room for most words.
const BYTES: RangeInclusive<usize> = *WIDTHS.start() / 2..=4 * *WIDTHS.end();
/// Lines that a text must have that one width explains.
const BROKEN: usize = 8;
/// The part of the lines that could be explained by a width and are by this one, in tenths.
const MOST: usize = 7;

/// Joins the `lines` of `text`, which were worked out, where they were broken off for want of room for the next word, if
/// a text was broken so throughout; what the lines that are left are is to be worked out anew. Writes to `starts` how
/// many lines stood before each of them, and how many there were in all; nothing where all of them are left.
pub(super) fn join(text: &[u8], lines: &mut Vec<Line>, starts: &mut Vec<u32>) -> bool {
    starts.clear();
    let Some(width) = width(text, lines) else { return false };
    let mut last: Option<&Line> = None;
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        let goes_on = last.and_then(|last| room_taken(text, last, line)).is_some_and(|taken| taken.contains(&width));
        match joined.last_mut().filter(|_| goes_on) {
            Some(paragraph) => *paragraph = Line::at(Span::new(paragraph.span.start, line.span.end)),
            None => {
                joined.push(*line);
                starts.push(number as u32);
            }
        }
        last = Some(line);
    }
    starts.push(lines.len() as u32);
    *lines = joined;
    true
}

/// The columns at which `text` was broken: the width that leaves no room for the first word of most lines that begin
/// with a small letter, or in a script that has none, at the end of the line before.
fn width(text: &[u8], lines: &[Line]) -> Option<usize> {
    // For each width, how many lines it explains more than the one before.
    let mut changes = [0isize; *WIDTHS.end() + 2];
    let mut all = 0;
    for [before, line] in lines.array_windows() {
        // Most lines are too short or too long, or no other follows them directly.
        if !BYTES.contains(&before.span.len()) || line.is_blank() || !may_go_on(text, line) {
            continue;
        }
        let taken = room_taken(text, before, line).filter(|taken| taken.end > *WIDTHS.start());
        let Some(taken) = taken else { continue };
        all += 1;
        if taken.start <= *WIDTHS.end() {
            changes[taken.start.max(*WIDTHS.start())] += 1;
            changes[taken.end.min(*WIDTHS.end() + 1)] -= 1;
        }
    }
    if all < BROKEN {
        return None;
    }
    let (mut count, mut best) = (0, (0, 0));
    for width in WIDTHS {
        count += changes[width];
        if count > best.0 {
            best = (count, width);
        }
    }
    let (explained, width) = (best.0 as usize, best.1);
    (explained >= BROKEN && explained * 10 >= all * MOST).then_some(width)
}

/// Whether `line` begins as one may that goes on: with a small letter, or one of a script that has none.
fn may_go_on(text: &[u8], line: &Line) -> bool {
    let first = text.get(line.core.start as usize);
    first.is_some_and(|&byte| byte.is_ascii_lowercase() || byte >= 0x80) && !line.measure.is_listed()
}

/// The widths at which the first word of `line` has no room behind the line `before`; `None` where one of them holds
/// nothing, or `line` begins something new.
fn room_taken(text: &[u8], before: &Line, line: &Line) -> Option<Range<usize>> {
    let core = line.core.of(text);
    let marked =
        || line.measure.is_listed() || matches!(core, [b'#' | b'|', ..]) || line.span.of(text).starts_with(b"#");
    if line.is_blank() || before.is_blank() || marked() {
        return None;
    }
    let columns = columns(Span::new(before.span.start, before.core.end).of(text));
    Some(columns..columns + first_word(core))
}

/// Columns that the first word of a line takes up, with the space before it. Where no spaces stand between words, any
/// character may be the last of a line.
fn first_word(core: &[u8]) -> usize {
    match first_char(core) {
        Some((c, len)) if is_unspaced(c) => columns(&core[..len]),
        _ => 1 + columns(core.split(|&byte| byte == b' ').next().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use crate::segment::{Document, Lines};

    const PARAGRAPH: &str = "\
        The ferry sails again in April, when the ice has gone from the sound and\n\
        the pilots have come back from the other coast, where they spend every\n\
        winter mending nets.\n";

    /// The lines that `text` is taken for.
    fn lines_of(text: &str) -> Vec<String> {
        let mut memory = Lines::default();
        let doc = Document::parse(text.as_bytes(), &mut memory);
        assert_eq!(doc.text_lines(), text.lines().count());
        let line = |line: &crate::segment::Line| String::from_utf8_lossy(line.span.of(text.as_bytes())).into_owned();
        doc.lines().iter().map(line).collect()
    }

    #[test]
    fn lines_of_a_broken_paragraph_are_one() {
        let page =
            format!("Home\nNews\n\n{}", format!("   {}\n", PARAGRAPH.replace('\n', "\n   ").trim_end()).repeat(5));
        let lines = lines_of(&page);
        assert_eq!(lines[..3], ["Home\n", "News\n", "\n"]);
        assert_eq!(lines.len(), 8);
        assert!(lines[3].starts_with("   The ferry") && lines[3].ends_with("nets.\n"), "{lines:?}");
    }

    #[test]
    fn links_may_be_longer_than_the_lines_of_a_paragraph() {
        let page = format!("{}https://example.org/{}\n{}", PARAGRAPH.repeat(2), "a".repeat(200), PARAGRAPH.repeat(3));
        let lines = lines_of(&page);
        assert_eq!(lines.len(), 5);
        assert!(lines[1].ends_with("aaa\n"), "{lines:?}");
    }

    #[test]
    fn characters_of_scripts_without_spaces_may_stand_anywhere() {
        let column = "渡轮将于四月恢复通航届时海峡的冰已经融化引航员也从对岸回来他们每年冬天都在那里补网";
        let broken: String = [column, "\n"].concat().repeat(9) + "补网。\n";
        assert_eq!(lines_of(&broken).len(), 1);
        let menu: String = (0..30).map(|at| column.chars().skip(at % 7 * 3).collect::<String>() + "\n").collect();
        assert_eq!(lines_of(&menu).len(), 30);
    }

    #[test]
    fn what_nothing_broke_stays_as_it_is() {
        let words: Vec<&str> = PARAGRAPH.split_whitespace().skip(1).collect();
        let list: String = (0..40).map(|at| words[at % 9..at % 9 + at * 7 % 19].join(" ") + "\n").collect();
        assert_eq!(lines_of(&list).len(), 40);
        // One paragraph is no sign of a habit.
        assert_eq!(lines_of(PARAGRAPH).len(), 3);
        let items = "- the ferry sails again in April, when the ice has gone from the sound and\n".repeat(20);
        assert_eq!(lines_of(&items).len(), 20);
    }
}
