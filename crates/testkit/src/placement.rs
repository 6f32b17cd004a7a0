//! The placement of a worker: where to, for how long, under which scheme, with which papers.

use crate::{
    person::{Part, PersonId},
    random::{Purpose, Random},
    weighted::Weighted,
};
use jiff::{Span, civil::Date};
use std::sync::LazyLock;

/// A country of destination.
#[derive(Debug, PartialEq, Eq)]
pub struct Destination {
    /// ISO 3166-1 alpha-3.
    pub country: &'static str,
    /// Placements of 2024 (KP2MI). Hong Kong to Singapore are of the year; Korea to Türkiye are January to October, drawn out to a
    /// year; the rest share what remains of 297,434 by an estimate.
    pub workers: u64,
    /// Women among a thousand: an estimate by the usual work there (domestic, care, factory, plantation, fishery), such that the whole
    /// comes to the published share, 187,468 of 296,948 in 2025.
    pub women_per_mille: u64,
    /// Usual length of a contract in months.
    pub months: i64,
    /// What employers there are called.
    pub employers: &'static [&'static str],
}

/// All destinations.
pub static DESTINATIONS: [Destination; 19] = [
    destination(
        "HKG",
        99_168,
        980,
        24,
        &[
            "CHAN KA YAN",
            "WONG SIU MING",
            "LAU WAI KEUNG",
            "CHEUNG MEI LING",
            "HO CHI WAI",
        ],
    ),
    destination(
        "TWN",
        84_306,
        550,
        36,
        &[
            "CHEN SHU FEN",
            "LIN CHIH MING",
            "HUNG FU FISHERY",
            "TA TUNG PRECISION CO",
            "WU MEI HUI",
        ],
    ),
    destination(
        "MYS",
        50_917,
        280,
        24,
        &[
            "FELDA GLOBAL VENTURES",
            "SIME PLANTATION SDN BHD",
            "TOP GLOVE SDN BHD",
            "IOI PLANTATION",
            "PUAN ROSNAH",
        ],
    ),
    destination(
        "JPN",
        12_653,
        300,
        36,
        &["YAMADA KOGYO KK", "SAKURA KAIGO CENTER", "MARUICHI SUISAN"],
    ),
    destination(
        "SGP",
        10_781,
        950,
        24,
        &["TAN BOON HENG", "LIM SIEW HONG", "MDM GOH LAY CHOO"],
    ),
    destination(
        "KOR",
        10_314,
        60,
        58,
        &["HANIL PRECISION", "DAESUNG FISHERY", "SAMJIN TECH"],
    ),
    destination(
        "SAU",
        7_934,
        600,
        24,
        &["AL RAJHI SERVICES EST", "ABDULLAH AL OTAIBI", "SMASCO"],
    ),
    destination(
        "ITA",
        3_448,
        250,
        12,
        &["MSC CROCIERE", "HOTEL EXCELSIOR SRL"],
    ),
    destination(
        "BRN",
        2_971,
        350,
        24,
        &["DAYANG HASLINA", "SERIKANDI SDN BHD"],
    ),
    destination(
        "TUR",
        2_966,
        850,
        12,
        &["ANTALYA SPA TURIZM", "RIXOS HOTELS"],
    ),
    destination("POL", 2_600, 350, 24, &["PROLOGIS SP ZOO"]),
    destination("ARE", 2_400, 500, 24, &["JUMEIRAH HOTELS LLC"]),
    destination("KWT", 1_300, 450, 24, &["AL GHANIM CO"]),
    destination("QAT", 1_200, 450, 24, &["QATAR HOSPITALITY WLL"]),
    destination("DEU", 1_100, 550, 36, &["KLINIKUM NORD GMBH"]),
    destination("MDV", 1_000, 450, 12, &["ATOLL RESORTS PVT"]),
    destination("HUN", 900, 350, 24, &["MAGYAR AUTO KFT"]),
    destination("PNG", 800, 40, 24, &["PORT MORESBY BUILDERS"]),
    destination("OMN", 676, 600, 24, &["MUSCAT SERVICES"]),
];

const fn destination(
    country: &'static str,
    workers: u64,
    women_per_mille: u64,
    months: i64,
    employers: &'static [&'static str],
) -> Destination {
    Destination {
        country,
        workers,
        women_per_mille,
        months,
        employers,
    }
}

static BY_WORKERS: LazyLock<Weighted<&'static Destination>> =
    LazyLock::new(|| DESTINATIONS.iter().map(|d| (d, d.workers)).collect());

/// Placements a year (KP2MI): a worker's contract begins in a year as often as the year had placements.
static BY_YEAR: LazyLock<Weighted<i16>> = LazyLock::new(|| {
    [
        (6, 112_928),
        (5, 72_934),
        (4, 200_717),
        (3, 297_108),
        (2, 297_434),
        (1, 296_948),
        // The year that runs, taken as the one before.
        (0, 296_948),
    ]
    .into_iter()
    .collect()
});

/// Schemes by their share of 1 November 2025: P to P 184,494; individual 26,008; extension 9,732; G to G 6,398; the rest own company.
static SCHEMES: LazyLock<Weighted<&'static str>> = LazyLock::new(|| {
    [
        ("P to P", 184_494),
        ("perseorangan", 26_008),
        ("UKPS", 9_732),
        ("perpanjangan kontrak", 9_732),
        ("G to G", 6_398),
    ]
    .into_iter()
    .collect()
});

const COMPANIES: [&str; 12] = [
    "PT SEJAHTERA EKA PRATAMA",
    "PT CIPTA KARYA SEMESTA",
    "PT MITRA BAHARI MANDIRI",
    "PT ANUGERAH SUMBER REJEKI",
    "PT BINA TENAGA UTAMA",
    "PT SURYA JASA MUTIARA",
    "PT HARAPAN INSAN CENDEKIA",
    "PT GRAHA AYU KARSA",
    "PT PRIMA DAYA INSANI",
    "PT LINTAS SAMUDERA JAYA",
    "PT NUSANTARA KARYA AMANAH",
    "PT BALI DUTA MARINA",
];

fn of(seed: u64, worker: PersonId) -> Random {
    worker.random(seed, Purpose::Placement)
}

/// Where a worker is placed. Cheap: voyages ask it of many to find one who goes their way.
pub fn destination_of(seed: u64, worker: PersonId) -> &'static Destination {
    let drawn = BY_WORKERS.draw(&mut of(seed, worker)).copied();
    drawn.unwrap_or(&DESTINATIONS[0])
}

/// Women among a thousand of those who are placed where this worker is.
pub(crate) fn women_per_mille(seed: u64, worker: PersonId) -> u64 {
    destination_of(seed, worker).women_per_mille
}

/// The first day of a worker's contract, seen from `today`.
pub fn contract_start(seed: u64, worker: PersonId, today: Date) -> Date {
    debug_assert_eq!(worker.part, Part::Placed);
    let mut random = of(seed, worker);
    random.bits();
    let back = BY_YEAR.draw(&mut random).copied().unwrap_or(0);
    let first = Date::new(today.year() - back, 1, 1).unwrap_or(today);
    first.saturating_add(Span::new().days(random.between(0, 364)))
}

/// The last day of a worker's contract.
pub fn contract_end(seed: u64, worker: PersonId, today: Date) -> Date {
    let months = destination_of(seed, worker).months;
    contract_start(seed, worker, today)
        .saturating_add(Span::new().months(months))
        .saturating_sub(Span::new().days(1))
}

/// Whether this worker may well leave on that day: the contract begins within ten weeks or runs.
pub fn in_force(seed: u64, worker: PersonId, day: Date, today: Date) -> bool {
    contract_start(seed, worker, today) <= day.saturating_add(Span::new().days(70))
        && day <= contract_end(seed, worker, today)
}

/// What the registry knows of a placement. An empty text is *not known*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// `calon`, `aktif`, `selesai` or `batal`.
    pub status: &'static str,
    /// Scheme of placement.
    pub scheme: &'static str,
    /// ISO 3166-1 alpha-3.
    pub destination: &'static str,
    /// The employer abroad.
    pub employer: &'static str,
    /// The placement company, where the scheme has one.
    pub company: &'static str,
    /// First day of the contract.
    pub contract_start: String,
    /// Last day of the contract.
    pub contract_end: String,
    /// Number of the work visa.
    pub visa_no: String,
    /// Last day of the work visa.
    pub visa_until: String,
    /// Last day of social security.
    pub insurance_until: String,
    /// Day of the pre-departure orientation.
    pub orientation_date: String,
}

impl Placement {
    /// The placement of a worker, seen from `today`.
    pub fn of(seed: u64, worker: PersonId, today: Date) -> Self {
        let destination = destination_of(seed, worker);
        let start = contract_start(seed, worker, today);
        let end = contract_end(seed, worker, today);
        let mut random = of(seed, worker);
        for _ in 0..3 {
            random.bits();
        }
        let scheme = SCHEMES.draw(&mut random).copied().unwrap_or("P to P");
        let status = match () {
            () if random.chance(30) => "batal",
            () if end < today => "selesai",
            () if start > today && random.chance(600) => "calon",
            () => "aktif",
        };
        // A candidate's papers come one after the other; now and then one is missing from an active placement too.
        let missing = if status == "calon" { 400 } else { 40 };
        let mut paper = |text: String| {
            if random.chance(missing) {
                String::new()
            } else {
                text
            }
        };
        let day = |span: Span| start.saturating_add(span).to_string();
        let visa_no = paper(format!(
            "{}{:08}",
            &destination.country[..1],
            worker.number * 7919 % 100_000_000
        ));
        let contract_start = paper(start.to_string());
        let contract_end = if contract_start.is_empty() {
            String::new()
        } else {
            end.to_string()
        };
        let visa_until = if visa_no.is_empty() {
            String::new()
        } else {
            day(Span::new().months(destination.months))
        };
        let insurance_until = paper(day(Span::new().months(destination.months + 1)));
        let orientation_date = paper(day(Span::new().days(-12)));
        let company = match scheme {
            "P to P" => random.pick(&COMPANIES).copied().unwrap_or_default(),
            _ => "",
        };
        Self {
            status,
            scheme,
            destination: destination.country,
            employer: random
                .pick(destination.employers)
                .copied()
                .unwrap_or_default(),
            company,
            contract_start,
            contract_end,
            visa_no,
            visa_until,
            insurance_until,
            orientation_date,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_come_to_the_published_totals() {
        let total: u64 = DESTINATIONS.iter().map(|d| d.workers).sum();
        assert_eq!(total, 297_434);
        let women: u64 = DESTINATIONS
            .iter()
            .map(|d| d.workers * d.women_per_mille)
            .sum();
        let per_mille = women / total;
        assert!((621..=641).contains(&per_mille), "{per_mille}");
        for destination in &DESTINATIONS {
            assert!(domain::Country::from_alpha3(destination.country).is_some());
        }
    }

    #[test]
    fn a_contract_ends_the_day_before_its_anniversary() {
        let today = jiff::civil::date(2026, 11, 1);
        for number in 0..200 {
            let worker = PersonId::new(Part::Placed, number);
            let end = contract_end(3, worker, today);
            let months = destination_of(3, worker).months;
            assert!(
                end > contract_start(3, worker, today)
                    .saturating_add(Span::new().months(months - 1))
            );
        }
    }
}
