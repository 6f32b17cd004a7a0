//! A signed agreement and the receipt of an exchange, verified without the server that made them.

use crate::program::{Program, Run};
use agreements::model::{
    Document, Receipt, Signature, SignedAgreement, SignedReceipt, Statement, fingerprint,
};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use uuid::Uuid;

const GIVES: Uuid = Uuid::from_u128(1);
const ASKS: Uuid = Uuid::from_u128(2);

fn key(agency: Uuid) -> SigningKey {
    let mut seed = [7; 32];
    seed[..16].copy_from_slice(agency.as_bytes());
    SigningKey::from_bytes(&seed)
}

/// The words of an agreement about three fields of persons, until a last day.
fn document(ends: &str) -> Document {
    let words = |text: &str| json!({ "id": text, "en": text });
    let party = |agency: Uuid| json!({ "agency": agency, "name": "Instansi", "number": "PKS.1/2026", "signatory": "Kepala", "position": "Kepala" });
    let shared = |field: &str, transform: &str| json!({ "field": field, "transform": transform });
    let document = json!({
        "agreement": Uuid::from_u128(9), "kind": "pks", "parent": null, "supersedes": null, "title": words("Kerja sama"),
        "term": { "begins": "2026-01-01", "ends": ends, "zone": "Asia/Jakarta" }, "notice_days": 30,
        "parties": [party(GIVES), party(ASKS)],
        "clauses": [{ "key": "data", "heading": words("Data"), "text": words("PARA PIHAK bertukar data.") }],
        "schedules": [{
            "key": "person-1", "clause": "data", "provider": GIVES, "consumer": ASKS, "kind": "person",
            "purpose": { "code": "dvi", "words": words("identifikasi") },
            "fields": [shared("name", "initials"), shared("birth_date", "year_only"), shared("nik", "last_four")],
            "quota": { "per_day": 10, "in_all": 100 }, "retention_days": 30, "assessment": null,
        }],
    });
    serde_json::from_value(document).unwrap()
}

fn signed(document: Document) -> SignedAgreement {
    let signature = |agency: Uuid| {
        let statement = Statement {
            agreement: document.agreement,
            version: 4,
            document_sha256: fingerprint(&document).unwrap(),
            agency,
            signatory: "Kepala".into(),
            position: "Kepala".into(),
            officer: Uuid::from_u128(5),
            signed_at: "2025-12-20T03:00:00Z".into(),
        };
        Signature::make(statement, &key(agency)).unwrap()
    };
    SignedAgreement {
        version: 4,
        signatures: vec![signature(GIVES), signature(ASKS)],
        document,
    }
}

fn receipt(change: impl FnOnce(&mut Receipt), by: Uuid) -> SignedReceipt {
    let mut receipt = Receipt {
        id: Uuid::from_u128(20),
        agreement: Uuid::from_u128(9),
        version: 4,
        schedule: "person-1".into(),
        provider: GIVES,
        consumer: ASKS,
        purpose: "dvi".into(),
        kind: "person".into(),
        fields: vec!["name.initials".into(), "birth_date.year_only".into()],
        subjects: 2,
        subjects_commitment: "00".into(),
        records: 1,
        policy_sha256: "00".into(),
        answered_at: "2026-06-30T16:59:59.999Z".into(),
        erase_by: "2026-07-30".into(),
    };
    change(&mut receipt);
    SignedReceipt::make(receipt, &key(by)).unwrap()
}

/// Long after all tests; or long before.
const RUNS: &str = "2199-12-31";
const OVER: &str = "2026-06-30";

fn verify(agreement: &Value, more: &[&str]) -> Run {
    let program = Program::new();
    program.write("agreement.json", agreement.to_string());
    program.write(
        "keys.json",
        json!({ GIVES.to_string(): "AAAA" }).to_string(),
    );
    let mut arguments = vec!["agreement", "verify", "agreement.json"];
    arguments.extend_from_slice(more);
    program.run(&arguments)
}

#[test]
fn a_good_file_an_altered_one_and_one_that_is_over() {
    let good = json!(signed(document(RUNS)));
    let run = verify(&good, &[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("every party signed exactly these words")
            && run
                .stdout
                .contains("its term runs until 2199-12-31T17:00:00Z"),
        "{run:?}"
    );

    let mut altered = good.clone();
    altered["document"]["schedules"][0]["fields"][0]["transform"] = json!("full");
    let run = verify(&altered, &[]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "pandu: agreement.json: signature 1: it was given for other words than these\n"
    );

    let mut longer = json!(signed(document(OVER)));
    let run = verify(&longer, &[]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.stdout
            .contains("its term was over at 2026-06-30T17:00:00Z: it opens nothing any more"),
        "{run:?}"
    );
    longer["document"]["term"]["ends"] = json!(RUNS);
    assert_eq!(verify(&longer, &[]).code, 2, "nobody signed for longer");

    let run = verify(&good, &["--keys", "keys.json"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("signature 1: the key is not"),
        "{run:?}"
    );
    let run = verify(&json!({ "version": "Siti Aminah" }), &[]);
    assert_eq!(run.code, 2);
    assert!(!run.stderr.contains("Siti"), "{run:?}");
}

#[test]
fn a_receipt_is_held_against_its_agreement() {
    let of = |change: fn(&mut Receipt)| receipt(change, GIVES);
    let cases = [
        (OVER, of(|_| {}), None),
        (RUNS, of(|_| {}), None),
        (OVER, receipt(|_| {}, ASKS), Some("its key is not the one")),
        (
            OVER,
            of(|receipt| receipt.version = 3),
            Some("other words of it"),
        ),
        (
            OVER,
            of(|receipt| receipt.fields.push("phone.full".into())),
            Some("no data schedule"),
        ),
        (
            OVER,
            of(|receipt| receipt.fields = vec!["name.full".into()]),
            Some("no data schedule"),
        ),
        (
            OVER,
            of(|receipt| receipt.fields.push("name".into())),
            Some("no data schedule"),
        ),
        (
            OVER,
            of(|receipt| receipt.consumer = GIVES),
            Some("no data schedule"),
        ),
        // 24:00 in Jakarta does not belong to the day.
        (
            OVER,
            of(|receipt| receipt.answered_at = "2026-06-30T17:00:00Z".into()),
            Some("outside the term"),
        ),
        (
            RUNS,
            of(|receipt| receipt.answered_at = "2026-06-30T17:00:00Z".into()),
            None,
        ),
    ];
    for (number, (ends, receipt, wrong)) in cases.into_iter().enumerate() {
        let run = hold(&json!(signed(document(ends))), &json!(receipt));
        match wrong {
            None => {
                assert_eq!(run.code, 0, "{number}: {run:?}");
                assert!(run.stdout.contains("1 records about 2 subjects"), "{run:?}");
            }
            Some(words) => {
                assert_eq!(run.code, 2, "{number}: {run:?}");
                assert!(run.stderr.contains(words), "{number}: {run:?}");
            }
        }
    }
    let mut altered = json!(of(|_| {}));
    altered["receipt"]["records"] = json!(0);
    let run = hold(&json!(signed(document(OVER))), &altered);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("receipt.json: the signature does not fit")
    );
}

fn hold(agreement: &Value, receipt: &Value) -> Run {
    let program = Program::new();
    program.write("agreement.json", agreement.to_string());
    program.write("receipt.json", receipt.to_string());
    let command = ["agreement", "receipt", "receipt.json"];
    program.run(&[&command[..], &["--agreement", "agreement.json"]].concat())
}
