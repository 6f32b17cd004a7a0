//! Lists of profiles as laboratories write them.

use crate::inputs::with;
use kinship::{Disaster, Genotype, Problems, ProfileTable, ReadOptions, Source};

/// A list of profiles; the first row names the columns.
fn list(rows: &[&str]) -> ProfileTable {
    let cells = |row: &&str| row.split(';').map(str::to_owned).collect::<Vec<_>>();
    ProfileTable {
        file: "list.csv".into(),
        header: cells(&rows[0]),
        rows: rows[1..]
            .iter()
            .enumerate()
            .map(|(i, row)| (i as u64 + 2, cells(row)))
            .collect(),
    }
}

/// The small disaster without profiles, with a list of victims and one of relatives.
fn listed(
    victims: &[&str],
    references: &[&str],
) -> Result<(Disaster, Vec<domain::Diagnostic>), Problems> {
    let text = with(
        "\"V1\": {\"sex\": 1, \"genotypes\": {\"TH01\": \"6/7\"}}",
        "",
    );
    let text = text.replacen("\"FA\": {\"TH01\": \"6/6\"}", "", 1);
    let source = Source {
        victims: &[list(victims)],
        references: &[list(references)],
        ..Source::json(text.as_bytes())
    };
    source.disaster(&ReadOptions::default())
}

#[test]
fn lists_of_profiles_in_the_forms_that_laboratories_write() {
    for victims in [
        ["sample;sex;TH01", "V1;L;6/7"],
        ["Sample ID;TH01_1;TH01_2;AMEL", "V1;6;7;X,Y"],
        ["Kode;JK;TH01;", "V1;1;7;6.0"],
        ["sample;sex;TH01;TH01", "V1;male;7.0;6"],
        [
            "sample;Jenis Kelamin;TH01 Allele 1;TH01 Allele 2",
            "V1;Laki-laki;6;7",
        ],
        ["sample;sex;TH01", "V1;1;6 7"],
    ] {
        let (read, remarks) = listed(&victims, &["id;TH01", "FA;6/-"]).unwrap();
        assert_eq!(remarks, []);
        let victim = &read.victims[0];
        assert_eq!((victim.id.as_str(), victim.sex), ("V1", domain::Sex::Male));
        assert_eq!(victim.genotypes, [Genotype::Two(0, 1)], "{victims:?}");
        assert_eq!(read.families[0].genotype(0, 0), Genotype::One(0));
    }
    let (read, remarks) =
        listed(&["sample;TH01;note", "V1;;fine"], &["id;TH01", "FA;-/-"]).unwrap();
    assert_eq!(read.victims[0].genotypes, [Genotype::Missing]);
    assert_eq!(
        remarks[0].to_string(),
        "list.csv:1: warning: this column is no locus of the list and is not used (field `note`) [unused-column]"
    );
}

#[test]
fn a_fault_in_a_list_names_line_and_column() {
    let (victims, references) = (["sample;TH01", "V1;6/7"], ["id;TH01", "FA;6/6"]);
    for (list, replacement, (column, expected)) in [
        (
            0,
            ["sample;TH01", "V1;6/9"],
            (
                "TH01",
                "list.csv:2: error: victim `V1`: locus `TH01`: allele `9` is not in the frequency table",
            ),
        ),
        (
            0,
            ["sample;th-01", "V1;6/7"],
            (
                "th-01",
                "list.csv:1: error: this locus is not in the list of loci; is it `TH01`?",
            ),
        ),
        (
            0,
            ["sample;TH01_1;TH01_2", "V1;6;"],
            (
                "TH01_1",
                "list.csv:2: error: victim `V1`: locus `TH01`: one allele at a locus that has two",
            ),
        ),
        (
            0,
            ["sample;TH01", ";6/7"],
            ("sample", "list.csv:2: error: a sample without an id"),
        ),
        (
            0,
            ["sample;TH01", "V1;6/7;8"],
            ("", "list.csv:2: error: expected at most 2 cells"),
        ),
        (
            0,
            ["sample;TH01;TH01;TH01", "V1;6;7;7"],
            (
                "TH01",
                "list.csv:1: error: more than two columns for one locus",
            ),
        ),
        (
            0,
            ["sample;sex;TH01", "V1;?!;6/7"],
            ("sex", "list.csv:2: error: victim `V1`: sex must be"),
        ),
        (
            1,
            ["id;TH01", "XX;6/6"],
            (
                "id",
                "list.csv:2: error: no pedigree has a person of this id",
            ),
        ),
        (
            1,
            ["id;family;TH01", "FA;F2;6/6"],
            (
                "id",
                "list.csv:2: error: no pedigree has a person of this id",
            ),
        ),
        (
            1,
            ["id;sex;TH01", "FA;P;6/6"],
            (
                "sex",
                "list.csv:2: error: the sex differs from that in the pedigree",
            ),
        ),
    ] {
        let said = if list == 0 {
            listed(&replacement, &references)
        } else {
            listed(&victims, &replacement)
        };
        let said = said.unwrap_err().to_string();
        let named = column.is_empty() || said.contains(&format!("(field `{column}`)"));
        assert!(
            said.contains(expected) && named,
            "{said}\nshould contain\n{column} {expected}"
        );
    }
    let twice = ["id;TH01", "FA;6/6", "MO;6/7", "FA;6/7"];
    let said = listed(&victims, &twice).unwrap_err().to_string();
    assert!(
        said.starts_with("list.csv:4: error: the sample of line 2 is listed again (field `id`)"),
        "{said}"
    );
}
