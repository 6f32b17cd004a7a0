//! Odd lists: what is missing, doubled, misplaced or no list at all.

use super::{codes, names, read, told, unusable};
use crate::{Role, Unusable};
use proptest::prelude::*;

#[test]
fn a_list_without_names_says_what_it_has() {
    let error = unusable("tgl lahir,jk,paspor\n1990-03-12,L,X1\n").to_string();
    assert!(
        error.contains("line 1 has `tgl lahir`, `jk`, `paspor`"),
        "{error}"
    );
    assert!(error.contains("expected a header with `Nama`"), "{error}");
    // Without a header nothing is quoted: it would be somebody's particulars.
    let error = unusable("SITI AMINAH,P,X1234567\nBUDI,L,X1234568\n").to_string();
    assert!(!error.contains("SITI"), "{error}");
    assert_eq!(unusable(" \n;;;\n"), Unusable::Empty);
}

#[test]
fn names_alone_are_a_list() {
    assert_eq!(
        names(&read("Nama\nSITI AMINAH\nBUDI\n")),
        ["SITI AMINAH", "BUDI"]
    );
}

#[test]
fn a_header_repeats_and_changes() {
    let manifest = read(
        "AWAK KAPAL\nNo;Nama;Jabatan\n1;TONO;Nakhoda\n\nPENUMPANG\nNo;Nama;No Paspor\n1;SITI;X1234567\nNo;Nama;No Paspor\n2;BUDI;X1234568\n",
    );
    assert_eq!(names(&manifest), ["TONO", "SITI", "BUDI"]);
    let roles: Vec<Role> = manifest.travellers.iter().map(|t| t.role).collect();
    assert_eq!(roles, [Role::Crew, Role::Passenger, Role::Passenger]);
    assert_eq!(
        manifest.travellers[0].occupation.as_deref(),
        Some("Nakhoda")
    );
}

#[test]
fn two_voyages_below_each_other() {
    let manifest = read(
        "MV. SATU\nBatam Centre - Stulang Laut\nNama,Paspor\nSITI,X1234567\n\nMV. DUA\nSekupang - HarbourFront\nNama,Paspor\nBUDI,X1234568\n",
    );
    let to: Vec<_> = manifest
        .travellers
        .iter()
        .map(|t| t.voyage.to().unwrap().code().to_owned())
        .collect();
    assert_eq!(to, ["MYSTL", "SGSIN"]);
    assert_eq!(names(&manifest), ["SITI", "BUDI"]);
}

#[test]
fn totals_and_signatures_are_nobody() {
    for end in [
        "Jumlah: 2",
        ",Jumlah,2",
        "Total Pax,2,",
        "Nakhoda,,Agen\n\nTONO,,HARTONO",
        ",Mengetahui,\n,TONO,",
        "\"Batam, 22 November 2026\"\nNakhoda\nTONO",
        ",,Halaman 1",
    ] {
        let manifest = read(&format!(
            "No,Nama,Paspor\n1,SITI,X1234567\n2,BUDI,X1234568\n\n{end}\n"
        ));
        assert_eq!(names(&manifest), ["SITI", "BUDI"], "{end}");
    }
}

#[test]
fn a_total_between_classes_ends_nothing() {
    let manifest = read("No,Nama,Paspor\n1,SITI,X1234567\nJumlah,1,\nANAK,,\n2,BUDI,\n");
    assert_eq!(names(&manifest), ["SITI", "BUDI"]);
}

#[test]
fn names_in_many_dresses() {
    let manifest = read(
        "Nama,JK\nNama: SITI,\n12. BUDI,\nHASAN/ALI MR,\nTn. Joko,\n\"LESTARI, DEWI\",\nANAK AGUNG RAKA,L\n",
    );
    assert_eq!(
        names(&manifest),
        [
            "SITI",
            "BUDI",
            "HASAN",
            "Joko",
            "LESTARI, DEWI",
            "ANAK AGUNG RAKA"
        ]
    );
    let sexes: Vec<_> = manifest
        .travellers
        .iter()
        .map(|t| t.sex.map(|s| s.letter()))
        .collect();
    assert_eq!(sexes, [None, None, Some('M'), Some('M'), None, Some('M')]);
}

#[test]
fn quotes_delimiters_and_short_lines() {
    let manifest = read("nama|paspor|jk\n\"SITI|X1234567|P\nBUDI|X1234568\nTONO|X1234569|L|lagi\n");
    assert_eq!(names(&manifest), ["BUDI", "TONO"]);
    assert_eq!(codes(&manifest), ["unreadable-line"]);
    assert_eq!(manifest.travellers[1].raw, ["lagi"]);
}

#[test]
fn diagnostics_name_file_line_column_and_no_person() {
    let manifest = read(
        "Nama;JK;Tgl Lahir;NIK;Kewarganegaraan\nSITI;Q;kapan;350713529903;Atlantis\nBUDI;L;01/02/1990;;WNI\n",
    );
    let lines: Vec<String> = manifest
        .all_diagnostics()
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_stop_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = crate::list::read_text(bytes.as_slice(), super::TODAY, &mut drop);
        let _ = crate::list::read_workbook(&bytes, super::TODAY, &mut drop);
    }

    #[test]
    fn no_table_stops_it(
        rows in prop::collection::vec(
            prop::collection::vec("(Nama|Tgl Lahir|No|Jumlah|PENUMPANG|Rute:|Tanggal : |[0-9/.:;-]{0,9}|[A-Za-z ]{0,6}|\"|é|12/03/90)", 0..6),
            0..12,
        ),
    ) {
        let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
        if let Ok(manifest) = crate::read(text.as_bytes(), super::TODAY) {
            prop_assert!(told(&manifest).len() < 100_000);
        }
    }

    #[test]
    fn everybody_on_a_plain_list_is_read(people in prop::collection::vec(("[A-Z]{3,9} [A-Z]{3,9}", 1u8..=28, 1u8..=12, 1950u16..2010, 0u32..9_999_999), 1..20), delimiter in "[,;|\t]") {
        let mut text = format!("No{delimiter}Nama{delimiter}Tgl Lahir{delimiter}No. Paspor\n");
        for (at, (name, day, month, year, number)) in people.iter().enumerate() {
            text.push_str(&format!("{}{delimiter}{name}{delimiter}{day:02}-{month:02}-{year}{delimiter}X{number:07}\n", at + 1));
        }
        let manifest = read(&text);
        prop_assert_eq!(manifest.travellers.len(), people.len());
        for (traveller, (_, day, month, year, number)) in manifest.travellers.iter().zip(&people) {
            prop_assert_eq!(&traveller.documents[0].number, &format!("X{number:07}"));
            let truth = domain::PartialDate::full(*year, *month, *day).unwrap();
            let read = traveller.birth_date.into_iter().chain(traveller.birth_date_readings.iter().copied());
            prop_assert!(read.into_iter().any(|date| date == truth));
        }
    }
}
