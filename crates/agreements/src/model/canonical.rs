//! One form of bytes for one document (JSON Canonicalization Scheme, RFC 8785): what is hashed and signed.

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The canonical bytes of a value.
///
/// # Errors
/// If the value is no JSON: a map whose keys are no text, a number that is none.
pub fn canonical(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    serde_json_canonicalizer::to_vec(value)
}

/// SHA-256 of the canonical bytes, in lower-case hexadecimal.
///
/// # Errors
/// As [`canonical`].
pub fn fingerprint(value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(HEXLOWER.encode(&Sha256::digest(canonical(value)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// RFC 8785: section 3.2.2 with 3.2.4 (the whole example), 3.2.3 (order of names by UTF-16), appendix B (numbers).
    #[test]
    fn the_vectors_of_the_standard() {
        let whole = r#"{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
            "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#;
        let order = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
            "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
        for (written, expected) in [
            (
                whole,
                "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
                 \"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
            ),
            (
                order,
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\
                 \"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
            ),
            (
                "[-0, 1e21, 9007199254740992, 5e-324, 1e23, 295147905179352830000]",
                "[0,1e+21,9007199254740992,5e-324,1e+23,295147905179352830000]",
            ),
        ] {
            let value: Value = serde_json::from_str(written).unwrap();
            assert_eq!(
                String::from_utf8(canonical(&value).unwrap()).unwrap(),
                expected
            );
        }
    }
}
