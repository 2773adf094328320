//! Where no one has the time to make clean copies, a few strings a page teach, too: some that must stay, and some that
//! must go.

/// What is known of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Strings that belong to the text.
    pub stay: Vec<String>,
    /// Strings that do not.
    pub go: Vec<String>,
}

impl Marks {
    /// Whether `line` stays; `None` where it holds nothing that is known. What stays outweighs what goes.
    pub fn of(&self, line: &str) -> Option<bool> {
        let holds = |strings: &[String]| strings.iter().any(|string| !string.is_empty() && line.contains(string));
        match (holds(&self.stay), holds(&self.go)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_what_they_hold() {
        let marks = Marks { stay: vec!["ferry".to_owned()], go: vec!["Home".to_owned(), String::new()] };
        let known = ["The ferry", "Home", "Home ferry", "x"].map(|line| marks.of(line));
        assert_eq!(known, [Some(true), Some(false), Some(true), None]);
    }
}
