//! Which columns somebody asks about: of neighbours and windows there are many, and a model that was taught once never
//! asks about a good part of them.

/// The columns that are to be filled; all of them unless told otherwise.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    columns: Option<Vec<bool>>,
}

impl Wanted {
    /// Only the columns with these numbers.
    pub fn only(columns: impl IntoIterator<Item = usize>) -> Self {
        let mut wanted = Vec::new();
        for column in columns {
            if wanted.len() <= column {
                wanted.resize(column + 1, false);
            }
            wanted[column] = true;
        }
        Wanted { columns: Some(wanted) }
    }

    /// Whether `column` is one of them.
    pub(super) fn has(&self, column: usize) -> bool {
        self.columns.as_ref().is_none_or(|columns| columns.get(column).copied().unwrap_or(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_wanted_unless_some_are_named() {
        assert!(Wanted::default().has(7));
        let some = Wanted::only([3, 1]);
        assert_eq!([0, 1, 2, 3, 4].map(|column| some.has(column)), [false, true, false, true, false]);
    }
}
