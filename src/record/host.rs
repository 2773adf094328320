//! The host of a URL, which is all that is asked of URLs here: a parser of whole ones would bring tables of all scripts.

/// The host of `url` in lower case, without user and port; `None` where it has none.
///
/// ```
/// use dechaff::host;
/// assert_eq!(host("https://me@News.Example:8080/a?b").as_deref(), Some("news.example"));
/// assert_eq!(host("mailto:me"), None);
/// ```
pub fn host(url: &str) -> Option<String> {
    let (_, rest) = url.trim().split_once("//")?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let place = rest[..end].rsplit_once('@').map_or(&rest[..end], |(_, place)| place);
    // The colons of an IPv6 address stand in brackets.
    let port = place.rfind(':').filter(|&colon| !place[colon..].contains(']'));
    let host = place[..port.unwrap_or(place.len())].trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts_are_told_from_what_stands_beside_them() {
        for (url, told) in [
            ("http://a.example", Some("a.example")),
            ("//A.example./x", Some("a.example")),
            ("https://u:p@a.example:81?q=//b", Some("a.example")),
            ("http://[2001:db8::1]:80/", Some("[2001:db8::1]")),
            ("http://[2001:db8::1]", Some("[2001:db8::1]")),
            ("https:///x", None),
            ("a.example/x", None),
            ("", None),
        ] {
            assert_eq!(host(url).as_deref(), told, "{url}");
        }
    }
}
