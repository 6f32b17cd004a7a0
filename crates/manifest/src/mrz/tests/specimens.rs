//! The specimens of Doc 9303 parts 4 to 7, Indonesian documents, and what scanners make of them.

use super::{codes, one, print, print::Particulars, zones};
use crate::mrz::Check;

const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
D231458907UTO7408122F1204159<<<<<<<6";
const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<
7408122F1204159UTO<<<<<<<<<<<6
ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const MRV_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L8988901C4XXX4009078F96121096ZE184226B<<<<<<";
const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
L8988901C4XXX4009078F9612109<<<<<<<<";

#[test]
fn the_specimens_of_the_standard() {
    for (input, format, number, born, expires, nationality) in [
        (TD3, "TD3", "L898902C3", "1974-08-12", "2012-04-15", "UTO"),
        (TD2, "TD2", "D23145890", "1974-08-12", "2012-04-15", "UTO"),
        (TD1, "TD1", "D23145890", "1974-08-12", "2012-04-15", "UTO"),
        (
            MRV_A,
            "MRV-A",
            "L8988901C",
            "1940-09-07",
            "1996-12-10",
            "XXX",
        ),
        (
            MRV_B,
            "MRV-B",
            "L8988901C",
            "1940-09-07",
            "1996-12-10",
            "XXX",
        ),
    ] {
        let read = one(input);
        assert_eq!(read.format.word(), format);
        assert_eq!(read.name.surname.as_deref(), Some("ERIKSSON"));
        assert_eq!(read.name.given_names.as_deref(), Some("ANNA MARIA"));
        assert_eq!(read.name_tokens, ["ERIKSSON", "ANNA", "MARIA"]);
        assert_eq!(read.document_number.as_deref(), Some(number), "{format}");
        assert_eq!(read.birth_date.unwrap().to_string(), born);
        assert_eq!(read.expires.unwrap().to_string(), expires);
        assert_eq!(read.nationality.unwrap().alpha3(), nationality);
        assert_eq!(read.issuer.unwrap().alpha3(), "UTO");
        assert_eq!(read.sex.unwrap().letter(), 'F');
        assert_eq!(read.check_digits.failed(), [""; 0], "{format}");
        assert_eq!(codes(&read), [""; 0], "{format}");
    }
    assert_eq!(one(TD3).optional_data, ["ZE184226B"]);
    assert_eq!(one(MRV_A).optional_data, ["6ZE184226B"]);
}

#[test]
fn numbers_longer_than_their_field() {
    // Doc 9303-5, appendix B, and its like for TD2.
    let long = one(
        "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
    );
    assert_eq!(long.document_number.as_deref(), Some("D23145890734"));
    assert_eq!(long.check_digits.document_number, Check::Passed);
    assert_eq!(long.check_digits.composite, Some(Check::Passed));
    assert!(long.optional_data.is_empty());
    let long = one("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8");
    assert_eq!(long.document_number.as_deref(), Some("D23145890734"));
    assert_eq!(codes(&long), [""; 0]);
}

#[test]
fn half_of_indonesia_has_one_name() {
    let p = Particulars {
        names: "SUKARNO".into(),
        ..Particulars::default()
    };
    let read = one(&print::td3(&p).join("\n"));
    assert_eq!(read.name.surname.as_deref(), Some("SUKARNO"));
    assert_eq!(read.name.given_names, None);
    assert!(read.name.single_identifier);
    let traveller = read.traveller();
    assert_eq!(traveller.name, read.name);
    assert_eq!(traveller.documents[0].number, "X4710382");
}

#[test]
fn what_is_not_known_is_marked() {
    let p = Particulars {
        birth: "90<<<<".into(),
        sex: '<',
        ..Particulars::default()
    };
    let read = one(&print::td3(&p).join("\n"));
    assert_eq!(read.birth_date.unwrap().to_string(), "1990-XX-XX");
    assert_eq!(read.sex.unwrap().letter(), 'X');
    assert_eq!(codes(&read), [""; 0]);
    let p = Particulars {
        birth: "<<<<<<".into(),
        ..Particulars::default()
    };
    let read = one(&print::td3(&p).join("\n"));
    assert_eq!(read.birth_date, None);
    assert_eq!(codes(&read), [""; 0]);
}

#[test]
fn germany_has_one_letter() {
    let p = Particulars {
        issuer: "D",
        nationality: "D",
        ..Particulars::default()
    };
    let read = one(&print::td3(&p).join("\n"));
    assert_eq!(read.issuer.unwrap().alpha3(), "DEU");
    assert_eq!(read.nationality_raw, "D");
}

#[test]
fn as_scanners_deliver_it() {
    let plain = one(TD3);
    for (what, input) in [
        ("lower case", TD3.to_lowercase()),
        ("line ends of another system", TD3.replace('\n', "\r\n")),
        ("line ends of a keyboard", TD3.replace('\n', "\r")),
        (
            "empty lines",
            format!("\n\n{}\n\n", TD3.replace('\n', "\n\n")),
        ),
        ("glued", TD3.replace('\n', "")),
        ("blanks", TD3.replace("<<", "< <").replace("UTO", "U TO")),
        ("another filler", TD3.replace('<', "‹")),
        ("doubled fillers", TD3.replace("<<", "«")),
        ("full width", TD3.replace('<', "＜")),
        ("byte order mark", format!("\u{FEFF}{TD3}")),
        ("control characters", format!("\u{2}{TD3}\u{3}")),
        ("code identifier", TD3.replace("P<", "]L0P<")),
        ("label", TD3.replace("P<", "MRZ: P<")),
        (
            "other text",
            format!("REPUBLIC OF UTOPIA\nPASSPORT\n{TD3}\n"),
        ),
    ] {
        let read = one(&input);
        assert_eq!(read.lines, plain.lines, "{what}");
        assert_eq!(codes(&read), [""; 0], "{what}");
    }
    // A table card glued into one line of 90.
    assert_eq!(one(&TD1.replace('\n', "")).lines, one(TD1).lines);
    assert_eq!(one(&TD2.replace('\n', "")).lines, one(TD2).lines);
}

#[test]
fn several_documents_one_after_another() {
    let together = [TD3, TD1, MRV_B, TD2, MRV_A].join("\n");
    let apart = [TD3, TD1, MRV_B, TD2, MRV_A].join("\r\n\r\n");
    for input in [together, apart] {
        let formats: Vec<_> = zones(&input)
            .documents
            .iter()
            .map(|d| d.format.word())
            .collect();
        assert_eq!(formats, ["TD3", "TD1", "MRV-B", "TD2", "MRV-A"]);
    }
    // A line that lost its partner does not take one from the next document.
    let (first, second) = TD3.split_once('\n').unwrap();
    for stray in [first, second] {
        let read = zones(&format!("{stray}\n{TD3}\n{TD1}"));
        assert_eq!(read.documents.len(), 2, "{stray}");
        assert_eq!(read.diagnostics[0].code, "mrz-incomplete");
        assert_eq!(read.diagnostics[0].place.line, Some(1));
    }
}

#[test]
fn what_is_no_zone_says_so() {
    for (input, code) in [
        ("", None),
        ("halo", Some("mrz-other-text")),
        (
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            Some("mrz-incomplete"),
        ),
        (
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n",
            Some("mrz-incomplete"),
        ),
        // The French card before 2021.
        (
            "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6",
            Some("mrz-format"),
        ),
    ] {
        let read = zones(input);
        assert!(read.documents.is_empty(), "{input}");
        assert_eq!(read.diagnostics.first().map(|d| d.code), code, "{input}");
    }
}

#[test]
fn lines_that_lost_or_won_characters() {
    for input in [
        TD3.replacen("<<<<<<<<<<<<<<<<<<<", "<<<<<<<<<<<<<<<<<", 1),
        TD3.replacen("<<<<<<<<<<<<<<<<<<<", "<<<<<<<<<<<<<<<<<<<<<", 1),
        TD3.replace("<<<<<10", "<<<<10"),
        TD3.replace("<<<<<10", "<<<<<<<10"),
    ] {
        let read = one(&input);
        assert_eq!(read.lines, one(TD3).lines, "{input}");
        assert_eq!(codes(&read), ["mrz-line-length"]);
    }
}

#[test]
fn misread_characters() {
    // Read, expected number, expected birth date, expected codes.
    let check = |input: String, codes_expected: &[&str]| {
        let read = one(&input);
        assert_eq!(codes(&read), codes_expected, "{input}");
        read
    };
    // A letter in a date is a digit.
    let read = check(
        TD3.replace("7408122F", "74O8I22F"),
        &["mrz-repaired", "mrz-repaired"],
    );
    assert_eq!(read.lines, one(TD3).lines);
    assert_eq!((read.repairs[0].line, read.repairs[0].column), (2, 16));
    assert_eq!(
        (read.repairs[0].read, read.repairs[0].corrected),
        ('O', '0')
    );
    // In the number either may stand: the digits prove one of them.
    let read = check(TD3.replace("L898902C36", "L8989O2C36"), &["mrz-repaired"]);
    assert_eq!(read.document_number.as_deref(), Some("L898902C3"));
    // Check digits have no letters.
    let read = check(
        TD3.replace("4159ZE184226B<<<<<10", "4159ZE184226B<<<<<IO"),
        &["mrz-repaired", "mrz-repaired"],
    );
    assert_eq!(read.check_digits.failed(), [""; 0]);
    // Names have no digits.
    let read = check(
        TD3.replace("ERIKSSON", "ERIK5S0N"),
        &["mrz-repaired", "mrz-repaired"],
    );
    assert_eq!(read.name.surname.as_deref(), Some("ERIKSSON"));
    // A wrong digit is not repaired: it may be anything.
    let read = check(
        TD3.replace("7408122F", "7408132F"),
        &["mrz-check-digit", "mrz-check-digit"],
    );
    assert_eq!(read.check_digits.failed(), ["birth_date", "composite"]);
    // Optional data of a card, which only the composite covers.
    let p = Particulars {
        code: "I",
        optional: "AB5".into(),
        ..Particulars::default()
    };
    let card = print::td1(&p).join("\n");
    let read = check(card.replace("AB5", "ABS"), &["mrz-repaired"]);
    assert_eq!(read.optional_data, ["AB5"]);
}

#[test]
fn a_repair_that_is_not_the_only_one_is_not_made() {
    // Without a composite, `0` for `O` at either place gives the same check digit: both are wrong by 4 times 7.
    let p = Particulars {
        code: "V",
        number: "OAB0CD123".into(),
        ..Particulars::default()
    };
    let visa = print::mrv_a(&p).join("\n");
    let read = one(&visa.replace("OAB0CD123", "0AB0CD123"));
    assert_eq!(codes(&read), ["mrz-ambiguous-repair", "mrz-check-digit"]);
    assert_eq!(read.document_number.as_deref(), Some("0AB0CD123"));
    assert!(read.repairs.is_empty());
}

#[test]
fn a_composite_that_something_else_spoils_proves_nothing() {
    // Every check digit is wrong; `AI23456T` would by chance satisfy that of the number and the composite.
    let read = one("P<IDNSUKARNO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n\
         A1234567<3IDN9003125M3001017<<<<<<<<<<<<<<04");
    assert_eq!(read.document_number.as_deref(), Some("A1234567"));
    assert!(read.repairs.is_empty());
    assert_eq!(
        read.check_digits.failed(),
        ["document_number", "birth_date", "expires", "composite"]
    );
}

#[test]
fn twins_that_no_check_digit_tells_apart_are_reported() {
    let p = Particulars {
        number: "X4716382".into(),
        ..Particulars::default()
    };
    let passport = print::td3(&p).join("\n");
    assert_eq!(codes(&one(&passport)), [""; 0]);
    assert_eq!(
        codes(&one(&passport.replace("X4716", "X471G"))),
        ["mrz-hidden-twin"]
    );
    assert_eq!(
        codes(&one(&passport.replace("X4716", "X47L6"))),
        ["mrz-hidden-twin"]
    );
}

#[test]
fn diagnostics_name_the_place_and_no_person() {
    let input = format!("\n{}", TD3.replace("7408122F", "7408132F"));
    let lines: Vec<String> = one(&input)
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    3: warning: the check digit does not fit the field; compare with the document (segment 2, field `birth_date`, byte 65) [mrz-check-digit]
    3: warning: the composite check digit does not fit; compare with the document (segment 2, field `composite`, byte 89) [mrz-check-digit]
    ");
}
