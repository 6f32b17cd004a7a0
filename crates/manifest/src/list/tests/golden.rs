//! Lists written after the way ports of the islands write them; what is read of each is compared as a whole.

use super::{TODAY, told};

macro_rules! golden {
    ($($name:ident = $file:literal;)*) => {
        $(
            #[test]
            fn $name() {
                let bytes = include_bytes!(concat!("../../../fixtures/lists/", $file));
                let manifest = crate::read(bytes, TODAY).unwrap();
                insta::assert_snapshot!(told(&manifest));
            }
        )*
    };
}

golden! {
    // Titles in cells, place and date of birth in one, numbered columns, a missing name, signatures.
    batam_to_singapore = "batam-sekupang.csv";
    // UTF-16 with tabs, divided names, three roles, a second page.
    dumai_to_melaka = "dumai-melaka.csv";
    // Windows-1252 with bars, voyage in columns, `P/W`, a NIK that a spreadsheet spoilt, a serial date.
    karimun_to_johor = "karimun-kukup.csv";
    // Two lines of header, kinds of document, a date that the NIK decides.
    nunukan_to_tawau = "nunukan-tawau.csv";
}
