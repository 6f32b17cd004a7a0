//! Files of every kind into rows.

use domain::{Country, PlacementScheme, PlacementStatus};
use jiff::civil::date;
use placement::{
    DocumentKind, DocumentState, Held,
    import::{InputError, Mapping, ROWS_OF_A_PIECE, Reading, Row, read},
};
use std::collections::HashMap;

fn rows_after(
    bytes: &[u8],
    mapping: &Mapping,
    skip: u64,
) -> Result<(Vec<Row>, Vec<String>), InputError> {
    let companies = HashMap::new();
    let reading = Reading {
        mapping,
        companies: &companies,
        today: date(2026, 11, 22),
        skip,
    };
    let mut rows = Vec::new();
    let notices = read(bytes, &reading, &mut |piece| {
        assert!(piece.len() <= ROWS_OF_A_PIECE);
        rows.extend(piece);
        true
    })?;
    Ok((rows, notices.iter().map(ToString::to_string).collect()))
}

fn rows(bytes: &[u8]) -> (Vec<Row>, Vec<String>) {
    rows_after(bytes, &Mapping::default(), 0).unwrap()
}

fn faults(row: &Row) -> Vec<(&str, &str)> {
    row.faults
        .iter()
        .map(|fault| (fault.field, fault.message))
        .collect()
}

const CSV: &str = "id,name,birth_date,nik,passport_no,status,scheme,destination,employer,company,contract_start,contract_end,visa_no,visa_until,insurance_until,orientation_date,registered_on,office,shoe size
R1,SITI AMINAH,1990-03-12,3507135203900002,C1234567,aktif,P to P,TWN,CHEN SHU FEN,PT A,2026-03-01,2029-02-28,T1,2029-02-28,2029-03-31,2026-02-17,2026-01-05,BP3MI 35,38
";

#[test]
fn the_registry_is_read_as_it_is() {
    let (rows, notices) = rows(CSV.as_bytes());
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.line, row.key.as_str()), (2, "R1"));
    assert_eq!(row.refused, None);
    assert_eq!(faults(row), []);
    let details = &row.details;
    assert_eq!(details.scheme, Some(PlacementScheme::PToP));
    assert_eq!(details.country, Country::from_alpha3("TWN"));
    assert_eq!(details.contract_end, Some(date(2029, 2, 28)));
    assert_eq!(details.insurance, Some(Held::Yes));
    assert_eq!(details.orientation_on, Some(date(2026, 2, 17)));
    assert_eq!(details.registered_on, Some(date(2026, 1, 5)));
    assert_eq!(details.office.as_deref(), Some("BP3MI 35"));
    assert_eq!(row.journey.unwrap().status, PlacementStatus::Active);
    let kinds: Vec<_> = row
        .documents
        .iter()
        .map(|d| (d.kind, d.number.as_deref()))
        .collect();
    assert_eq!(
        kinds,
        [
            (DocumentKind::Passport, Some("C1234567")),
            (DocumentKind::Visa, Some("T1"))
        ]
    );
    assert_eq!(row.person.nik, "3507135203900002");
    assert_eq!(notices.len(), 1);
    assert!(notices[0].contains("field `shoe size`"), "{notices:?}");
}

#[test]
fn other_forms_say_the_same() {
    let (expected, _) = rows(CSV.as_bytes());
    let mut lines = CSV.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let (names, cells) = (lines.next().unwrap(), lines.next().unwrap());
    let object: serde_json::Map<String, serde_json::Value> = names
        .iter()
        .zip(&cells)
        .map(|(name, cell)| ((*name).to_owned(), (*cell).into()))
        .collect();
    let object = serde_json::to_string(&object).unwrap();
    let semicolons = CSV.replace(',', ";");
    let titled = format!("DAFTAR PENEMPATAN PMI\nTahun;2026\n{semicolons}");
    for (text, line) in [
        (object.clone(), 1),
        (format!("\u{feff}\n{object}\n"), 2),
        (format!("[{object}]"), 1),
        (semicolons, 2),
        (titled, 4),
    ] {
        let (read, _) = rows(text.as_bytes());
        assert_eq!(read.len(), 1, "{text}");
        assert_eq!(
            Row {
                line: 2,
                ..read[0].clone()
            },
            expected[0],
            "{text}"
        );
        assert_eq!(read[0].line, line, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_left_out_and_named() {
    let text = "id;nama;tujuan;status;skema;awal kontrak;akhir kontrak;visa no;jspmi sampai;opp
;A;TWN;;;;;;;
1;;TWN;;;;;;;
2;B;Wakanda;hilang;dadakan;03/04/2026;soon;BELUM ADA;belum;sudah
3;C;Taiwan;Calon;mandiri;2026-05-01;2026-04-01;;;
\u{1}4;D;;;;;;;;
";
    let (rows, _) = rows(text.as_bytes());
    let refused: Vec<_> = rows
        .iter()
        .map(|row| row.refused.map(|fault| (fault.field, fault.message)))
        .collect();
    assert_eq!(
        refused,
        [
            Some(("id", "required")),
            Some(("name", "required")),
            None,
            None,
            Some(("id", "too-long"))
        ]
    );
    assert_eq!(
        faults(&rows[2]),
        [
            ("status", "status-word"),
            ("scheme", "scheme-word"),
            ("country", "country-form"),
            ("contract_start", "date-two"),
            ("contract_end", "date-form"),
        ]
    );
    let details = &rows[2].details;
    assert_eq!(
        (details.insurance, details.orientation),
        (Some(Held::No), Some(Held::Yes))
    );
    assert_eq!(rows[2].documents[0].state, DocumentState::Missing);
    assert_eq!(rows[2].journey, None);
    assert_eq!(faults(&rows[3]), [("contract_end", "until-before")]);
    assert_eq!(
        (rows[3].details.contract_start, rows[3].details.contract_end),
        (None, None)
    );
}

#[test]
fn other_peoples_columns_by_a_mapping() {
    let mapping = Mapping::parse(
        "dates = \"day-month\"\n[columns]\n\"Kode\" = \"id\"\n\"Ke Mana\" = \"destination\"\n\"Catatan\" = \"\"\n[values.status]\n\"4\" = \"aktif\"",
    )
    .unwrap();
    let text = "Kode;ID;Nama;Ke Mana;Status;Akhir Kontrak;Catatan\nX1;9;A;Hong Kong;4;03/04/2026;rahasia\n";
    let (rows, _) = rows_after(text.as_bytes(), &mapping, 0).unwrap();
    let row = &rows[0];
    assert_eq!(row.key, "X1");
    assert_eq!(row.details.country, Country::from_alpha3("HKG"));
    assert_eq!(row.journey.unwrap().status, PlacementStatus::Active);
    assert_eq!(row.details.contract_end, Some(date(2026, 4, 3)));
}

#[test]
fn hostile_files() {
    for (bytes, expected) in [
        (&b""[..], "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"a,b\n1,2\n", "expected a header with a column `name`"),
        (b"nama;tujuan\nA;TWN\n", "expected a column `id`"),
        (b"<html>", "expected CSV"),
        (b"%PDF-1.4", "expected CSV"),
        (b"\0\0\0\0\x01binary", "expected CSV"),
        (b"[{\"id\": 1", "expected CSV"),
        (b"PK\x03\x04nonsense", "expected CSV"),
    ] {
        let error = rows_after(bytes, &Mapping::default(), 0)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(expected), "{bytes:?}: {error}");
    }
    let long = format!(
        "{{\"id\":\"1\",\"name\":\"{}\"}}\n{{\"id\":\"2\",\"name\":\"B\"}}\n",
        "x".repeat(2 << 20)
    );
    let (rows, notices) = rows(long.as_bytes());
    assert_eq!(
        rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(),
        ["2"]
    );
    assert!(
        notices[0].starts_with("1: error: expected a JSON object"),
        "{notices:?}"
    );
    let (rows, notices) =
        self::rows(b"{\"id\":1,\"name\":{\"first\":\"A\"},\"nama\":\"B\"}\nnonsense\n");
    assert_eq!(rows[0].person.name, "B");
    assert_eq!(notices.len(), 2, "{notices:?}");
}

#[test]
fn rows_that_were_taken_are_passed_over() {
    let mut text = "id,name\n".to_owned();
    for number in 0..2500 {
        text.push_str(&format!("{number},SITI\n"));
    }
    let (rows, _) = rows_after(text.as_bytes(), &Mapping::default(), 1999).unwrap();
    assert_eq!(rows.len(), 501);
    assert_eq!((rows[0].key.as_str(), rows[0].line), ("1999", 2001));
}
