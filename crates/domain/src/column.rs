//! The columns of a table, by the headers that people give them.

/// What a column holds, recognised by its header in Indonesian or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each variant is named after the column it stands for"
)]
pub enum Column {
    RowNumber,
    Id,
    Name,
    GivenName,
    Surname,
    BirthDate,
    BirthPlace,
    Sex,
    Nationality,
    PassportNumber,
    DocumentNumber,
    DocumentType,
    DocumentIssuer,
    DocumentExpiry,
    Nik,
    ParentName,
    Address,
    Phone,
    Email,
    Role,
    Embark,
    Destination,
    Carrier,
    VoyageNumber,
    DepartureDate,
    ArrivalDate,
    BookingReference,
    Payer,
    Seat,
    Occupation,
    Status,
    Scheme,
    Employer,
    Company,
    ContractStart,
    ContractEnd,
    VisaNumber,
    VisaUntil,
    InsuranceUntil,
    OrientationDate,
    Kind,
    Reason,
    Source,
    Until,
}

/// Headers as [`plain`] leaves them, each with the column it names.
const HEADERS: &[(Column, &[&str])] = &[
    (
        Column::RowNumber,
        &[
            "no",
            "nomor",
            "nomor urut",
            "no urut",
            "num",
            "row",
            "line",
            "number",
        ],
    ),
    (Column::Id, &["id", "record id", "rec id", "kode", "uid"]),
    (
        Column::Name,
        &[
            "name",
            "nama",
            "full name",
            "fullname",
            "nama lengkap",
            "nama penumpang",
            "passenger name",
            "passenger",
            "penumpang",
            "pax name",
            "nama pax",
            "nama pmi",
            "nama cpmi",
            "nama tki",
            "name of passenger",
            "nama sesuai paspor",
            "nama abk",
            "crew name",
            "nama crew",
        ],
    ),
    (
        Column::GivenName,
        &[
            "given name",
            "given names",
            "first name",
            "forename",
            "forenames",
            "firstname",
            "givenname",
            "nama depan",
        ],
    ),
    (
        Column::Surname,
        &[
            "surname",
            "last name",
            "family name",
            "lastname",
            "nama belakang",
            "nama keluarga",
        ],
    ),
    (
        Column::BirthDate,
        &[
            "birth date",
            "birthdate",
            "date of birth",
            "dob",
            "d o b",
            "tgl lahir",
            "tanggal lahir",
            "tgl lhr",
            "born",
            "lahir",
            "tanggal kelahiran",
        ],
    ),
    (
        Column::BirthPlace,
        &[
            "birth place",
            "birthplace",
            "place of birth",
            "pob",
            "tempat lahir",
            "tmp lahir",
            "tmpt lahir",
        ],
    ),
    (
        Column::Sex,
        &[
            "sex",
            "gender",
            "jk",
            "j k",
            "l p",
            "lp",
            "jenis kelamin",
            "kelamin",
            "m f",
        ],
    ),
    (
        Column::Nationality,
        &[
            "nationality",
            "kewarganegaraan",
            "warga negara",
            "wn",
            "citizenship",
            "kebangsaan",
            "nat",
            "negara asal",
            "warganegara",
        ],
    ),
    (
        Column::PassportNumber,
        &[
            "passport no",
            "passport number",
            "passport",
            "no paspor",
            "no passport",
            "nomor paspor",
            "paspor",
            "pasport",
            "no pasport",
            "passport nr",
            "ppt no",
            "pp no",
            "nomor passport",
            "passportno",
        ],
    ),
    (
        Column::DocumentNumber,
        &[
            "document no",
            "document number",
            "no dokumen",
            "nomor dokumen",
            "doc no",
            "travel document no",
            "travel document number",
            "no dokumen perjalanan",
            "no identitas",
            "nomor identitas",
            "no id",
            "id no",
            "id number",
            "paspor ktp",
            "ktp paspor",
        ],
    ),
    (
        Column::DocumentType,
        &[
            "document type",
            "doc type",
            "jenis dokumen",
            "tipe dokumen",
            "type of document",
        ],
    ),
    (
        Column::DocumentIssuer,
        &[
            "document issuer",
            "issuing state",
            "issuing country",
            "negara penerbit",
            "country of issue",
            "issuer",
            "penerbit",
        ],
    ),
    (
        Column::DocumentExpiry,
        &[
            "expiry",
            "expiry date",
            "date of expiry",
            "passport expiry",
            "passport until",
            "masa berlaku",
            "berlaku sampai",
            "berlaku s d",
            "tgl habis berlaku",
            "tanggal habis berlaku",
            "tgl kadaluarsa",
            "expires",
            "valid until",
            "doe",
            "exp",
            "exp date",
            "document expiry",
        ],
    ),
    (
        Column::Nik,
        &["nik", "no ktp", "ktp", "nomor ktp", "no nik", "national id"],
    ),
    (
        Column::ParentName,
        &[
            "parent name",
            "nama ayah",
            "nama bapak",
            "ayah",
            "father name",
            "fathers name",
            "nama orang tua",
            "bin binti",
            "father",
            "nama ibu",
            "orang tua",
            "nama ortu",
        ],
    ),
    (
        Column::Address,
        &[
            "address",
            "alamat",
            "alamat asal",
            "domisili",
            "home address",
        ],
    ),
    (
        Column::Phone,
        &[
            "phone",
            "telepon",
            "no hp",
            "hp",
            "no telp",
            "telp",
            "contact",
            "kontak",
            "mobile",
            "nomor telepon",
            "phone number",
            "no telepon",
            "no wa",
            "whatsapp",
        ],
    ),
    (Column::Email, &["email", "e mail", "surel"]),
    (
        Column::Role,
        &[
            "role",
            "peran",
            "crew passenger",
            "status penumpang",
            "jabatan di kapal",
        ],
    ),
    (
        Column::Embark,
        &[
            "embark",
            "embarkation",
            "port of embarkation",
            "asal",
            "dari",
            "from",
            "pelabuhan asal",
            "origin",
            "naik di",
            "embarkasi",
            "pelabuhan keberangkatan",
            "port of departure",
        ],
    ),
    (
        Column::Destination,
        &[
            "destination",
            "tujuan",
            "negara tujuan",
            "ke",
            "to",
            "pelabuhan tujuan",
            "disembark",
            "debarkation",
            "disembarkation",
            "port of disembarkation",
            "country of destination",
            "destination country",
            "debarkasi",
            "turun di",
            "port of arrival",
        ],
    ),
    (
        Column::Carrier,
        &[
            "carrier",
            "operator",
            "kapal",
            "nama kapal",
            "vessel",
            "vessel name",
            "ship",
            "maskapai",
            "airline",
            "ferry",
        ],
    ),
    (
        Column::VoyageNumber,
        &[
            "voyage",
            "voyage no",
            "voyage number",
            "trip",
            "trip no",
            "flight",
            "flight no",
            "flight number",
            "no penerbangan",
            "nomor pelayaran",
            "no voyage",
        ],
    ),
    (
        Column::DepartureDate,
        &[
            "departure",
            "departure date",
            "date of departure",
            "etd",
            "tgl berangkat",
            "tanggal berangkat",
            "tanggal keberangkatan",
            "tgl keberangkatan",
            "std",
            "crossing date",
            "travel date",
            "event date",
        ],
    ),
    (
        Column::ArrivalDate,
        &[
            "arrival",
            "arrival date",
            "eta",
            "tgl tiba",
            "tanggal tiba",
            "sta",
        ],
    ),
    (
        Column::BookingReference,
        &[
            "booking",
            "booking reference",
            "booking ref",
            "pnr",
            "kode booking",
            "record locator",
            "ticket",
            "no tiket",
            "tiket",
            "booking code",
        ],
    ),
    (
        Column::Payer,
        &[
            "payer",
            "paid by",
            "pembayar",
            "dibayar oleh",
            "agent",
            "agen",
            "travel agent",
        ],
    ),
    (
        Column::Seat,
        &["seat", "kursi", "no kursi", "seat no", "nomor kursi"],
    ),
    (
        Column::Occupation,
        &[
            "occupation",
            "pekerjaan",
            "profession",
            "jabatan",
            "job",
            "position",
        ],
    ),
    (
        Column::Status,
        &["status", "placement status", "status penempatan"],
    ),
    (Column::Scheme, &["scheme", "skema", "skema penempatan"]),
    (
        Column::Employer,
        &[
            "employer",
            "pemberi kerja",
            "pengguna",
            "nama pemberi kerja",
            "majikan",
        ],
    ),
    (
        Column::Company,
        &[
            "company",
            "p3mi",
            "nama p3mi",
            "placement company",
            "perusahaan",
            "pptkis",
            "agency",
        ],
    ),
    (
        Column::ContractStart,
        &[
            "contract start",
            "contract from",
            "awal kontrak",
            "mulai kontrak",
            "tgl mulai kontrak",
            "kontrak mulai",
        ],
    ),
    (
        Column::ContractEnd,
        &[
            "contract end",
            "contract until",
            "akhir kontrak",
            "selesai kontrak",
            "kontrak berakhir",
            "tgl akhir kontrak",
        ],
    ),
    (
        Column::VisaNumber,
        &["visa no", "visa number", "no visa", "nomor visa", "visa"],
    ),
    (
        Column::VisaUntil,
        &[
            "visa until",
            "visa expiry",
            "masa berlaku visa",
            "visa berlaku sampai",
            "visa s d",
        ],
    ),
    (
        Column::InsuranceUntil,
        &[
            "insurance until",
            "jaminan sosial sampai",
            "jaminan sosial berlaku",
            "masa berlaku jaminan sosial",
            "jspmi sampai",
            "insurance expiry",
            "bpjs sampai",
            "asuransi sampai",
        ],
    ),
    (
        Column::OrientationDate,
        &[
            "orientation date",
            "opp",
            "tanggal opp",
            "tgl opp",
            "orientation",
            "pap",
            "tanggal orientasi",
        ],
    ),
    (Column::Kind, &["kind", "jenis", "type", "list kind"]),
    (Column::Reason, &["reason", "alasan", "keterangan alasan"]),
    (Column::Source, &["source", "sumber"]),
    (
        Column::Until,
        &["until", "sampai", "berakhir", "end date", "list until"],
    ),
];

/// Lower case, letters and digits with single blanks between words; `namaLengkap` is two words.
fn plain(header: &str) -> String {
    let mut words = String::with_capacity(header.len() + 4);
    let mut before_lower = false;
    for c in header.chars() {
        if !c.is_alphanumeric() {
            if !words.ends_with(' ') {
                words.push(' ');
            }
            before_lower = false;
            continue;
        }
        if c.is_uppercase() && before_lower {
            words.push(' ');
        }
        before_lower = c.is_lowercase();
        words.extend(c.to_lowercase());
    }
    words.trim().to_owned()
}

impl Column {
    /// The column that a header names; `None` for a header that is not known.
    ///
    /// A header in two languages (`Nama / Name`, `Tgl Lahir (Date of Birth)`) is recognised by either part.
    pub fn recognise(header: &str) -> Option<Self> {
        let known = |words: &str| {
            HEADERS
                .iter()
                .find(|(_, names)| names.contains(&words))
                .map(|(column, _)| *column)
        };
        known(&plain(header)).or_else(|| {
            header
                .split(['/', '(', ')', '\n', '|'])
                .map(plain)
                .filter(|part| !part.is_empty())
                .find_map(|part| known(&part))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_two_languages() {
        for (header, expected) in [
            ("Nama", Some(Column::Name)),
            ("NAMA LENGKAP", Some(Column::Name)),
            ("namaLengkap", Some(Column::Name)),
            ("Tgl Lahir", Some(Column::BirthDate)),
            ("Tgl. Lahir", Some(Column::BirthDate)),
            ("date_of_birth", Some(Column::BirthDate)),
            ("Tgl Lahir (Date of Birth)", Some(Column::BirthDate)),
            ("No. Paspor", Some(Column::PassportNumber)),
            ("JK", Some(Column::Sex)),
            ("L/P", Some(Column::Sex)),
            ("Kewarganegaraan", Some(Column::Nationality)),
            ("Tujuan", Some(Column::Destination)),
            ("nama_ayah", Some(Column::ParentName)),
            ("No", Some(Column::RowNumber)),
            ("Berat Bagasi", None),
            ("", None),
        ] {
            assert_eq!(Column::recognise(header), expected, "{header:?}");
        }
    }

    #[test]
    fn no_header_names_two_columns() {
        let mut seen = std::collections::HashMap::new();
        for (column, names) in HEADERS {
            for name in *names {
                assert_eq!(plain(name), *name, "not in plain form");
                assert_eq!(seen.insert(*name, *column), None, "{name}");
            }
        }
    }
}
