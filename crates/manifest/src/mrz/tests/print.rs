//! Prints zones from particulars, independently of the reader's layout table: the other half of the round trip.

/// What a document says, in the characters of a zone.
#[derive(Debug, Clone)]
pub(super) struct Particulars {
    pub code: &'static str,
    pub issuer: &'static str,
    pub nationality: &'static str,
    pub names: String,
    pub number: String,
    pub birth: String,
    pub sex: char,
    pub expiry: String,
    pub optional: String,
}

impl Default for Particulars {
    fn default() -> Self {
        Self {
            code: "P",
            issuer: "IDN",
            nationality: "IDN",
            names: "LESTARI<<DEWI".into(),
            number: "X4710382".into(),
            birth: "920514".into(),
            sex: 'F',
            expiry: "310822".into(),
            optional: String::new(),
        }
    }
}

fn filled(text: &str, width: usize) -> String {
    let mut filled: String = text.chars().take(width).collect();
    while filled.len() < width {
        filled.push('<');
    }
    filled
}

fn digit(text: &str) -> char {
    let mut sum = 0;
    for (at, c) in text.chars().enumerate() {
        let value = match c {
            '<' => 0,
            c => c.to_digit(36).unwrap(),
        };
        sum += value * [7, 3, 1][at % 3];
    }
    char::from_digit(sum % 10, 10).unwrap()
}

fn checked(text: String) -> String {
    let digit = digit(&text);
    format!("{text}{digit}")
}

/// Number and optional data: a number of more than nine characters goes on in the optional data.
fn number_and_optional(p: &Particulars, width: usize) -> (String, String) {
    if p.number.len() <= 9 {
        return (checked(filled(&p.number, 9)), filled(&p.optional, width));
    }
    let (head, tail) = p.number.split_at(9);
    let rest = format!("{tail}{}<{}", digit(&p.number), p.optional);
    (format!("{head}<"), filled(&rest, width))
}

pub(super) fn td1(p: &Particulars) -> [String; 3] {
    let (number, optional) = number_and_optional(p, 15);
    let first = format!(
        "{}{}{number}{optional}",
        filled(p.code, 2),
        filled(p.issuer, 3)
    );
    let birth = checked(filled(&p.birth, 6));
    let expiry = checked(filled(&p.expiry, 6));
    let last = filled("", 11);
    let composite = digit(&format!("{number}{optional}{birth}{expiry}{last}"));
    let nationality = filled(p.nationality, 3);
    let second = format!("{birth}{}{expiry}{nationality}{last}{composite}", p.sex);
    [first, second, filled(&p.names, 30)]
}

/// The two-line formats of a width: with a check digit over the optional data, with a composite.
fn two_lines(
    p: &Particulars,
    width: usize,
    long: bool,
    personal: bool,
    composite: bool,
) -> [String; 2] {
    let room = width - 28 - usize::from(personal) - usize::from(composite);
    let (number, mut optional) = if long {
        number_and_optional(p, room)
    } else {
        (checked(filled(&p.number, 9)), filled(&p.optional, room))
    };
    if personal {
        optional = checked(optional);
    }
    let birth = checked(filled(&p.birth, 6));
    let expiry = checked(filled(&p.expiry, 6));
    let nationality = filled(p.nationality, 3);
    let mut second = format!("{number}{nationality}{birth}{}{expiry}{optional}", p.sex);
    if composite {
        second.push(digit(&format!("{number}{birth}{expiry}{optional}")));
    }
    let first = format!("{}{}{}", filled(p.code, 2), filled(p.issuer, 3), p.names);
    [filled(&first, width), second]
}

pub(super) fn td2(p: &Particulars) -> [String; 2] {
    two_lines(p, 36, true, false, true)
}

pub(super) fn td3(p: &Particulars) -> [String; 2] {
    two_lines(p, 44, false, true, true)
}

pub(super) fn mrv_a(p: &Particulars) -> [String; 2] {
    two_lines(p, 44, false, false, false)
}

pub(super) fn mrv_b(p: &Particulars) -> [String; 2] {
    two_lines(p, 36, false, false, false)
}
