//! Text from elsewhere in pages for a browser, where it must be no markup.

/// `text` as it may stand in a page or an attribute, without control characters.
pub fn escaped(text: &str) -> String {
    let visible = |c: &char| !c.is_control() || *c == '\t';
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().filter(visible) {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_pages_say_is_no_markup() {
        assert_eq!(escaped("<script>\u{1b}[1m & \"x\""), "&lt;script&gt;[1m &amp; &quot;x&quot;");
    }
}
