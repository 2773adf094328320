//! Some scrapers write Markdown. What its marks stand around is what a line says.

/// Drops Markdown's marks of links and of strong emphasis from what `out` holds behind `from`, which is on one line.
pub(super) fn strip_markup(from: usize, out: &mut Vec<u8>) {
    unlink(from, out);
    unstress(from, out);
}

/// Reduces Markdown links, `[text](target)`, to their text.
fn unlink(from: usize, out: &mut Vec<u8>) {
    while let Some(middle) = memchr::memmem::find(&out[from..], b"](").map(|i| from + i) {
        let Some(close) = memchr::memchr(b')', &out[middle..]).map(|i| middle + i) else { return };
        let Some(open) = memchr::memrchr(b'[', &out[from..middle]).map(|i| from + i) else {
            out.drain(middle..=close);
            continue;
        };
        out.drain(middle..=close);
        out.remove(open);
    }
}

/// Drops Markdown's marks of strong emphasis, `**`.
fn unstress(from: usize, out: &mut Vec<u8>) {
    while let Some(at) = memchr::memmem::find(&out[from..], b"**") {
        out.drain(from + at..from + at + 2);
    }
}

#[cfg(test)]
mod tests {
    use super::strip_markup;

    #[test]
    fn links_and_emphasis_are_their_text() {
        for (text, expected) in [
            ("[home](/) and [about](/about \"x\")", "home and about"),
            ("a](b", "a](b"),
            ("a](b) c", "a c"),
            ("**read also:** more", "read also: more"),
        ] {
            let mut out = [b"**kept", text.as_bytes()].concat();
            strip_markup(6, &mut out);
            assert_eq!(out, [b"**kept", expected.as_bytes()].concat(), "{text:?}");
        }
    }
}
