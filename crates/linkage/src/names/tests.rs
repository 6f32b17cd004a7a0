//! What is read of a written name, and the laws of reading.

use super::*;

fn read(name: &str) -> NameForm {
    let mut form = NameForm::default();
    NameKnowledge::shipped().read(name, &mut form);
    form
}

fn words(name: &str) -> Vec<String> {
    read(name)
        .words()
        .map(|word| word.canonical.to_owned())
        .collect()
}

fn keys(name: &str) -> Vec<u64> {
    read(name).words().map(|word| word.key).collect()
}

#[test]
fn what_is_no_name_goes() {
    for (written, own) in [
        ("H. Moch. Soeharjanto, S.Pd", "MUHAMMAD SUHARYANTO"),
        ("Drs. H. Ahmad Dahlan, M.Si.", "AHMAD DAHLAN"),
        ("Prof. Dr. Ir. Soekarno, S.H., M.Hum", "SUKARNO"),
        ("Ny. Sumijati", "SUMIATI"),
        ("SITI AMINAHMRS", "SITI AMINAH"),
        ("UMAR", "UMAR"),
        ("AMRI", "AMRI"),
        ("WILLEMS", "WILEMS"),
        ("DAMAYANTIMS", "DAMAYANTI"),
        ("JOHNMR", "JOHN"),
        ("FNU PAIJEM", "PAIJEM"),
        ("XXX", ""),
        ("-", ""),
        ("SITI SITI", "SITI"),
        ("BUDI SANTOSO BUDI SANTOSO", "BUDI SANTOSO"),
        ("I Md Suarta", "MADE SUARTA"),
        ("MD NASIR", "MUHAMMAD NASIR"),
        ("Ma'ruf", "MARUF"),
        ("Abdurrahman", "ABDUL RAHMAN"),
        ("NURHAJATI", "NUR HAYATI"),
        ("HAJI", "HAJI"),
        ("R. A. Kartini", "KARTINI"),
        ("Budi S", "BUDI S"),
    ] {
        assert_eq!(words(written).join(" "), own, "{written}");
    }
}

#[test]
fn the_father_follows_a_marker() {
    for (written, endorsed) in [
        ("Siti Aminah binti Ahmad", "AHMAD"),
        ("SITI AMINAH BT AHMAD", "AHMAD"),
        ("Zainal A/L Ismail", "ISMAIL"),
        ("Rohani B. Saleh", "SOLEH"),
        ("Rohani BINTISALEH", "SOLEH"),
        ("Rohani B", ""),
        ("Budi alias Bambang", "BAMBANG"),
        ("Bintang Bin", ""),
    ] {
        let form = read(written);
        let found: Vec<_> = form
            .words()
            .filter(|word| word.role == Role::Endorsed)
            .collect();
        let found: Vec<_> = found.iter().map(|word| word.canonical).collect();
        assert_eq!(found.join(" "), endorsed, "{written}");
    }
}

#[test]
fn a_faulty_file_is_refused_with_its_place() {
    let whole = include_str!("../../data/names.toml");
    for (from, to, expected) in [
        ("version = 1", "version = 9", "`version` 9, expected 1"),
        ("\"HAKIM: ", "\"HADI: ", "stands in family"),
        ("~RAHMATULLAH", "~NOSUCHNAME", "which is no family"),
        ("from = \"TJH\"", "from = \"tjh\"", "rule 1 of `[spelling]`"),
        (
            "source = [\"airimp\"]",
            "source = [\"nowhere\"]",
            "`nowhere`",
        ),
        ("\"AZIZ: ", "\"AZIZ ", "family "),
        ("\"FNU\"", "\"F-U\"", "`F-U` in `fillers`"),
        ("[fillers]", "[fillers", "line "),
    ] {
        assert!(whole.contains(from), "{from}");
        let error = NameKnowledge::from_toml(&whole.replacen(from, to, 1)).unwrap_err();
        assert!(error.to_string().contains(expected), "{from}: {error}");
    }
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    /// Names as people bear them, with the odd word that no table knows.
    fn a_name() -> impl Strategy<Value = String> {
        let heads: Vec<String> = include_str!("../../data/names.toml")
            .lines()
            .filter_map(|line| line.strip_prefix("  \"")?.split([':', ' ', '"']).next())
            .map(str::to_owned)
            .filter(|head| head.len() > 2)
            .collect();
        let word = prop_oneof![3 => proptest::sample::select(heads), 1 => "[A-Z]{3,14}"];
        proptest::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
    }

    fn old_spelling(name: &str) -> String {
        let mut old = name.to_lowercase();
        for (new, written) in [
            ("kh", "ch"),
            ("ny", "N"),
            ("sy", "S"),
            ("j", "dj"),
            ("c", "tj"),
            ("tjh", "ch"),
            ("N", "nj"),
            ("S", "sj"),
            ("u", "oe"),
        ] {
            old = old.replace(new, written);
        }
        old
    }

    proptest! {
        #[test]
        fn reading_what_was_read_changes_nothing(name in a_name()) {
            let once = words(&name);
            prop_assert_eq!(words(&once.join(" ")), once);
        }

        #[test]
        fn titles_and_fillers_change_no_key(
            name in a_name(),
            front in proptest::sample::select(vec!["H. ", "Hj. ", "Drs. H. ", "Mrs. ", "FNU ", "Tn. ", "MR "]),
            back in proptest::sample::select(vec![", S.Pd", ", SH", " MR", " LNU", ", S.Kom., M.M.", " XXX", " -"]),
        ) {
            let plain = keys(&name);
            prop_assume!(!plain.is_empty() && !read(&name).removed().any(|_| true));
            prop_assert_eq!(&keys(&format!("{front}{name}")), &plain);
            prop_assert_eq!(&keys(&format!("{name}{back}")), &plain);
        }

        #[test]
        fn old_and_new_spelling_have_one_key(word in proptest::sample::select(vec![
            "Suharto", "Sutjipto", "Wijaya", "Cahyono", "Suryadi", "Nyoman", "Syafrudin", "Khairul", "Sujatmiko",
            "Surabaya", "Sumarjo", "Sucipto", "Mulyono", "Syukur", "Akhmad", "Rukmini", "Bacukiki", "Kunjungan",
            "Cucu", "Juju", "Sunyoto", "Jumadi", "Munajat", "Rusyadi", "Makhrus",
        ])) {
            prop_assert_eq!(keys(&old_spelling(word)), keys(word));
        }

        #[test]
        fn order_changes_no_sorted_key(name in a_name()) {
            let reversed: Vec<&str> = name.split(' ').rev().collect();
            let (a, b) = (read(&name), read(&reversed.join(" ")));
            prop_assume!(!a.doubled() && !b.doubled());
            prop_assume!(a.removed().next().is_none() && b.removed().next().is_none());
            let (mut left, mut right) = ([0; MAX_WORDS], [0; MAX_WORDS]);
            let (l, r) = (a.sorted_keys(&mut left), b.sorted_keys(&mut right));
            prop_assert_eq!(&left[..l], &right[..r]);
        }

        #[test]
        fn anything_is_read(text in "\\PC{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let other = String::from_utf8_lossy(&bytes);
            prop_assert!(read(&text).len() <= MAX_WORDS && read(&other).len() <= MAX_WORDS);
        }

        #[test]
        fn any_letters_are_read(text in "[A-Za-z./,' -]{0,700}") {
            let form = read(&text);
            prop_assert!(form.len() <= MAX_WORDS);
            prop_assert!(form.words().all(|word| !word.canonical.is_empty() && !word.text.is_empty()));
        }
    }
}
