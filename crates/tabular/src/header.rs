//! What the columns of a table are called and what they hold.

use domain::Column;

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    names: Vec<String>,
    columns: Vec<Option<Column>>,
}

impl Header {
    /// Recognises what each column holds.
    pub fn new(names: Vec<String>) -> Self {
        let columns = names.iter().map(|name| Column::recognise(name)).collect();
        Self { names, columns }
    }

    /// The headers as written, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The headers between backticks, for messages.
    pub fn quoted(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    }

    /// What each column holds, as far as its header is known.
    pub fn columns(&self) -> &[Option<Column>] {
        &self.columns
    }

    /// The first column that holds this.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|c| *c == Some(column))
    }

    /// The column whose header is `name`, whatever its case.
    pub fn named(&self, name: &str) -> Option<usize> {
        let alike = |header: &String| header.trim().eq_ignore_ascii_case(name.trim());
        self.names
            .iter()
            .position(|header| header == name)
            .or_else(|| self.names.iter().position(alike))
    }

    /// The column that identifies a row: `id`, else the first that ends in `_id`, else one that is known as an id.
    pub fn id(&self) -> Option<usize> {
        self.named("id")
            .or_else(|| {
                self.names
                    .iter()
                    .zip(&self.columns)
                    .position(|(name, column)| {
                        let name = name.trim().to_lowercase();
                        name.ends_with("_id") && column.is_none_or(|c| c == Column::Id)
                    })
            })
            .or_else(|| self.position(Column::Id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_that_identifies() {
        for (names, expected) in [
            (vec!["name", "id"], Some(1)),
            (vec!["rec_id", "soc_sec_id"], Some(0)),
            (vec!["name", "national_id", "registry_id"], Some(2)),
            (vec!["nama", "nik"], None),
            (vec!["voyage_id", "ID"], Some(1)),
        ] {
            let header = Header::new(names.iter().map(|n| (*n).to_owned()).collect());
            assert_eq!(header.id(), expected, "{names:?}");
        }
    }
}
