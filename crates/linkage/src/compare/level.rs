//! The levels of each kind of comparison, from no agreement to full, and their words.

use crate::schema::Kind;

/// How two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the words of each level stand in `LEVELS`")]
pub enum NameLevel {
    Missing,
    Different,
    OtherName,
    PartlyShared,
    MostlyShared,
    NotTheParent,
    SeveralLeftOut,
    LeftOutSlip,
    FirstLeftOut,
    LastLeftOut,
    CommonLeftOut,
    EndorsedLeftOut,
    Cut,
    Initial,
    Slips,
    ParentAddedSlip,
    Slip,
    Joined,
    ParentAdded,
    Reordered,
    Spelling,
    Equal,
}

/// How two dates agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the words of each level stand in `LEVELS`")]
pub enum DateLevel {
    Missing,
    Different,
    SameYear,
    SameMonthAndDay,
    YearOnly,
    OneDigit,
    Swapped,
    OneReading,
    Equal,
}

/// How two codes agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the words of each level stand in `LEVELS`")]
pub enum CodeLevel {
    Missing,
    Different,
    Slip,
    Confusable,
    Equal,
}

/// How two places or two texts agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the words of each level stand in `LEVELS`")]
pub enum PhraseLevel {
    Missing,
    Different,
    Partly,
    Similar,
    Equal,
}

/// How two sexes agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the words of each level stand in `LEVELS`")]
pub enum SexLevel {
    Missing,
    Different,
    Equal,
}

/// A level as models and result files name it and as officers read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelWords {
    /// In kebab-case, stable.
    pub code: &'static str,
    /// Bahasa Indonesia.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
}

const fn words(code: &'static str, id: &'static str, en: &'static str) -> LevelWords {
    LevelWords { code, id, en }
}

const NAME: &[LevelWords] = &[
    words("missing", "nama tidak diketahui", "name not known"),
    words("different", "nama berbeda", "names differ"),
    words(
        "other-name",
        "berbeda satu huruf, keduanya nama yang lazim",
        "a letter apart, but each a usual name of its own",
    ),
    words(
        "partly-shared",
        "satu kata nama sama, yang lain berbeda",
        "one word of the name agrees, others differ",
    ),
    words(
        "mostly-shared",
        "beberapa kata nama sama, yang lain berbeda",
        "several words of the name agree, others differ",
    ),
    words(
        "not-the-parent",
        "kata tambahan bukan nama orang tua",
        "the added word is not the parent's name",
    ),
    words(
        "several-left-out",
        "beberapa kata nama tidak ada pada salah satu",
        "several words of the name are absent on one side",
    ),
    words(
        "left-out-slip",
        "satu kata nama tidak ada, ejaan berbeda",
        "a word of the name is absent on one side, and a slip",
    ),
    words(
        "first-left-out",
        "kata pertama nama tidak ada pada salah satu",
        "the first word of the name is absent on one side",
    ),
    words(
        "last-left-out",
        "kata terakhir nama tidak ada pada salah satu",
        "a later word of the name is absent on one side",
    ),
    words(
        "common-left-out",
        "nama sama tanpa kata yang umum",
        "the same name but for a frequent word",
    ),
    words(
        "endorsed-left-out",
        "nama sama, ditambah nama ayah atau alias",
        "the same name, with the father's name or an alias added",
    ),
    words(
        "cut",
        "kata nama terpotong",
        "a word of the name is cut short",
    ),
    words(
        "initial",
        "kata nama disingkat dengan huruf awal",
        "an initial stands for a word of the name",
    ),
    words(
        "slips",
        "beberapa salah ketik pada nama",
        "several typing slips in the name",
    ),
    words(
        "parent-added-slip",
        "nama orang tua ditambahkan, ejaan berbeda",
        "the parent's name was added, and a slip",
    ),
    words("slip", "salah ketik pada nama", "a typing slip in the name"),
    words(
        "joined",
        "kata nama digabung atau dipisah",
        "words of the name joined or split",
    ),
    words(
        "parent-added",
        "nama orang tua ditambahkan",
        "the parent's name was added",
    ),
    words(
        "reordered",
        "kata nama sama, urutan berbeda",
        "the same words in another order",
    ),
    words(
        "spelling",
        "nama sama dengan ejaan lain",
        "the same name in another spelling",
    ),
    words("equal", "nama sama", "the same name"),
];

const DATE: &[LevelWords] = &[
    words("missing", "tanggal tidak diketahui", "date not known"),
    words("different", "tanggal berbeda", "dates differ"),
    words(
        "same-year",
        "tahun sama, bulan atau hari berbeda",
        "the same year, another day",
    ),
    words(
        "same-month-and-day",
        "bulan dan hari sama, tahun berbeda",
        "the same month and day, another year",
    ),
    words(
        "year-only",
        "tahun sama, pada salah satu hanya tahun (1 Januari)",
        "the same year, one side has only the year (1 January)",
    ),
    words(
        "one-digit",
        "satu angka tanggal berbeda",
        "one digit of the date differs",
    ),
    words(
        "swapped",
        "hari dan bulan tertukar",
        "day and month exchanged",
    ),
    words(
        "one-reading",
        "sama menurut salah satu cara baca",
        "equal in one of two readings",
    ),
    words("equal", "tanggal sama", "the same date"),
];

const CODE: &[LevelWords] = &[
    words("missing", "nomor tidak diketahui", "number not known"),
    words("different", "nomor berbeda", "numbers differ"),
    words(
        "slip",
        "nomor berbeda satu karakter",
        "one character differs",
    ),
    words(
        "confusable",
        "nomor sama kecuali karakter yang mirip (0/O, 1/I, 5/S, 8/B)",
        "equal but for characters that look alike (0/O, 1/I, 5/S, 8/B)",
    ),
    words("equal", "nomor sama", "the same number"),
];

const PLACE: &[LevelWords] = &[
    words("missing", "tidak diketahui", "not known"),
    words("different", "berbeda", "different"),
    words("partly", "sebagian sama", "partly the same"),
    words("similar", "mirip", "similar"),
    words("equal", "sama", "the same"),
];

const SEX: &[LevelWords] = &[
    words("missing", "tidak diketahui", "not known"),
    words("different", "berbeda", "different"),
    words("equal", "sama", "the same"),
];

/// The levels of a kind of comparison; a level is the position. The first is *missing*, the last full agreement.
pub fn levels(kind: Kind) -> &'static [LevelWords] {
    match kind {
        Kind::Name => NAME,
        Kind::Date => DATE,
        Kind::Code => CODE,
        Kind::Place | Kind::Text => PLACE,
        Kind::Sex => SEX,
    }
}
