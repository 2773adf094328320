//! Lines are compared and matched in a folded form, so that case, quotes, dashes and spacing do not hide a phrase.

/// The folded form of `text`: lower case, plain quotes and dashes, single spaces, no invisible characters, and
/// Markdown links reduced to their text. Invalid UTF-8 becomes U+FFFD.
pub fn fold(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`; see [`fold`].
pub fn fold_into(text: &[u8], out: &mut Vec<u8>) {
    if text.is_ascii() && !needs_care(text) {
        let from = out.len();
        out.extend_from_slice(text);
        out[from..].make_ascii_lowercase();
        return;
    }
    let from = out.len();
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            fold_char(c, from, out);
        }
        if !chunk.invalid().is_empty() {
            out.extend_from_slice("\u{FFFD}".as_bytes());
        }
    }
    while out.len() > from && out.last() == Some(&b' ') {
        out.pop();
    }
    unlink(from, out);
}

/// Whether an ASCII line holds what a plain lower-case copy would get wrong: doubled or odd white space, links.
fn needs_care(text: &[u8]) -> bool {
    let mut previous = 0;
    let mut care = false;
    for &b in text {
        care |= (b < b' ') | ((b == b' ') & (previous == b' ')) | ((b == b'(') & (previous == b']'));
        previous = b;
    }
    care
}

fn fold_char(c: char, from: usize, out: &mut Vec<u8>) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase() as u8),
        '!'..='~' => out.push(c as u8),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' => {}
        '‘' | '’' | '‚' | '‛' | '´' | 'ʼ' => out.push(b'\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => out.push(b'"'),
        '‐'..='―' | '−' => out.push(b'-'),
        '…' => out.extend_from_slice(b"..."),
        c if c.is_whitespace() || c.is_control() => {
            if out.len() > from && out.last() != Some(&b' ') {
                out.push(b' ');
            }
        }
        c => {
            let mut buffer = [0; 4];
            if c.is_lowercase() || !c.is_alphabetic() {
                out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            } else {
                for lower in c.to_lowercase() {
                    out.extend_from_slice(lower.encode_utf8(&mut buffer).as_bytes());
                }
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::fold;

    fn folded(text: &str) -> String {
        String::from_utf8(fold(text.as_bytes())).unwrap()
    }

    #[test]
    fn case_quotes_spaces_and_links_are_folded() {
        for (text, expected) in [
            ("Read MORE", "read more"),
            ("a  b\tc", "a b c"),
            ("“Don’t” — stop…", "\"don't\" - stop..."),
            ("ÄRGER im Büro", "ärger im büro"),
            ("РЕКЛАМА\u{a0}", "реклама"),
            ("[Home](/) and [About](/about \"x\")", "home and about"),
            ("zero\u{200b}width", "zerowidth"),
            ("a](b", "a](b"),
            ("广告", "广告"),
        ] {
            assert_eq!(folded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["“A  b” [c](d)", "ΣΊΣΥΦΟΣ", "İstanbul", "x\t\ty"] {
            let once = fold(text.as_bytes());
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }

    #[test]
    fn invalid_utf8_is_marked_not_lost() {
        assert_eq!(fold(b"caf\xe9 x"), "caf\u{FFFD} x".as_bytes());
    }
}
