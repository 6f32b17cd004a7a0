//! From the raw shape of a disaster to a checked one.

use super::{
    convert::{self, ReadOptions},
    particulars,
    problems::Problems,
    raw::{RawDvi, Text},
};
use crate::{
    Locus,
    disaster::{Disaster, Family, Missing, Victim},
};
use domain::Sex;

/// `None` if anything is wrong, which is then among the problems.
pub(super) fn read(
    raw: &RawDvi,
    options: &ReadOptions,
    problems: &mut Problems,
) -> Option<Disaster> {
    let before = problems.diagnostics().len();
    let loci = loci(raw, options, problems);
    let victims = victims(raw, &loci, problems);
    let mut families: Vec<Family> = Vec::new();
    for (name, raw) in &raw.am.0 {
        let field = format!("am.{name}");
        let context = format!("family `{name}`");
        if families.iter().any(|f| f.name == *name) {
            problems.error("duplicate-id", field, format!("{context} is listed twice"));
            continue;
        }
        let Some(pedigree) = convert::pedigree(&raw.pedigree, &field, &context, problems) else {
            continue;
        };
        let mut genotypes =
            vec![vec![crate::Genotype::Missing; loci.len()]; pedigree.members().len()];
        let mut seen: Vec<&str> = Vec::new();
        for (id, typed) in &raw.typed.0 {
            let field = format!("{field}.typed.{id}");
            let slot = pedigree
                .find(id)
                .and_then(|p| pedigree.member(p).zip(genotypes.get_mut(p)));
            let Some((member, slot)) = slot else {
                problems.error(
                    "unknown-person",
                    field,
                    format!("{context}: `{id}` is typed but not in the pedigree"),
                );
                continue;
            };
            if seen.contains(&id.as_str()) {
                problems.error(
                    "duplicate-id",
                    field,
                    format!("{context}: `{id}` is typed twice"),
                );
                continue;
            }
            seen.push(id);
            let person = format!("{context}, `{id}`");
            *slot = convert::genotypes(typed, &loci, member.sex, &field, &person, problems);
        }
        families.push(Family {
            name: name.clone(),
            pedigree,
            genotypes,
        });
    }
    let missing = missing(raw, &families, problems);
    if problems.diagnostics().len() > before {
        return None;
    }
    let name = raw.dataset.clone().unwrap_or_default();
    Some(Disaster {
        name,
        loci,
        victims,
        families,
        missing,
    })
}

fn loci(raw: &RawDvi, options: &ReadOptions, problems: &mut Problems) -> Vec<Locus> {
    let mut loci: Vec<Locus> = Vec::new();
    for (l, locus) in raw.loci.iter().enumerate() {
        let field = format!("loci[{l}]");
        let name = locus.name.clone().unwrap_or_default();
        if name.is_empty() {
            problems.error(
                "locus-name",
                field,
                format!("locus {} has no `name`", l + 1),
            );
            continue;
        }
        if loci.iter().any(|other| other.name() == name) {
            problems.error(
                "duplicate-locus",
                field,
                format!("locus `{name}` is listed twice"),
            );
            continue;
        }
        let victims = raw.pm.0.iter().map(|(_, victim)| &victim.genotypes);
        let relatives = raw
            .am
            .0
            .iter()
            .flat_map(|(_, family)| family.typed.0.iter().map(|(_, typed)| typed));
        let at_locus = victims
            .chain(relatives)
            .flat_map(|genotypes| genotypes.0.iter());
        let observed = at_locus
            .filter(|(at, _)| *at == name)
            .filter_map(|(_, text)| text.as_ref());
        loci.extend(convert::locus(
            locus,
            l + 1,
            &field,
            observed,
            options,
            problems,
        ));
    }
    loci
}

fn victims(raw: &RawDvi, loci: &[Locus], problems: &mut Problems) -> Vec<Victim> {
    let mut victims: Vec<Victim> = Vec::new();
    for (key, raw) in &raw.pm.0 {
        let field = format!("pm.{key}");
        if victims.iter().any(|v| v.id == *key) {
            problems.error(
                "duplicate-id",
                field,
                format!("victim `{key}` is listed twice"),
            );
            continue;
        }
        if raw.id.as_ref().is_some_and(|id| id.text() != *key) {
            problems.error(
                "id",
                field.clone(),
                format!("victim `{key}` has another `id` than its key"),
            );
        }
        let stated = convert::sex(raw.sex.as_ref());
        if stated.is_none() {
            let message = format!("victim `{key}`: {}", convert::SEX_EXPECTED);
            let at = format!("{field}.sex");
            let place = raw.sex.as_ref().map(|text| text.place(&at));
            problems.error_at("sex", place.unwrap_or_default(), message);
        }
        let sex = stated.unwrap_or(Sex::Unspecified);
        let person = format!("victim `{key}`");
        let genotypes = convert::genotypes(
            &raw.genotypes,
            loci,
            sex,
            &format!("{field}.genotypes"),
            &person,
            problems,
        );
        let particulars = raw
            .particulars
            .as_ref()
            .map(|raw| particulars::read(raw, &format!("{field}.particulars"), &person, problems));
        victims.push(Victim {
            id: key.clone(),
            sex,
            genotypes,
            particulars: particulars.unwrap_or_default(),
        });
    }
    if victims.is_empty() {
        problems.error("no-victims", "pm", "there must be at least one victim");
    }
    victims
}

fn missing(raw: &RawDvi, families: &[Family], problems: &mut Problems) -> Vec<Missing> {
    let mut missing: Vec<Missing> = Vec::new();
    for id in raw.missing.iter().map(Text::text) {
        if missing.iter().any(|m| m.id == id) {
            problems.error(
                "duplicate-id",
                "missing",
                format!("missing person `{id}` is listed twice"),
            );
            continue;
        }
        let mut found = families
            .iter()
            .enumerate()
            .filter_map(|(f, family)| Some((f, family.pedigree.find(&id)?)));
        match (found.next(), found.next()) {
            (Some((family, person)), None) => {
                let member = families.get(family).and_then(|f| f.pedigree.member(person));
                let raw_family = raw.am.0.get(family).map(|(_, family)| family);
                let guessed = raw_family.is_some_and(|family| family.guessed.contains(&id));
                let sex = member
                    .filter(|_| !guessed)
                    .map_or(Sex::Unspecified, |m| m.sex);
                let known = raw_family
                    .and_then(|family| family.particulars.0.iter().find(|(of, _)| *of == id));
                let field = format!("am.{id}.particulars");
                let context = format!("missing person `{id}`");
                let particulars = known
                    .map(|(_, raw)| particulars::read(raw, &field, &context, problems))
                    .unwrap_or_default();
                missing.push(Missing {
                    id,
                    family,
                    person,
                    sex,
                    particulars,
                });
            }
            (None, _) => {
                problems.error(
                    "unknown-person",
                    "missing",
                    format!("missing person `{id}` is in no family"),
                );
            }
            (Some((first, _)), Some((second, _))) => {
                let name = |f: usize| families.get(f).map_or("", |f| f.name.as_str());
                let message = format!(
                    "missing person `{id}` is in two families, `{}` and `{}`",
                    name(first),
                    name(second)
                );
                problems.error("duplicate-id", "missing", message);
            }
        }
    }
    missing
}
