//! Texts brought to one form, so that what is the same compares as the same.

/// Upper-case words of letters and digits with single blanks between them; apostrophes go without a trace.
///
/// ```
/// assert_eq!(domain::capitals("  Siti  Nur'aini, S.Pd "), "SITI NURAINI S PD");
/// ```
pub fn capitals(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            plain.extend(c.to_uppercase());
        } else if !matches!(c, '\'' | '’' | '`') && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.trim().to_owned()
}
