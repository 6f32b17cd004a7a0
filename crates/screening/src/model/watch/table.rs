//! A list as somebody sends it: a table of any usual kind into entries, row by row.

use super::{DraftForm, ListKind};
use crate::model::registry::kind_of;
use domain::Column;
use tabular::sheet::{Entry, Listing, ListingError};

/// A table of entries.
#[derive(Debug, Clone, PartialEq)]
pub struct ListTable {
    /// Its rows in order.
    pub rows: Vec<ListRow>,
    /// Headers that name nothing that is known; these columns were left out.
    pub left_out: Vec<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// What stands in it.
    pub form: DraftForm,
    /// The list that the row names, where it names one; `Err` for a word that is none.
    pub kind: Result<Option<ListKind>, ()>,
}

/// Reads a table by its content.
///
/// # Errors
/// [`ListingError`] where no row of it can be used.
pub fn read(bytes: &[u8]) -> Result<ListTable, ListingError> {
    let listing = Listing::read(bytes)?;
    Ok(ListTable {
        left_out: listing.left_out(),
        rows: listing.entries().map(of_entry).collect(),
    })
}

fn of_entry(entry: Entry<'_>) -> ListRow {
    let text = |column| entry.text(column);
    let kind = match text(Column::Kind) {
        word if word.is_empty() => Ok(None),
        word => kind_of(&word).map(Some).ok_or(()),
    };
    ListRow {
        line: entry.line(),
        form: DraftForm {
            name: entry.name(),
            birth_date: text(Column::BirthDate),
            sex: text(Column::Sex),
            passport_no: entry.first(&[Column::PassportNumber, Column::DocumentNumber]),
            nik: text(Column::Nik),
            reason: text(Column::Reason),
            source: text(Column::Source),
            legal_basis: text(Column::LegalBasis),
            until: text(Column::Until),
            key: text(Column::Id),
        },
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_a_title_and_columns_of_both_languages() {
        let table = read(
            b"DAFTAR PENGAWASAN\nID;Nama;Tgl Lahir;No. Paspor;Alasan;Sumber;Dasar hukum;Jenis;Catatan\n\
              7;BUDI SANTOSO;12-03-1980;B1234567;perekrut;LP/12;UU 21/2007;pengawasan;x\n8;SITI;-;;;;;lain;\n",
        )
        .unwrap();
        assert_eq!(table.left_out, ["Catatan"]);
        let [first, second] = &table.rows[..] else {
            panic!("{table:?}")
        };
        assert_eq!((first.line, first.kind), (3, Ok(Some(ListKind::Accuse))));
        assert_eq!(first.form.legal_basis, "UU 21/2007");
        assert_eq!(first.form.key, "7");
        assert_eq!(second.kind, Err(()));
        assert_eq!(second.form.birth_date, "");
    }
}
