//! The run: lists in, assessments out.

use crate::model::assessment::{Assessment, GroupInWords};
use crate::model::compose::{self, Person};
use crate::model::identify::{self, Answer, Matching, People};
use crate::model::judge::{Answers, judge};
use crate::model::registry::ListKind;
use crate::model::reports;
use crate::model::sources;
use domain::{Column, Diagnostic, Level, Place};
use jiff::civil::Date;
use linkage::batch::LinkError;
use linkage::model::Model;
use manifest::{Manifest, Traveller};
use risk::pattern::{Group, Leader};
use risk::{Facts, RuleSet};
use std::io::Read;
use std::sync::Arc;

/// A source with the name by which the user knows it.
pub struct Named<T> {
    /// The name that diagnostics use.
    pub name: String,
    /// The source.
    pub source: T,
}

/// What decides: the rules, and the day of screening.
#[derive(Clone, Copy)]
pub struct Screener<'r> {
    /// The rules in use; those in force on the day count.
    pub rules: &'r RuleSet,
    /// The day of screening: it settles two-digit years and stands in for a departure that a list does not name.
    pub day: Date,
    /// Beliefs by which records are compared with the registry; those that the program brings along if not given.
    pub model: Option<&'r Model>,
    /// How many threads read the registry.
    pub threads: usize,
}

/// Everything that came out of a run.
#[derive(Debug)]
pub struct Screening {
    /// The day of screening.
    pub day: Date,
    /// One for each traveller, the most urgent first.
    pub assessments: Vec<Assessment>,
    /// Groups, the largest first.
    pub groups: Vec<GroupInWords>,
    /// What was odd about any input.
    pub diagnostics: Vec<Diagnostic>,
    /// What the run rested on.
    pub ground: Ground,
}

/// What a run rested on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ground {
    /// Name, version and content of the rules.
    pub rules: String,
    /// Version of the model that compared records.
    pub model: String,
    /// The lists, with the number of travellers on each.
    pub lists: Vec<(String, usize)>,
    /// Reports of somebody whom another list, or another message, already reported on the same voyage.
    pub repeated: usize,
    /// The registry by name and number of rows.
    pub registry: (String, u64),
    /// The watchlist by name and number of entries that count.
    pub watchlist: Option<(String, u64)>,
    /// Columns of a placement that the registry has not.
    pub registry_lacks: Vec<Column>,
}

/// Why nothing could be screened.
#[derive(Debug, thiserror::Error)]
pub enum ScreeningError {
    /// A table cannot be used.
    #[error("{name}: {source}")]
    Table {
        /// The table.
        name: String,
        /// Why.
        source: tabular::TableError,
    },
    /// A table cannot be compared with travellers.
    #[error("{name}: {source}")]
    Link {
        /// The table.
        name: String,
        /// Why.
        source: LinkError,
    },
    /// A table lacks columns without which nobody can be found in it.
    #[error(
        "{name}:1: expected a column for a name, a passport number or a NIK (`name`, `passport_no`, `nik`)"
    )]
    NoIdentity {
        /// The table.
        name: String,
    },
}

impl Screener<'_> {
    /// Screens every traveller of the lists against a registry and, where there is one, a watchlist.
    ///
    /// The registry is streamed, whatever its length; only rows that may be a traveller's are kept.
    ///
    /// # Errors
    /// [`ScreeningError`] where the registry or the watchlist is no table of persons.
    pub fn screen<R: Read + Send, W: Read>(
        &self,
        lists: Vec<Named<Manifest>>,
        registry: Named<R>,
        watchlist: Option<Named<W>>,
    ) -> Result<Screening, ScreeningError> {
        let screened = self.screen_keeping(lists, registry, watchlist, |_| ());
        screened.map(|(screening, _)| screening)
    }

    /// As [`Screener::screen`]; and gives what `keep` makes of the facts of each traveller, in the order of the assessments.
    ///
    /// # Errors
    /// As [`Screener::screen`]
    pub fn screen_keeping<R: Read + Send, W: Read, K>(
        &self,
        lists: Vec<Named<Manifest>>,
        registry: Named<R>,
        watchlist: Option<Named<W>>,
        keep: impl Fn(&Facts<'_>) -> K,
    ) -> Result<(Screening, Vec<K>), ScreeningError> {
        let mut diagnostics = Vec::new();
        let mut counts = Vec::new();
        let mut reports: Vec<(Arc<str>, Traveller)> = Vec::new();
        for list in lists {
            let file: Arc<str> = list.name.into();
            diagnostics.extend(list.source.all_diagnostics().map(|d| in_file(d, &file)));
            counts.push((file.to_string(), list.source.travellers.len()));
            reports.extend(
                list.source
                    .travellers
                    .into_iter()
                    .map(|t| (file.clone(), t)),
            );
        }
        let reported = reports.len();
        let travellers = reports::merge(reports);
        let persons: Vec<Person<'_>> = travellers
            .iter()
            .map(|reported| compose::person(&reported.traveller))
            .collect();
        let people = People {
            list: persons
                .iter()
                .map(|person| person.particulars.clone())
                .collect(),
        };
        let matching = Matching {
            model: self.model,
            day: self.day,
            threads: self.threads,
        };
        let found = sources::read_registry(registry, &people, matching)?;
        diagnostics.extend(found.diagnostics);
        let (listings, watchlist) = match watchlist {
            Some(watchlist) => {
                let read = sources::read_watchlist(watchlist, &people, matching)?;
                diagnostics.extend(read.diagnostics);
                (read.answers, Some((read.name, read.rows)))
            }
            None => (Vec::new(), None),
        };
        let ground = Ground {
            rules: self.rules.name(),
            model: identify::version(self.model),
            lists: counts,
            repeated: reported - travellers.len(),
            registry: (found.name, found.rows),
            watchlist: watchlist.clone(),
            registry_lacks: found.lacks,
        };

        let answers = found.answers.into_iter().enumerate();
        let answers = answers.map(|(at, registry)| {
            let listed = |kind| watchlist.as_ref().map(|_| listed(listings.get(at), kind));
            Answers {
                accuse: listed(ListKind::Accuse),
                protect: listed(ListKind::Protect),
                registry,
            }
        });
        let judged = judge(
            *self,
            &ground,
            &travellers,
            &persons,
            &answers.collect::<Vec<_>>(),
            |_, facts| keep(facts),
        );
        let groups = in_words(&judged.groups, &judged.leaders);
        let mut assessments: Vec<(Assessment, K)> = judged.assessments;
        assessments.sort_by_key(|(a, _)| {
            (
                std::cmp::Reverse(a.action),
                std::cmp::Reverse(a.score),
                a.number,
            )
        });
        let (assessments, kept) = assessments.into_iter().unzip();
        let screening = Screening {
            day: self.day,
            assessments,
            groups,
            diagnostics,
            ground,
        };
        Ok((screening, kept))
    }
}

/// What a watchlist answered about one traveller, its two kinds apart.
pub(crate) type Listed = Vec<(ListKind, Answer)>;

fn listed(answers: Option<&Listed>, kind: ListKind) -> Answer {
    answers
        .into_iter()
        .flatten()
        .find(|(of, _)| *of == kind)
        .map_or(Answer::None, |(_, answer)| *answer)
}

fn in_file(diagnostic: &Diagnostic, file: &str) -> Diagnostic {
    let mut diagnostic = diagnostic.clone();
    diagnostic.place.file.get_or_insert_with(|| file.to_owned());
    diagnostic
}

fn in_words(groups: &[Group], leaders: &[Leader]) -> Vec<GroupInWords> {
    groups
        .iter()
        .enumerate()
        .map(|(at, group)| GroupInWords {
            number: at + 1,
            words: crate::model::explain::group_words(group),
            family_likely: group.family_likely,
            members: group.members.iter().map(|member| member + 1).collect(),
            leaders: leaders
                .iter()
                .filter(|leader| leader.groups.contains(&at))
                .filter_map(|leader| leader.travellers.first())
                .map(|traveller| traveller + 1)
                .collect(),
        })
        .collect()
}

/// A diagnostic about a file as a whole.
pub(crate) fn about(
    file: &str,
    level: Level,
    code: &'static str,
    message: &'static str,
) -> Diagnostic {
    Diagnostic::new(level, code, message).at(Place {
        file: Some(file.to_owned()),
        ..Place::default()
    })
}
