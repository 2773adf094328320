//! Text in columns: how wide it stands, cutting it to a width, and tables.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `text` cut to `width` columns, with an ellipsis where something is missing. A tab counts for eight.
pub fn cut(text: &str, width: usize) -> String {
    let mut used = 0;
    let mut fits = 0;
    for (at, c) in text.char_indices() {
        used += if c == '\t' { 8 } else { c.width().unwrap_or(0) };
        if used > width {
            return format!("{}…", &text[..fits]);
        }
        if used < width {
            fits = at + c.len_utf8();
        }
    }
    text.to_owned()
}

/// Rows of cells that print aligned.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
    right: Vec<bool>,
}

impl Table {
    /// An empty table; `align` holds `<` or `>` for every column.
    pub fn new(align: &str) -> Self {
        Table { rows: Vec::new(), right: align.chars().map(|c| c == '>').collect() }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    /// Prints the rows, each after `indent`; the first one in the style `heading`.
    pub fn print(&self, out: &mut dyn Write, indent: &str, heading: Style) -> io::Result<()> {
        let columns = self.right.len();
        let width = |column: usize| self.rows.iter().map(|row: &Vec<String>| row[column].width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (i, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let gap = " ".repeat(widths[column].saturating_sub(cell.width()));
                let space = if column > 0 { "  " } else { "" };
                let (before, after) = if self.right[column] { (gap, String::new()) } else { (String::new(), gap) };
                line.extend([space, &before, cell, &after]);
            }
            let style = if i == 0 { heading } else { Style::new() };
            writeln!(out, "{indent}{style}{}{style:#}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, Table, cut};

    #[test]
    fn text_is_cut_by_columns() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(cut("", 0), "");
    }

    #[test]
    fn tables_align() {
        let mut table = Table::new("<>");
        table.row(["kind".into(), "lines".into()]);
        table.row(["navigation".into(), "7".into()]);
        let mut out = Vec::new();
        table.print(&mut out, " ", Style::new()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), " kind        lines\n navigation      7\n");
    }
}
