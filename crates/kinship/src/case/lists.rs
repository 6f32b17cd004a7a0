//! Lists of profiles beside the pedigrees: victims, and relatives who gave a sample.

use super::{
    convert,
    problems::Problems,
    profiles::{Profile, ProfileTable},
    raw::{RawCase, RawDvi, RawMember, RawVictim},
};
use domain::{Diagnostic, Sex};

/// Every row is a victim; one whose id the file already has gets the profile.
pub(super) fn add_victims(
    raw: &mut RawDvi,
    tables: &[ProfileTable],
    problems: &mut Problems,
    remarks: &mut Vec<Diagnostic>,
) {
    let loci = names(raw);
    for profile in all(tables, &loci, problems, remarks) {
        match raw.pm.0.iter_mut().find(|(id, _)| *id == profile.id) {
            None => {
                let victim = RawVictim {
                    id: None,
                    sex: profile.sex,
                    genotypes: profile.genotypes,
                    particulars: None,
                };
                raw.pm.0.push((profile.id, victim));
            }
            Some((_, known)) if known.genotypes.0.is_empty() => {
                known.genotypes = profile.genotypes;
                known.sex = known.sex.take().or(profile.sex);
            }
            Some(_) => twice(profile, problems),
        }
    }
}

/// Every row is a person of a pedigree.
pub(super) fn add_references(
    raw: &mut RawDvi,
    tables: &[ProfileTable],
    problems: &mut Problems,
    remarks: &mut Vec<Diagnostic>,
) {
    let loci = names(raw);
    for profile in all(tables, &loci, problems, remarks) {
        let of_family = |name: &String| profile.family.as_ref().is_none_or(|family| family == name);
        let mut found = raw.am.0.iter_mut().filter(|(name, family)| {
            of_family(name) && member(&family.pedigree.members, &profile.id).is_some()
        });
        let (first, second) = (found.next(), found.next());
        match (first, second) {
            (Some((_, family)), None) => {
                agrees(
                    &profile,
                    member(&family.pedigree.members, &profile.id),
                    problems,
                );
                let typed = &mut family.typed.0;
                match typed.iter_mut().find(|(id, _)| *id == profile.id) {
                    None => typed.push((profile.id, profile.genotypes)),
                    Some((_, known)) if known.0.is_empty() => *known = profile.genotypes,
                    Some(_) => twice(profile, problems),
                }
            }
            (None, _) => nobody(profile, problems),
            (Some(_), Some(_)) => {
                let message =
                    "a person of this id is in several families: a column `family` must tell which";
                problems.error_at("duplicate-id", profile.place, message);
            }
        }
    }
}

/// Every row is a person of the pedigrees of at least one case.
pub(super) fn add_to_cases<'a>(
    cases: impl Iterator<Item = &'a mut RawCase>,
    tables: &[ProfileTable],
    problems: &mut Problems,
    remarks: &mut Vec<Diagnostic>,
) {
    let mut cases: Vec<&mut RawCase> = cases.collect();
    let mut loci: Vec<String> = Vec::new();
    for name in cases
        .iter()
        .flat_map(|case| &case.loci)
        .filter_map(|l| l.name.as_ref())
    {
        if !loci.contains(name) {
            loci.push(name.clone());
        }
    }
    for profile in all(tables, &loci, problems, remarks) {
        let mut known = false;
        for case in &mut cases {
            let mut members = case.pedigrees.iter().map(|p| &p.members);
            let Some(found) = members.find_map(|members| member(members, &profile.id)) else {
                continue;
            };
            known = true;
            agrees(&profile, Some(found), problems);
            for (name, text) in &profile.genotypes.0 {
                let locus = case.loci.iter_mut().find(|l| l.name.as_ref() == Some(name));
                let Some(locus) = locus else { continue };
                let genotypes = &mut locus.genotypes.get_or_insert_default().0;
                if genotypes.iter().any(|(id, _)| *id == profile.id) {
                    let place = text
                        .as_ref()
                        .map_or(profile.place.clone(), |t| t.place(name));
                    let message = "this genotype is also in the file of the pedigrees";
                    problems.error_at("duplicate-id", place, message);
                } else {
                    genotypes.push((profile.id.clone(), text.clone()));
                }
            }
        }
        if !known {
            nobody(profile, problems);
        }
    }
}

fn all(
    tables: &[ProfileTable],
    loci: &[String],
    problems: &mut Problems,
    remarks: &mut Vec<Diagnostic>,
) -> Vec<Profile> {
    let read = |table: &ProfileTable| table.profiles(loci, problems, remarks);
    tables.iter().flat_map(read).collect()
}

fn names(raw: &RawDvi) -> Vec<String> {
    raw.loci.iter().filter_map(|l| l.name.clone()).collect()
}

fn member<'a>(members: &'a [RawMember], id: &str) -> Option<&'a RawMember> {
    members.iter().find(|member| member.id.text() == id)
}

fn nobody(profile: Profile, problems: &mut Problems) {
    let message = "no pedigree has a person of this id";
    problems.error_at("unknown-person", profile.place, message);
}

fn twice(profile: Profile, problems: &mut Problems) {
    let message =
        "this sample has a profile already, in another list or in the file of the pedigrees";
    problems.error_at("duplicate-id", profile.place, message);
}

/// The sex that a list states is that of the pedigree.
fn agrees(profile: &Profile, member: Option<&RawMember>, problems: &mut Problems) {
    let stated = profile.sex.as_ref();
    let (Some(text), Some(known)) = (stated, member.and_then(|m| convert::sex(m.sex.as_ref())))
    else {
        return;
    };
    let place = || text.place("sex");
    match convert::sex(Some(text)) {
        None => problems.error_at("sex", place(), convert::SEX_EXPECTED),
        Some(sex) if sex != known && sex != Sex::Unspecified && known != Sex::Unspecified => {
            let message = "the sex differs from that in the pedigree";
            problems.error_at("sex", place(), message);
        }
        Some(_) => {}
    }
}
