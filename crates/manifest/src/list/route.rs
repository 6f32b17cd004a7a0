//! Routes as titles write them.

use domain::Port;

/// The ports of `A - B`, `A ke B`, `A to B - C`.
pub(super) fn ports(text: &str) -> Vec<Port> {
    let mut parts = vec![text];
    for separator in [
        " - ", " – ", " — ", "→", "->", ">", " ke ", " KE ", " Ke ", " to ", " TO ", " / ",
    ] {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    if let [only] = parts.as_slice() {
        // `BATAM-STULANG LAUT`: a hyphen alone divides where both sides are ports.
        let tight: Vec<&str> = only.split(['-', '–', '—']).collect();
        let ports = tight
            .iter()
            .all(|part| Port::read(part).is_some_and(|port| port.city().is_some()));
        if tight.len() > 1 && ports {
            parts = tight;
        }
    }
    let without_return = |part: &str| {
        let part = part.trim();
        part.strip_suffix(" PP")
            .or(part.strip_suffix(" (PP)"))
            .unwrap_or(part)
            .to_owned()
    };
    parts
        .iter()
        .filter_map(|part| Port::read(&without_return(part)))
        .collect()
}
