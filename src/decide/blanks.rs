//! Blank lines around what goes: a hole is closed so that the paragraphs beside it stand as far apart as before.

/// Marks the blank lines that go with removed lines. Those within a removed stretch go. Where blank lines stand on
/// both sides of it, or the text begins before it, those behind it go; where the text ends behind it, those before
/// it go.
pub(super) fn blank_lines_that_go(gone: &mut [bool], blank: impl Fn(usize) -> bool) {
    let end_of_blanks = |from: usize| (from..gone.len()).find(|&i| !blank(i)).unwrap_or(gone.len());
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(start) = gone[at..].iter().position(|&gone| gone).map(|i| at + i) {
        let mut end = start + 1;
        loop {
            let next = end_of_blanks(end);
            if next < gone.len() && gone[next] {
                if end < next {
                    marks.push(end..next);
                }
                end = next + 1;
            } else {
                break;
            }
        }
        let behind = end_of_blanks(end);
        if start == 0 || blank(start - 1) {
            marks.push(end..behind);
        }
        if behind == gone.len() {
            let before = (0..start).rev().find(|&i| !blank(i)).map_or(0, |i| i + 1);
            marks.push(before..start);
        }
        at = behind.max(end);
    }
    for range in marks {
        gone[range].fill(true);
    }
}

#[cfg(test)]
mod tests {
    use super::blank_lines_that_go;

    /// `.` is a blank line, `x` a removed one, `k` a kept one; the result marks what goes.
    #[test]
    fn holes_are_closed() {
        for (lines, gone) in [
            ("k.x.k", "k.xXk"),
            ("kx.k", "kx.k"),
            ("k.xk", "k.xk"),
            ("x.k", "xXk"),
            (".x..k", ".xXXk"),
            ("k.x", "kXx"),
            ("k..x..", "kXXxXX"),
            ("k.x.x..k", "k.xXxXXk"),
            ("k.xx.k.x.k", "k.xxXk.xXk"),
            ("kxk", "kxk"),
        ] {
            let kinds: Vec<char> = lines.chars().collect();
            let mut marks: Vec<bool> = kinds.iter().map(|&c| c == 'x').collect();
            blank_lines_that_go(&mut marks, |i| kinds[i] == '.');
            let shown: String = kinds.iter().zip(&marks).map(|(&c, &g)| if g && c == '.' { 'X' } else { c }).collect();
            assert_eq!(shown, gone, "{lines}");
        }
    }
}
