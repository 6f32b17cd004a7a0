//! Files of Familias.

use kinship::{Disaster, Format, Problems, ReadOptions, Source};

fn read_familias(text: &str, source: Source) -> Result<Disaster, Problems> {
    let source = Source {
        bytes: text.as_bytes(),
        format: Format::Familias,
        ..source
    };
    let read = source.disaster(&ReadOptions::default());
    read.map(|(disaster, _)| disaster)
}

/// A Familias file of one family and one victim, written after the format of version 3.
const FAMILIAS: &str = "\"Output from Familias, version 3.3.1\"
\"DO NOT EDIT!\"
3.3.1 (DVI)
\"\"
0
\"Known relations\"
0
0
0
0
#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )
1
#TRUE#
\"Untitled database\"
\"TH01\"
0.001
0.002
0
0
3
0.1
0.1
0.0
0.0
#FALSE#
0
2\t(DatabaseSize = 100 , Dropout probability = 0 , Minor allele frequency = 0 )
\"6\"
0.4
\"7\"
0.6
[DVI]
[[Unidentified persons]]
nPersons= 1
[[[Person 1 ]]]
Name= V1
Gender= Male
[[[[DNA data]]]]
nSystems= 1
SystemName= TH01
Allele1= 6
Allele2= 7
[[Reference Families]]
nFamilies= 1
[[[Family 1 ]]]
Name= F1
[[[[Persons]]]]
nPersons= 2
[[[[[Person 1]]]]]
Name= FA
Gender= Male
[[[[[[DNA data]]]]]]
nSystems= 1
SystemName= TH01
Allele1= 6
Allele2= 6
[[[[[Person 2]]]]]
Name= MO
Gender= Female
[[[[[[DNA data]]]]]]
nSystems= 0
[[[[Pedigrees]]]]
nPedigrees= 1
[[[[[Pedigree 1]]]]]
Name= Reference pedigree
nRelations= 2
Parent= FA
Child= Missing person
Parent= MO
Child= Missing person
[Prior]
UseList= Yes
";

#[test]
fn a_familias_file() {
    let read = read_familias(FAMILIAS, Source::default()).unwrap();
    assert_eq!(
        (read.victims.len(), read.missing[0].id.as_str()),
        (1, "Missing person F1")
    );
    let pairs = kinship::Pairs::new(&read, &Default::default()).unwrap();
    // Father 6/6, victim 6/7: (0.998 * 0.6 + 0.002 * 0.4) / (2 * 0.4 * 0.6); the mother may be anybody.
    let mother = |p: f64, q: f64| p * 0.999 + q * 0.001;
    let expected = (0.998 * mother(0.6, 0.4) + 0.002 * mother(0.4, 0.6)) / 0.48;
    assert!((pairs.ratio(0, 0).unwrap() / expected - 1.0).abs() < 1e-12);
    let cut = FAMILIAS.replace("\"6\"\n0.4", "\"6\"\nx");
    let problem = read_familias(&cut, Source::default())
        .unwrap_err()
        .to_string();
    assert!(
        problem.starts_with("29: error: expected a frequency"),
        "{problem}"
    );
}

#[test]
fn a_familias_file_with_other_names_and_several_pedigrees() {
    let renamed = FAMILIAS.replace("Missing person", "Budi");
    let missing = ["Budi".to_owned()];
    let source = Source {
        missing: &missing,
        ..Source::default()
    };
    let read = read_familias(&renamed, source).unwrap();
    assert_eq!(read.missing[0].id, "Budi");
    let unnamed = read_familias(&renamed, Source::default()).unwrap_err();
    assert!(
        unnamed
            .to_string()
            .contains("no family has a person `Missing person`")
    );
    let claim = |name: &str| format!("[[[[[Pedigree]]]]]\nName= {name}\nnRelations= 0\n");
    let several = FAMILIAS.replace("[Prior]", &format!("{}{}[Prior]", claim("a"), claim("b")));
    let said = read_familias(&several, Source::default()).unwrap_err();
    assert!(
        said.to_string()
            .contains("family `F1` has several pedigrees, `a`, `b`: one must be chosen"),
        "{said}"
    );
    let source = Source {
        pedigree: Some("Reference pedigree"),
        ..Source::default()
    };
    assert_eq!(read_familias(&several, source).unwrap().missing.len(), 1);
}

#[test]
fn a_single_case_of_familias() {
    // Father 6/6 and child 6/7, in two pedigrees: father and child, and unrelated.
    let person = |id: &str, alleles: &str| {
        format!("\"{id}\"\n#FALSE#\n-1\n#FALSE#\n#TRUE#\n1\n{alleles}\n0\n")
    };
    let persons = format!(
        "2\n{}{}\"Known relations\"\n0\n0\n0\n2\n0\n\"father\"\n0\n0\n1\n0\n1\n1\n\"unrelated\"\n0\n0\n0\n",
        person("A", "0\n0"),
        person("B", "0\n1")
    );
    let start = FAMILIAS.find("0\n\"Known").unwrap();
    let end = FAMILIAS.find("#FALSE# (#Databases").unwrap();
    let text = format!("{}{persons}{}", &FAMILIAS[..start], &FAMILIAS[end..])
        .replace("0.001\n0.002", "0\n0");
    let text = text.replace("0.0\n0.0\n#FALSE#", "0\n0\n#FALSE#");
    let source = Source {
        bytes: text.as_bytes(),
        format: Format::Familias,
        ..Source::default()
    };
    let (cases, _) = source.cases(&ReadOptions::default()).unwrap();
    let values: Vec<(String, f64)> = cases
        .into_iter()
        .map(|case| {
            let case = case.unwrap();
            let value = case.log_likelihood().unwrap().exp();
            (case.name, value)
        })
        .collect();
    assert_eq!(
        (values[0].0.as_str(), values[1].0.as_str()),
        ("father", "unrelated")
    );
    assert!((values[0].1 - 0.16 * 0.6).abs() < 1e-12, "{values:?}");
    assert!((values[1].1 - 0.16 * 0.48).abs() < 1e-12, "{values:?}");
}

#[test]
fn a_missing_parent_whose_sex_nothing_tells() {
    // The missing person is a parent of FA, with a partner who is not listed either.
    let relation = |partner: &str| {
        let pair = "Parent= FA\nChild= Missing person\nParent= MO\nChild= Missing person";
        let claim = format!("Parent= Missing person\nChild= FA\nParent= {partner}\nChild= FA");
        FAMILIAS.replace(pair, &claim)
    };
    let unknown = read_familias(&relation("extra"), Source::default()).unwrap();
    assert_eq!(unknown.missing[0].sex, domain::Sex::Unspecified);
    assert!(unknown.candidate(0, 0));
    // Beside a mother it is the father.
    let father = read_familias(&relation("MO"), Source::default()).unwrap();
    assert_eq!(father.missing[0].sex, domain::Sex::Male);
}
