//! Workbooks: what spreadsheets keep as dates and numbers, merged cells, several sheets.

use super::{TODAY, told};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

fn date_cell(sheet: &mut Worksheet, row: u32, column: u16, (y, m, d): (u16, u8, u8)) {
    let format = Format::new().set_num_format("dd/mm/yyyy");
    let date = ExcelDateTime::from_ymd(y, m, d).unwrap();
    sheet
        .write_datetime_with_format(row, column, &date, &format)
        .unwrap();
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0u16..).zip(cells) {
        if !cell.is_empty() {
            sheet.write(row, column, *cell).unwrap();
        }
    }
}

fn charter() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet().set_name("Penumpang").unwrap();
    sheet
        .merge_range(0, 0, 0, 6, "MANIFES PENUMPANG KM. TARAKAN JAYA", &bold)
        .unwrap();
    sheet
        .merge_range(1, 0, 1, 6, "Rute : Tarakan - Tawau", &bold)
        .unwrap();
    sheet.write(2, 0, "Tanggal").unwrap();
    date_cell(sheet, 2, 1, (2026, 11, 22));
    // Two lines of header, the groups merged.
    for (column, name) in [(0, "No"), (1, "Nama"), (2, "JK"), (6, "Kode Booking")] {
        sheet
            .merge_range(4, column, 5, column, name, &bold)
            .unwrap();
    }
    sheet.merge_range(4, 3, 4, 4, "Kelahiran", &bold).unwrap();
    row(sheet, 5, &["", "", "", "Tempat", "Tanggal"]);
    sheet.write(5, 4, "Tgl Lahir").unwrap();
    sheet
        .merge_range(4, 5, 5, 5, "No. Paspor / KTP", &bold)
        .unwrap();
    sheet
        .merge_range(6, 0, 6, 6, "PENUMPANG DEWASA", &bold)
        .unwrap();
    row(sheet, 7, &["1", "DARMAWATI", "P", "Tarakan"]);
    date_cell(sheet, 7, 4, (1987, 4, 16));
    sheet.write(7, 5, 12_345_678).unwrap();
    row(sheet, 8, &["2", "BASRI", "L", "Pinrang"]);
    sheet.write(8, 4, 30_000).unwrap();
    sheet.write(8, 5, "X 330 0002").unwrap();
    // A family on one booking: the cell of the booking reaches over three rows.
    sheet.merge_range(7, 6, 9, 6, "TRK88", &bold).unwrap();
    row(
        sheet,
        9,
        &[
            "3",
            "NURUL",
            "P",
            "Tarakan",
            "5 Mei 2015",
            "7371014505150001",
        ],
    );
    row(sheet, 10, &["4", "LA MUDA", "L", "Buton", "1979"]);
    sheet.write(10, 5, 7_404_020_101_790_000_f64).unwrap();
    row(sheet, 11, &["Jumlah", "4"]);

    let notes = workbook.add_worksheet().set_name("Catatan").unwrap();
    row(notes, 0, &["Kapal masuk dok", "Januari"]);

    let crew = workbook.add_worksheet().set_name("Crew").unwrap();
    row(crew, 0, &["CREW LIST"]);
    row(crew, 1, &["Name", "Rank", "Seaman Book", "Nationality"]);
    row(crew, 2, &["SYAMSUL", "Master", "F 220011", "Indonesia"]);

    let hidden = workbook.add_worksheet().set_name("Lama").unwrap();
    row(hidden, 0, &["Nama", "JK"]);
    row(hidden, 1, &["ORANG LAMA", "L"]);
    hidden.set_hidden(true);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_charter_list_with_everything() {
    let manifest = crate::read(&charter(), TODAY).unwrap();
    insta::assert_snapshot!(told(&manifest));
}

#[test]
fn dates_that_a_spreadsheet_swapped_are_told() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    row(sheet, 0, &["Nama", "Tgl Lahir"]);
    row(sheet, 1, &["SITI", "25/03/1990"]);
    row(sheet, 2, &["BUDI"]);
    // `12/03/1990` typed where the spreadsheet expects the month first.
    date_cell(sheet, 2, 1, (1990, 12, 3));
    let manifest = crate::read(&workbook.save_to_buffer().unwrap(), TODAY).unwrap();
    let budi = &manifest.travellers[1];
    let readings: Vec<String> = budi
        .birth_date_readings
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(readings, ["1990-03-12", "1990-12-03"]);
    assert_eq!(budi.birth_date, None);
    assert_eq!(budi.diagnostics[0].code, "list-ambiguous-date");
}

#[test]
fn a_stray_cell_far_out_costs_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    row(sheet, 0, &["Nama", "JK"]);
    row(sheet, 1, &["SITI", "P"]);
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let manifest = crate::read(&workbook.save_to_buffer().unwrap(), TODAY).unwrap();
    assert_eq!(manifest.travellers.len(), 1);
}

#[test]
fn damaged_workbooks_are_unusable() {
    let whole = charter();
    for length in [4, 100, whole.len() / 2, whole.len() - 30] {
        assert!(crate::read(&whole[..length], TODAY).is_err(), "{length}");
    }
}
