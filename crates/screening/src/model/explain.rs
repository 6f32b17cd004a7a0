//! One traveller: the facts, what the rules say of them, and both in words.

use crate::model::assessment::{Assessment, Identity, Match, Reason, Seen, Subject};
use crate::model::compose::{self, Known, Person, Trip};
use crate::model::identify::{Answer, Candidate};
use crate::model::registry::Placement;
use crate::model::reports::Reported;
use crate::model::screening::{Ground, Screener};
use crate::model::sources::Registered;
use crate::model::{MOST_CANDIDATES, form};
use domain::{Language, Wording};
use jiff::civil::Date;
use risk::pattern::{Companion, Group, Leader, Tie};
use risk::{Fact, Facts, Finding, Traced, Verdict};
use std::sync::Arc;

/// What all assessments of a run share.
pub(crate) struct Context<'c> {
    pub(crate) screener: Screener<'c>,
    pub(crate) ground: &'c Ground,
    pub(crate) companions: &'c [Companion],
    pub(crate) groups: &'c [Group],
    pub(crate) leaders: &'c [Leader],
    pub(crate) groups_known: bool,
}

/// One traveller with what was found about them.
pub(crate) struct Case<'c> {
    pub(crate) at: usize,
    pub(crate) reported: &'c Reported,
    pub(crate) person: &'c Person<'c>,
    pub(crate) trip: &'c Trip,
    pub(crate) answer: Answer,
    pub(crate) candidates: &'c [Candidate<Arc<Registered>>],
    pub(crate) accuse: Option<Answer>,
    pub(crate) protect: Option<Answer>,
}

impl Context<'_> {
    /// The assessment, and whatever `keep` keeps of the facts it rests on.
    pub(crate) fn assess<K>(
        &self,
        case: &Case<'_>,
        keep: impl FnOnce(&Facts<'_>) -> K,
    ) -> (Assessment, K) {
        let day = case.trip.departure.unwrap_or(self.screener.day);
        let linked: &[_] = match case.answer {
            Answer::Link => case.candidates,
            Answer::Possible | Answer::None | Answer::Unasked => &[],
        };
        let chosen = linked
            .iter()
            .max_by_key(|candidate| fit(&candidate.record.placement, case.trip, day))
            .map(|candidate| candidate.record.as_ref());
        let no_companion = Companion::default();
        let companion = self.companions.get(case.at).unwrap_or(&no_companion);
        let groups: Vec<(usize, &Group)> = self
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.members.contains(&case.at))
            .collect();
        let known = Known {
            traveller: &case.reported.traveller,
            person: case.person,
            trip: case.trip,
            day,
            answer: case.answer,
            candidates: case.candidates.len(),
            placement: chosen.map(|record| &record.placement),
            document_differs: chosen.and_then(|record| {
                let (ours, theirs) = (&case.person.particulars.document, &record.who.document);
                Some(ours.as_ref()? != theirs.as_ref()?)
            }),
            in_force: linked
                .iter()
                .filter(|candidate| candidate.record.placement.may_be_in_force(day))
                .count(),
            accuse: case.accuse,
            protect: case.protect,
            companion,
            groups: groups.iter().map(|(_, group)| *group).collect(),
            groups_known: self.groups_known,
            groups_led: self
                .leaders
                .iter()
                .find(|leader| leader.travellers.contains(&case.at))
                .map_or(groups.len().min(1), |leader| leader.groups.len()),
        };
        let facts = compose::facts(&known);
        let verdict = self.screener.rules.assess(&facts, self.screener.day);
        (self.in_words(case, day, &groups, &verdict), keep(&facts))
    }

    fn in_words(
        &self,
        case: &Case<'_>,
        day: Date,
        groups: &[(usize, &Group)],
        verdict: &Verdict<'_, '_>,
    ) -> Assessment {
        let who = &case.person.particulars;
        Assessment {
            number: case.at + 1,
            file: case.reported.file.to_string(),
            line: case.reported.traveller.origin.line,
            also_in: case
                .reported
                .also_in
                .iter()
                .map(ToString::to_string)
                .collect(),
            traveller: Subject {
                name: who.name.clone(),
                birth_dates: who.birth_dates.clone(),
                age: who
                    .birth_dates
                    .first()
                    .and_then(|born| form::age(*born, day)),
                sex: who.sex,
                nationality: case.person.nationality,
                nationality_presumed: case.person.nationality_presumed,
                document: who.document.clone(),
                role: case.reported.traveller.role,
            },
            trip: case.trip.clone(),
            status: verdict.status,
            score: verdict.score,
            action: verdict.action,
            accusing: Vec::new(),
            reasons: Vec::new(),
            questions: Vec::new(),
            registry: Identity {
                answer: case.answer,
                candidates: case
                    .candidates
                    .iter()
                    .take(MOST_CANDIDATES)
                    .map(shown)
                    .collect(),
                found: case.candidates.len(),
            },
            groups: groups.iter().map(|(at, _)| at + 1).collect(),
            not_known: Vec::new(),
            rules: self.ground.rules.clone(),
            model: self.ground.model.clone(),
        }
        .judged(verdict)
    }
}

impl Assessment {
    /// With what the rules say.
    pub(crate) fn judged(mut self, verdict: &Verdict<'_, '_>) -> Self {
        let accusing = verdict.accusing.iter().map(|flag| flag.title.clone());
        let questions = verdict.questions.iter().map(|words| (*words).clone());
        self.status = verdict.status;
        self.score = verdict.score;
        self.action = verdict.action;
        self.accusing = accusing.collect();
        self.reasons = verdict.findings.iter().map(reason).collect();
        self.questions = questions.collect();
        self.not_known = not_known(verdict, self.registry.answer);
        self
    }
}

/// How well a placement fits a trip: in force, to this country, the latest. The fittest of a person's placements is the one that is checked.
fn fit(placement: &Placement, trip: &Trip, day: Date) -> impl Ord + use<> {
    let here = placement.destination.is_some() && placement.destination == trip.destination;
    (
        placement.may_be_in_force(day) && here,
        placement.may_be_in_force(day),
        here,
        placement.contract_end,
    )
}

fn reason(finding: &Finding<'_, '_>) -> Reason {
    let rule = finding.rule;
    let mut evidence: Vec<Seen> = Vec::new();
    for traced in finding.trace.iter().filter(|traced| traced.speaks_for_it()) {
        let seen = seen(traced);
        if !evidence.contains(&seen) {
            evidence.push(seen);
        }
    }
    Reason {
        rule: rule.id.clone(),
        effect: rule.effect,
        points: rule.points,
        title: rule.title.clone(),
        evidence,
        source: rule.source.clone(),
        innocent: rule.innocent.clone(),
    }
}

fn seen(traced: &Traced<'_, '_>) -> Seen {
    let sentence = |language| {
        let value = traced.saw.map_or_else(
            || not_known_word(language).to_owned(),
            |value| value.words(language),
        );
        let mut words = format!("{}: {value}", traced.test.fact.label(language));
        if let (Some(other), Some(value)) = (traced.test.comparison.other_fact(), traced.against) {
            words.push_str("; ");
            words.push_str(&format!(
                "{}: {}",
                other.label(language),
                value.words(language)
            ));
        }
        words
    };
    let label = &traced.test.label;
    let condition = if traced.negated {
        Wording::new(format!("bukan: {}", label.id), format!("not: {}", label.en))
    } else {
        label.clone()
    };
    Seen {
        condition,
        saw: Wording::new(sentence(Language::Id), sentence(Language::En)),
    }
}

fn not_known_word(language: Language) -> &'static str {
    match language {
        Language::Id => "tidak diketahui",
        Language::En => "not known",
    }
}

fn shown(candidate: &Candidate<Arc<Registered>>) -> Match {
    let record = candidate.record.as_ref();
    Match {
        record: record.id.clone(),
        name: record.who.name.clone(),
        birth_dates: record.who.birth_dates.clone(),
        probability: candidate.probability,
        evidence: candidate.evidence.clone(),
        destination: record.placement.destination,
        placement: Wording::new(
            placement_words(&record.placement, Language::Id),
            placement_words(&record.placement, Language::En),
        ),
    }
}

/// `Hong Kong · aktif · P to P · LAM FAMILY · kontrak 2026-11-10 – 2028-11-09`
fn placement_words(placement: &Placement, language: Language) -> String {
    let word = |fact: Fact, code: Option<&str>| {
        code.and_then(|code| fact.kind().word(code))
            .map(|word| match language {
                Language::Id => word.id.to_owned(),
                Language::En => word.en.to_owned(),
            })
    };
    let contract = match (placement.contract_start, placement.contract_end) {
        (None, None) => None,
        (start, end) => {
            let day =
                |date: Option<(Date, Date)>| date.map_or("?".to_owned(), |(d, _)| d.to_string());
            let name = match language {
                Language::Id => "kontrak",
                Language::En => "contract",
            };
            Some(format!("{name} {} – {}", day(start), day(end)))
        }
    };
    [
        placement
            .destination
            .map(|country| country.name(language).to_owned()),
        word(Fact::PlacementStatus, placement.status),
        word(Fact::PlacementScheme, placement.scheme),
        placement.employer.clone(),
        placement.company.clone(),
        contract,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

/// The facts that undecided rules lacked, leaving out those of a placement that nobody has.
fn not_known(verdict: &Verdict<'_, '_>, answer: Answer) -> Vec<Wording> {
    verdict
        .not_known
        .iter()
        .filter(|fact| answer == Answer::Link || !fact.name().starts_with("placement."))
        .map(|fact| Wording::new(fact.label(Language::Id), fact.label(Language::En)))
        .collect()
}

/// What ties a group together, in words.
pub(crate) fn group_words(group: &Group) -> Wording {
    let ties = |language| {
        group
            .ties
            .iter()
            .map(|tie: &Tie| tie.words(language))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let number = group.members.len();
    let mut words = Wording::new(
        format!("{number} penumpang dengan {}", ties(Language::Id)),
        format!("{number} travellers with {}", ties(Language::En)),
    );
    if group.bookings > 1 {
        words
            .id
            .to_mut()
            .push_str(&format!(", pada {} pemesanan", group.bookings));
        words
            .en
            .to_mut()
            .push_str(&format!(", on {} bookings", group.bookings));
    }
    words
}
