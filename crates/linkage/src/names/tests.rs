//! The labelled pairs, read and judged: how many of the same people are recognised, how many of the others are kept apart.

use super::*;

const PAIRS: &str = include_str!("labelled_pairs.tsv");

fn read(name: &str) -> NameForm {
    let mut form = NameForm::default();
    NameKnowledge::shipped().read(name, &mut form);
    form
}

#[test]
fn labelled_pairs() {
    let mut right = 0;
    let (mut found, mut same, mut wrongly) = (0, 0, 0);
    for line in PAIRS.lines() {
        let mut cells = line.split('\t');
        let (Some(label), Some(a), Some(b)) = (cells.next(), cells.next(), cells.next()) else {
            panic!("three cells expected: {line}");
        };
        let agreement = compare(&read(a), &read(b));
        let judged = agreement.level <= NameLevel::Extended
            || agreement.level == NameLevel::SingleExtended && agreement.similarity >= 0.6;
        let truth = label == "same";
        same += usize::from(truth);
        found += usize::from(truth && judged);
        wrongly += usize::from(!truth && judged);
        right += usize::from(truth == judged);
        if truth != judged {
            println!(
                "{label}: {a} / {b}: {:?} {:.2}",
                agreement.level, agreement.similarity
            );
        }
    }
    let recall = found as f64 / same as f64;
    let precision = found as f64 / (found + wrongly) as f64;
    println!("{right} right; precision {precision:.3}, recall {recall:.3}");
    assert!(precision > 0.9 && recall > 0.9);
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
        fn comparing_has_no_side(a in a_name(), b in a_name()) {
            let (a, b) = (read(&a), read(&b));
            let (there, back) = (compare(&a, &b), compare(&b, &a));
            prop_assert_eq!(there.level, back.level);
            prop_assert!((there.similarity - back.similarity).abs() < 1e-5);
        }

        #[test]
        fn a_name_is_itself(name in a_name()) {
            let form = read(&name);
            prop_assume!(!form.is_empty());
            let agreement = compare(&form, &form);
            prop_assert_eq!(agreement.level, NameLevel::Same);
            prop_assert!(agreement.similarity > 0.99);
        }

        #[test]
        fn anything_is_read(text in "\\PC{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let other = String::from_utf8_lossy(&bytes);
            let _ = compare(&read(&text), &read(&other));
        }

        #[test]
        fn any_letters_are_read(text in "[A-Za-z./,' -]{0,700}") {
            let form = read(&text);
            prop_assert!(form.len() <= MAX_WORDS);
            prop_assert!(form.words().all(|word| !word.canonical.is_empty() && !word.text.is_empty()));
        }
    }
}
