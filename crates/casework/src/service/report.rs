//! Taking in what somebody tells, once however often it is sent, and giving a receipt.

use super::{journaled::Voice, open::open_for};
use crate::{
    CASE, Channel, Intake, Message, Reception, ReportForm, SafeContact, model::Report, store,
};
use access::{AccessError, Action, Context, Permit, in_letters};
use domain::day_in_jakarta;
use journal::Changes;
use storage::{StorageError, Tx, transaction};
use uuid::Uuid;

/// Letters of a receipt code: 60 bits, behind the limit of attempts.
const LETTERS: usize = 12;

/// What whoever told gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The code, in groups, for its holder only. The same form gives the same code, and nothing that is stored gives it again.
    pub code: String,
    /// The case.
    pub case: Uuid,
}

/// Takes in what somebody without an account tells.
///
/// # Errors
/// The fault of a field; [`AccessError::NotFound`] where no agency takes in reports.
pub async fn report_in_public(
    context: &Context,
    reception: &Reception,
    form: &ReportForm,
) -> Result<Receipt, AccessError> {
    let agency = reception.agency(context).await?;
    let agency = agency.ok_or(AccessError::NotFound)?;
    take_in(context, Voice::PUBLIC, agency, Channel::Form, form).await
}

/// Takes in what another system passes on, for the agency of the permit.
///
/// # Errors
/// The fault of a field; if the permit does not allow to open cases.
pub async fn report(
    context: &Context,
    permit: &Permit,
    form: &ReportForm,
) -> Result<Receipt, AccessError> {
    let scope = permit.opens(Action::OpenCases, &CASE)?;
    let agency = scope.map(|scope| scope.agency);
    let agency = agency.ok_or(AccessError::invalid("agency", "agency-needed"))?;
    take_in(context, permit.into(), agency, Channel::System, form).await
}

async fn take_in(
    context: &Context,
    voice: Voice<'_>,
    agency: Uuid,
    channel: Channel,
    form: &ReportForm,
) -> Result<Receipt, AccessError> {
    if !form.keyed() {
        return Err(AccessError::invalid("once", "report-once"));
    }
    let today = day_in_jakarta(context.db.ambient().now());
    let report = form.read(channel, today)?;
    // Two agencies whose systems count alike must not meet in one key.
    let mut key = agency.as_bytes().to_vec();
    key.extend(channel.code().bytes());
    key.extend(form.once.bytes());
    let sent = context.secrets.derive("form of a report", &key);
    let code = in_letters(&context.secrets.derive("code of a report", &key), LETTERS);
    let hash = code_hash(context, &code);
    let case = transaction!(context.db, |tx| {
        match store::intake::by_form(tx, &sent).await? {
            Some(known) => again(context, tx, voice, &known, &report).await,
            None => first(context, tx, voice, agency, report.clone(), (&sent, &hash)).await,
        }
    })?;
    Ok(Receipt { code, case })
}

async fn first(
    context: &Context,
    tx: &mut Tx,
    voice: Voice<'_>,
    agency: Uuid,
    report: Report,
    (sent, code): (&[u8; 32], &[u8; 32]),
) -> Result<Uuid, AccessError> {
    let channel = report.opening.channel;
    let words = report.opening.summary.clone();
    let case = open_for(context, tx, voice, agency, report.opening).await?;
    let intake = Intake {
        id: tx.id(),
        case: case.id,
        channel,
        about: report.about,
        words,
        place: report.place,
        received_at: tx.stamp(),
    };
    store::intake::insert(tx, &intake, sent, code).await?;
    let rule = SafeContact {
        way: report.way,
        times: report.times,
        pretext: report.pretext,
        set_at: tx.stamp(),
        by: None,
    };
    store::intake::set_contact(tx, case.id, &rule).await?;
    Ok(case.id)
}

/// The same form came again: a slow network, a second tap. What was written differently is kept beside the first words.
async fn again(
    context: &Context,
    tx: &mut Tx,
    voice: Voice<'_>,
    known: &Intake,
    report: &Report,
) -> Result<Uuid, AccessError> {
    let words = &report.opening.summary;
    let said = store::intake::said(tx, known.id).await?;
    if *words != known.words && said.iter().all(|message| message.words != *words) {
        let message = Message {
            ours: false,
            words: words.clone(),
            at: tx.stamp(),
            by: None,
        };
        store::intake::say(tx, known.id, &message, None).await?;
        let changes = Changes::default().set("words", None::<&str>, Some(words));
        voice
            .note(context, tx, "case.add-words", known.case, changes)
            .await?;
    }
    Ok(known.case)
}

/// What the database keeps of a receipt code, however it was typed.
pub(super) fn code_hash(context: &Context, code: &str) -> [u8; 32] {
    let typed = code.chars().filter(char::is_ascii_alphanumeric);
    let code: String = typed.map(|c| c.to_ascii_lowercase()).take(64).collect();
    context
        .secrets
        .derive("receipt of a report", code.as_bytes())
}

/// What a receipt code stands for. A code that is unknown, mistyped or of another form costs the same and says the same.
pub(super) async fn of_code(
    context: &Context,
    tx: &mut Tx,
    code: &str,
) -> Result<Option<Intake>, StorageError> {
    store::intake::by_code(tx, &code_hash(context, code)).await
}
