//! `pandu demo --serve`: a server with a small synthetic nation, an account for each role, and what to try.

use super::{
    lists,
    passport::{self, Passport},
    reports,
};
use crate::{
    exit::{Failure, Outcome},
    server::{self, Opened, Place, TABLES, of_access, of_storage},
};
use access::{
    AccessError, Action, Context, Permit, UserForm,
    service::{account, clients, roles, sign_in, users},
};
use data_encoding::BASE32_NOPAD;
use jiff::civil::Date;
use organisations::{AgencyForm, AgencyKind, CompanyForm, LicenceState, service::companies};
use placement::{
    import::Mapping,
    service::{Task, run as take_in},
};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{self, Cursor, Write},
    net::SocketAddr,
};
use testkit::{Nation, Spec};
use uuid::Uuid;

/// Rows of the registry: enough to search in, few enough to be there in seconds.
const REGISTRY: u64 = 5_000;
/// Passports to try.
const SHOWN: usize = 3;

/// The agencies of the demo: short name, name, kind.
const AGENCIES: [(&str, &str, AgencyKind); 5] = [
    (
        "KP2MI",
        "Kementerian Pelindungan Pekerja Migran Indonesia",
        AgencyKind::Ministry,
    ),
    (
        "BP3MI Kepri",
        "BP3MI Kepulauan Riau",
        AgencyKind::Protection,
    ),
    (
        "Imigrasi Batam",
        "Kantor Imigrasi Kelas I Khusus TPI Batam",
        AgencyKind::Immigration,
    ),
    (
        "Polda Kepri",
        "Kepolisian Daerah Kepulauan Riau",
        AgencyKind::Police,
    ),
    ("Pemko Batam", "Pemerintah Kota Batam", AgencyKind::Local),
];

/// The accounts: name to sign in, name, agency by its place above, role, and what the role allows.
const ACCOUNTS: [(&str, &str, usize, &str, &[Action]); 6] = [
    (
        "petugas.kp2mi",
        "Petugas KP2MI",
        0,
        "Pengelola perjanjian dan perusahaan",
        &[
            Action::ReadAgencies,
            Action::ManageCompanies,
            Action::ReadAgreements,
            Action::DraftAgreements,
            Action::SignAgreements,
        ],
    ),
    (
        "petugas.bp3mi",
        "Petugas BP3MI",
        1,
        "Petugas penempatan",
        &[
            Action::ReadAgencies,
            Action::ReadPeople,
            Action::ManagePeople,
            Action::MergePeople,
            Action::ReadPlacements,
            Action::ManagePlacements,
            Action::ImportPlacements,
            Action::ReadAgreements,
            Action::DraftAgreements,
            Action::SignAgreements,
            Action::Screen,
            Action::SendManifests,
            Action::DecideScreening,
            Action::ReadQuality,
            Action::KeepProtectionList,
            Action::KeepWatchlist,
            Action::ReadRules,
            Action::DraftRules,
            Action::OpenCases,
            Action::ReadCases,
            Action::ManageCases,
        ],
    ),
    (
        "penyelia.bp3mi",
        "Penyelia BP3MI",
        1,
        "Penyelia",
        &[
            Action::ReadAgencies,
            Action::ApproveProtectionList,
            Action::ApproveWatchlist,
            Action::ReviewScreening,
            Action::ReadQuality,
            Action::ReadRules,
            Action::ApproveRules,
            Action::ReadCases,
            Action::ManageCases,
            Action::SealedCases,
        ],
    ),
    (
        "petugas.imigrasi",
        "Petugas Imigrasi",
        2,
        "Petugas perbatasan",
        &[
            Action::ReadAgencies,
            Action::ReadAgreements,
            Action::DraftAgreements,
            Action::SignAgreements,
            Action::UseExchange,
            Action::Screen,
            Action::DecideScreening,
            Action::OpenCases,
        ],
    ),
    (
        "penyidik.polda",
        "Penyidik Polda",
        3,
        "Penyidik",
        &[
            Action::ReadAgencies,
            Action::OpenCases,
            Action::ReadCases,
            Action::ManageCases,
            Action::ReadAgreements,
            Action::DraftAgreements,
            Action::SignAgreements,
            Action::UseExchange,
        ],
    ),
    (
        "petugas.pemko",
        "Petugas Pemko",
        4,
        "Petugas daerah",
        &[
            Action::ReadAgencies,
            Action::ReadAgreements,
            Action::DraftAgreements,
        ],
    ),
];

/// Fills a server in a folder that goes when it ends, says who can sign in, and serves.
pub(super) fn run(
    listen: Option<SocketAddr>,
    database: Option<String>,
    day: Date,
) -> Result<Outcome, Failure> {
    let folder = tempfile::tempdir()
        .map_err(|error| Failure::Input(format!("no temporary folder: {error}")))?;
    // Passwords of the demo are on the screen: a second factor would protect nothing.
    fs::write(
        folder.path().join("pandu.toml"),
        "[access]\nrequire_second_factor = false\n",
    )
    .map_err(|error| Failure::unreadable(folder.path(), &error))?;
    let place = Place {
        data: folder.path().to_owned(),
        database,
        config: None,
    };
    server::block_on(async {
        let opened = place.open().await?;
        storage::migrate(&opened.context.db, TABLES)
            .await
            .map_err(of_storage)?;
        let Filled {
            accounts,
            passports,
            key,
        } = fill(&opened, day).await?;
        say(
            "Peragaan: semua orang di dalamnya rekaan, dan semuanya hilang ketika program berakhir.",
        )?;
        say("Demo: everybody in it is invented, and all of it is gone when the program ends.\n")?;
        for (login, password, role) in accounts {
            say(&format!("  {login:<18} {password}   {role}"))?;
        }
        say("\nCoba / try:")?;
        say(
            "  tanpa akun         /: cek tawaran, cek perusahaan, cara resmi, kontak / the public door, without an account",
        )?;
        say("  petugas.bp3mi      /people (cari nama / search a name), /placements, /imports")?;
        say("  petugas.kp2mi      /companies (P3MI dengan SIP3MI / licences)")?;
        say("  admin              /users, /roles, /journal")?;
        say(
            "  petugas.bp3mi      /protection-list, /watchlist, /rules: usulkan / propose; penyelia.bp3mi memutuskan / decides",
        )?;
        say(
            "  petugas.bp3mi      /queue: tiga daftar yang segera berangkat / three lists that leave soon; /manifests",
        )?;
        say(
            "  petugas.bp3mi      /inbox, /cases (telaah, rujukan, berkas / first look, referral, dossier)",
        )?;
        say("  siapa pun / anybody  /lapor, /lapor/ikuti")?;
        say(
            "  petugas.bp3mi      /desk: pindai atau tempel paspor berikut / scan or paste one of these passports",
        )?;
        for passport in passports {
            say(&format!(
                "\n{}   (tujuan / destination: {})",
                passport.zone, passport.destination
            ))?;
        }
        say(&format!(
            "\n  mesin / machine    curl -H 'Authorization: Bearer {key}' ../api/v1/me   (/api/v1/openapi.json)"
        ))?;
        say(
            "\n  petugas.bp3mi      /desk: tunda, lalu surat keterangan / defer, then the slip; /review: kode surat / its code; penyelia.bp3mi /reviews, /quality",
        )?;
        say(
            "\n  petugas.imigrasi   /desk: belum ada perjanjian, data penempatan tidak terlihat / no agreement yet, the registry cannot be seen\n",
        )?;
        server::run(opened, listen).await
    })?;
    Ok(Outcome::Read)
}

/// Name to sign in, password and role.
type Account = (String, String, String);

/// What a demo was filled with.
struct Filled {
    accounts: Vec<Account>,
    passports: Vec<Passport>,
    /// Of a machine of the agency that keeps the registry.
    key: String,
}

async fn fill(opened: &Opened, day: Date) -> Result<Filled, Failure> {
    let context = &opened.context;
    let permit = Permit::system("demo");
    let mut accounts = Vec::new();
    let first = users::create_first(context, "admin")
        .await
        .map_err(of_access)?
        .ok_or_else(|| Failure::Usage("`--database`: expected an empty database".into()))?;
    let password = own_password(context, "admin", &first).await?;
    accounts.push(("admin".to_owned(), password, "Administrator".to_owned()));
    let mut agencies = Vec::new();
    for (short_name, name, kind) in AGENCIES {
        let form = AgencyForm {
            name: name.into(),
            short_name: short_name.into(),
            kind,
        };
        let id = organisations::service::create(context, &permit, form)
            .await
            .map_err(of_access)?;
        agencies.push(id);
    }
    for (login, name, agency, role, actions) in ACCOUNTS {
        let actions = actions.iter().copied().collect();
        let role_id = roles::create(context, &permit, role, actions)
            .await
            .map_err(of_access)?;
        let form = UserForm {
            login: login.into(),
            name: name.into(),
            agency: agencies.get(agency).copied(),
            roles: vec![role_id],
        };
        let (_, first) = users::create(context, &permit, form)
            .await
            .map_err(of_access)?;
        let password = own_password(context, login, &first).await?;
        accounts.push((login.to_owned(), password, role.to_owned()));
    }
    let passports = match agencies.get(1) {
        Some(agency) => {
            lists::take_in(opened, &permit, *agency).await?;
            reports::tell(context, *agency).await?;
            import(context, &permit, *agency, day).await?
        }
        None => Vec::new(),
    };
    let key = machine(context, &permit, agencies.get(1).copied())
        .await
        .map_err(of_access)?;
    Ok(Filled {
        accounts,
        passports,
        key,
    })
}

/// A machine that may do all there is, for whoever tries the programming interface.
async fn machine(
    context: &Context,
    permit: &Permit,
    agency: Option<Uuid>,
) -> Result<String, AccessError> {
    let all = Action::ALL.into_iter().collect();
    let id = clients::create(context, permit, "Peragaan", agency, all).await?;
    clients::give_key(context, permit, id, 1).await
}

/// Signs in with the password for once and replaces it with one that can be typed as often as one likes.
async fn own_password(context: &Context, login: &str, first: &str) -> Result<String, Failure> {
    let bytes = context.db.ambient().bytes::<10>();
    let password = BASE32_NOPAD.encode(&bytes).to_lowercase();
    let signed_in = sign_in::sign_in(context, login, first)
        .await
        .map_err(of_access)?;
    let principal = sign_in::recognise(context, &signed_in.token)
        .await
        .map_err(of_access)?;
    let principal =
        principal.ok_or_else(|| Failure::Input("an account of the demo cannot sign in".into()))?;
    account::change_password(context, &principal, first, &password)
        .await
        .map_err(of_access)?;
    Ok(password)
}

/// Most companies of the registry with a licence, one suspended, one revoked, some unknown; and the registry itself.
async fn import(
    context: &Context,
    permit: &Permit,
    agency: Uuid,
    day: Date,
) -> Result<Vec<Passport>, Failure> {
    let licence = |number: usize, name: &str, licence_state| CompanyForm {
        name: name.into(),
        nib: Some(format!("91200{:08}", 12_345 + number)),
        licence_number: format!("SIP3MI/{number:03}/2024"),
        licence_issued: Date::constant(2024, 1, 1),
        licence_until: Date::constant(2028, 12, 31),
        licence_state,
    };
    for (number, (name, state)) in [
        ("PT SEJAHTERA EKA PRATAMA", LicenceState::Active),
        ("PT CIPTA KARYA SEMESTA", LicenceState::Active),
        ("PT MITRA BAHARI MANDIRI", LicenceState::Active),
        ("PT ANUGERAH SUMBER REJEKI", LicenceState::Active),
        ("PT BINA TENAGA UTAMA", LicenceState::Suspended),
        ("PT SURYA JASA MUTIARA", LicenceState::Revoked),
    ]
    .into_iter()
    .enumerate()
    {
        companies::create(context, permit, licence(number + 1, name, state))
            .await
            .map_err(of_access)?;
    }
    let nation = Nation::new(Spec {
        registry: REGISTRY,
        crossings: 0,
        seed: 20,
        today: day,
        ..Spec::default()
    });
    let mut file = Vec::new();
    nation
        .write_registry(&mut file)
        .map_err(|error| Failure::Input(error.to_string()))?;
    let task = Task {
        agency,
        digest: Sha256::digest(&file).into(),
        mapping: Mapping::default(),
        rehearsal: false,
    };
    let passports = passport::some(&file, SHOWN);
    take_in(context, permit, task, Cursor::new(file), |_, _| {})
        .await
        .map_err(|error| Failure::Input(error.to_string()))?;
    let task = Task {
        agency,
        digest: Sha256::digest(lists::REGISTRY).into(),
        mapping: Mapping::default(),
        rehearsal: false,
    };
    take_in(
        context,
        permit,
        task,
        Cursor::new(lists::REGISTRY),
        |_, _| {},
    )
    .await
    .map_err(|error| Failure::Input(error.to_string()))?;
    Ok(passports)
}

fn say(line: &str) -> Result<(), Failure> {
    writeln!(io::stdout(), "{line}").map_err(Failure::stdout)
}
