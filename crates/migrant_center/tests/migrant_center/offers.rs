//! Honest offers pass quietly, scams are named, and what was not answered accuses nobody.

use domain::Country;
use jiff::civil::{Date, date};
use migrant_center::{
    Advice, Asked, Job, Kept, NumberAnswer, Offer, Recruiter, RegisterAnswer, RegisterState, Route,
    Severity, Visa, check, rules,
};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

fn country(code: &str) -> Option<Country> {
    Some(Country::from_alpha3(code).unwrap())
}

fn says(state: RegisterState) -> RegisterAnswer {
    RegisterAnswer {
        state: Some(state),
        ..RegisterAnswer::default()
    }
}

/// A carer for Taiwan through a licensed company, as it should be.
fn honest() -> Offer {
    Offer {
        recruiter: Some(Recruiter::Company),
        company: Some("PT Cipta Karya Semesta".into()),
        licence_number: None,
        country: country("TWN"),
        job: Some(Job::ElderlyCare),
        age: Some(24),
        pay: Some(9_000_000),
        fee: Some(0),
        visa: Some(Visa::Work),
        route: Some(Route::Official),
        keeps: vec![Kept::Nothing],
        contract: Some(true),
        registered: Some(true),
        secret: Some(false),
        debt: Some(false),
        hurry: Some(false),
    }
}

/// The rules that speak, by their names.
fn found(offer: &Offer, company: Option<&RegisterAnswer>) -> Vec<&'static str> {
    let checked = check(offer, company, TODAY);
    checked
        .findings
        .iter()
        .map(|rule| rule.id.as_str())
        .collect()
}

#[test]
fn honest_offers_pass_quietly() {
    let active = says(RegisterState::Active);
    let factory = Offer {
        country: country("KOR"),
        job: Some(Job::Factory),
        recruiter: Some(Recruiter::Government),
        company: None,
        ..honest()
    };
    for (offer, company) in [(honest(), Some(&active)), (factory, None)] {
        let checked = check(&offer, company, TODAY);
        assert!(checked.findings.is_empty(), "{:?}", checked.findings);
        // Nobody needs a company where the government places.
        let open: Vec<Asked> = checked
            .open
            .into_iter()
            .filter(|asked| *asked != Asked::Company)
            .collect();
        assert_eq!(open, []);
    }
    assert_eq!(check(&honest(), Some(&active), TODAY).advice, Advice::Quiet);
}

#[test]
fn classic_scams_are_named() {
    let active = says(RegisterState::Active);
    for (what, offer, rule) in [
        (
            "a visit visa",
            Offer {
                visa: Some(Visa::Visit),
                ..honest()
            },
            "visa-bukan-kerja",
        ),
        (
            "pilgrimage to work",
            Offer {
                visa: Some(Visa::Pilgrimage),
                country: country("SAU"),
                ..honest()
            },
            "visa-bukan-kerja",
        ),
        (
            "the visa comes later",
            Offer {
                visa: Some(Visa::Later),
                ..honest()
            },
            "visa-bukan-kerja",
        ),
        (
            "fees above the limit",
            Offer {
                fee: Some(60_000_000),
                ..honest()
            },
            "biaya-di-atas-batas",
        ),
        (
            "any fee for free work",
            Offer {
                country: country("MYS"),
                fee: Some(5_000_000),
                job: Some(Job::Domestic),
                ..honest()
            },
            "biaya-di-atas-batas",
        ),
        (
            "customer service in Cambodia",
            Offer {
                country: country("KHM"),
                job: Some(Job::Online),
                ..honest()
            },
            "kerja-daring",
        ),
        (
            "any work in Myanmar",
            Offer {
                country: country("MMR"),
                job: Some(Job::Hospitality),
                ..honest()
            },
            "negara-tanpa-penempatan",
        ),
        (
            "a household in the Emirates",
            Offer {
                country: country("ARE"),
                job: Some(Job::Domestic),
                ..honest()
            },
            "rumah-tangga-tertutup",
        ),
        (
            "the passport is kept",
            Offer {
                keeps: vec![Kept::Passport],
                ..honest()
            },
            "paspor-disimpan",
        ),
        (
            "nothing is kept but the passport",
            Offer {
                keeps: vec![Kept::Nothing, Kept::Passport],
                ..honest()
            },
            "paspor-disimpan",
        ),
        (
            "a land certificate is kept",
            Offer {
                keeps: vec![Kept::Land],
                ..honest()
            },
            "jaminan",
        ),
        (
            "nude pictures",
            Offer {
                keeps: vec![Kept::Photos],
                ..honest()
            },
            "foto-pribadi",
        ),
        (
            "a beach at night",
            Offer {
                route: Some(Route::Unofficial),
                ..honest()
            },
            "jalur-tikus",
        ),
        (
            "a child",
            Offer {
                age: Some(17),
                ..honest()
            },
            "di-bawah-umur",
        ),
        (
            "a broker",
            Offer {
                recruiter: Some(Recruiter::Person),
                ..honest()
            },
            "perseorangan",
        ),
        (
            "somebody on Facebook",
            Offer {
                recruiter: Some(Recruiter::Online),
                ..honest()
            },
            "perseorangan",
        ),
        (
            "no contract",
            Offer {
                contract: Some(false),
                ..honest()
            },
            "tanpa-kontrak",
        ),
        (
            "an advance",
            Offer {
                debt: Some(true),
                ..honest()
            },
            "utang",
        ),
        (
            "told to lie",
            Offer {
                secret: Some(true),
                ..honest()
            },
            "disuruh-berbohong",
        ),
    ] {
        let checked = check(&offer, Some(&active), TODAY);
        assert_eq!(checked.advice, Advice::Stop, "{what}");
        assert!(
            found(&offer, Some(&active)).contains(&rule),
            "{what}: {:?}",
            found(&offer, Some(&active))
        );
    }
}

#[test]
fn what_must_be_cleared_is_asked() {
    let active = says(RegisterState::Active);
    for (offer, rule) in [
        (
            Offer {
                recruiter: Some(Recruiter::Agent),
                ..honest()
            },
            "perantara",
        ),
        (
            Offer {
                recruiter: Some(Recruiter::Employer),
                ..honest()
            },
            "langsung-majikan",
        ),
        (
            Offer {
                visa: Some(Visa::Study),
                ..honest()
            },
            "visa-belajar",
        ),
        (
            Offer {
                route: Some(Route::ThirdCountry),
                ..honest()
            },
            "negara-ketiga",
        ),
        (
            Offer {
                registered: Some(false),
                ..honest()
            },
            "tidak-didaftarkan",
        ),
        (
            Offer {
                hurry: Some(true),
                ..honest()
            },
            "terburu-buru",
        ),
        (
            Offer {
                job: Some(Job::Online),
                ..honest()
            },
            "kerja-daring-lain",
        ),
        (
            Offer {
                job: Some(Job::Factory),
                fee: Some(3_000_000),
                ..honest()
            },
            "biaya-lain",
        ),
        (
            Offer {
                fee: Some(9_622_000),
                ..honest()
            },
            "biaya-jabatan-bebas",
        ),
        (
            Offer {
                country: country("POL"),
                ..honest()
            },
            "negara-tidak-diketahui",
        ),
        (
            Offer {
                country: country("MYS"),
                job: Some(Job::Domestic),
                pay: Some(3_000_000),
                ..honest()
            },
            "gaji-malaysia",
        ),
    ] {
        assert_eq!(found(&offer, Some(&active)), [rule]);
        assert_eq!(
            check(&offer, Some(&active), TODAY).advice,
            Advice::Ask,
            "{rule}"
        );
    }
}

#[test]
fn the_register_decides_about_the_company() {
    for (state, rules) in [
        (RegisterState::Active, &[][..]),
        (
            RegisterState::NotRegistered,
            &["perusahaan-tidak-terdaftar"],
        ),
        (RegisterState::Suspended, &["izin-dibekukan"]),
        (RegisterState::Revoked, &["izin-dibekukan"]),
    ] {
        assert_eq!(found(&honest(), Some(&says(state))), rules, "{state:?}");
    }
    let borrowed = RegisterAnswer {
        number: Some(NumberAnswer::Other),
        ..says(RegisterState::Active)
    };
    assert_eq!(found(&honest(), Some(&borrowed)), ["nomor-izin-lain"]);
    // An empty register says neither yes nor no.
    let empty = RegisterAnswer::default();
    assert_eq!(found(&honest(), Some(&empty)), ["perusahaan-belum-dicek"]);
}

#[test]
fn rules_hold_from_their_day_on() {
    let offer = Offer {
        fee: Some(1_000_000),
        ..honest()
    };
    let before = check(
        &offer,
        Some(&says(RegisterState::Active)),
        date(2021, 7, 14),
    );
    assert!(
        before
            .findings
            .iter()
            .all(|rule| !rule.id.starts_with("biaya-jabatan"))
    );
    assert_eq!(
        found(&offer, Some(&says(RegisterState::Active))),
        ["biaya-jabatan-bebas"]
    );
}

#[test]
fn every_rule_can_speak_and_every_answer_matters() {
    let asked: Vec<Asked> = rules().iter().flat_map(|rule| rule.when.asks()).collect();
    for one in Asked::ALL {
        assert!(asked.contains(one), "{one:?} is asked for nothing");
    }
    let open = check(&Offer::default(), None, TODAY).open;
    assert_eq!(
        open,
        Asked::ALL,
        "of nothing everything is open, in the order of the form"
    );
}

fn any_offer() -> impl Strategy<Value = Offer> {
    let code = |count: usize| prop::option::of(0..count);
    let flags = prop::collection::vec(prop::option::of(any::<bool>()), 5);
    let codes = (code(6), code(16), code(5), code(3), code(8));
    let numbers = (
        prop::option::of(10..70_u32),
        prop::option::of(0..20_000_000_u64),
        prop::option::of(0..90_000_000_u64),
    );
    let kept = prop::collection::vec(0..Kept::ALL.len(), 0..3);
    (codes, numbers, kept, flags).prop_map(|(codes, numbers, kept, flags)| Offer {
        recruiter: codes.0.map(|at| Recruiter::ALL[at]),
        job: codes.1.map(|at| Job::ALL[at]),
        visa: codes.2.map(|at| Visa::ALL[at]),
        route: codes.3.map(|at| Route::ALL[at]),
        country: codes
            .4
            .and_then(|at| country(["TWN", "MYS", "KHM", "MMR", "SAU", "POL", "THA", "KOR"][at])),
        age: numbers.0,
        pay: numbers.1,
        fee: numbers.2,
        keeps: kept.into_iter().map(|at| Kept::ALL[at]).collect(),
        contract: flags[0],
        registered: flags[1],
        secret: flags[2],
        debt: flags[3],
        hurry: flags[4],
        ..Offer::default()
    })
}

/// The same offer with one answer taken back.
fn without(offer: &Offer, asked: Asked) -> Offer {
    let mut less = offer.clone();
    match asked {
        Asked::Recruiter => less.recruiter = None,
        Asked::Company => (less.company, less.licence_number) = (None, None),
        Asked::Country => less.country = None,
        Asked::Job => less.job = None,
        Asked::Age => less.age = None,
        Asked::Pay => less.pay = None,
        Asked::Fee => less.fee = None,
        Asked::Visa => less.visa = None,
        Asked::Route => less.route = None,
        Asked::Keeps => less.keeps.clear(),
        Asked::Contract => less.contract = None,
        Asked::Registered => less.registered = None,
        Asked::Secret => less.secret = None,
        Asked::Debt => less.debt = None,
        Asked::Hurry => less.hurry = None,
    }
    less
}

proptest! {
    /// To say less never makes another rule speak.
    #[test]
    fn silence_accuses_nobody(offer in any_offer(), at in 0..Asked::ALL.len()) {
        let all = found(&offer, None);
        for rule in found(&without(&offer, Asked::ALL[at]), None) {
            prop_assert!(all.contains(&rule), "{}", rule);
        }
    }

    #[test]
    fn the_grave_stands_first_and_decides(offer in any_offer()) {
        let checked = check(&offer, None, TODAY);
        let grave: Vec<bool> = checked.findings.iter().map(|rule| rule.severity == Severity::Stop).collect();
        prop_assert!(grave.is_sorted_by(|a, b| a >= b));
        prop_assert_eq!(checked.advice == Advice::Stop, grave.contains(&true));
        prop_assert!(checked.open.iter().all(|asked| !offer.says(*asked)));
    }
}
