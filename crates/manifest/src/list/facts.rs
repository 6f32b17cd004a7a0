//! What the titles of a list say about the voyage.

use crate::{CompactString, Leg, Mode, Moment, Vessel, Voyage};
use domain::{Country, Port};

/// The facts of a voyage as far as titles or columns give them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub carrier: Option<CompactString>,
    pub number: Option<CompactString>,
    pub vessel: Option<CompactString>,
    pub vessel_identifier: Option<CompactString>,
    pub flag: Option<Country>,
    /// Ports in the order in which they are called at.
    pub route: Vec<Port>,
    pub from: Option<Port>,
    pub to: Option<Port>,
    pub departure: Option<Moment>,
    pub arrival: Option<Moment>,
    /// It is a flight, by a word or the form of its number.
    pub flight: bool,
    /// Titles that say something else, as written.
    pub raw: Vec<String>,
}

impl Facts {
    /// Whether they say which voyage it is.
    pub fn name_a_voyage(&self) -> bool {
        self.vessel.is_some()
            || self.number.is_some()
            || self.departure.is_some()
            || !self.ports().is_empty()
    }

    /// The ports in order, each once.
    pub fn ports(&self) -> Vec<Port> {
        let mut ports: Vec<Port> = self
            .from
            .iter()
            .chain(&self.route)
            .chain(&self.to)
            .cloned()
            .collect();
        ports.dedup();
        ports
    }

    /// The voyage, with a leg from each port to the next.
    pub fn voyage(self) -> Voyage {
        let ports = self.ports();
        let mut legs: Vec<Leg> = ports
            .windows(2)
            .map(|pair| Leg {
                from: pair.first().cloned(),
                to: pair.last().cloned(),
                ..Leg::default()
            })
            .collect();
        if legs.is_empty()
            && (!ports.is_empty() || self.departure.is_some() || self.arrival.is_some())
        {
            legs.push(Leg {
                from: self.from.clone().or_else(|| self.route.first().cloned()),
                to: self.to.clone(),
                ..Leg::default()
            });
        }
        if let Some(first) = legs.first_mut() {
            first.departure = self.departure;
        }
        if let Some(last) = legs.last_mut() {
            last.arrival = self.arrival;
        }
        let vessel =
            (self.vessel.is_some() || self.vessel_identifier.is_some()).then_some(Vessel {
                name: self.vessel,
                identifier: self.vessel_identifier,
                flag: self.flag,
            });
        // Airports have codes of three letters, seaports of five.
        let has_port_of = |length: usize| {
            ports
                .iter()
                .any(|p| p.city().is_some() && p.code().len() == length)
        };
        let mode = if self.flight {
            Some(Mode::Air)
        } else if vessel.is_some() || has_port_of(5) {
            Some(Mode::Sea)
        } else {
            has_port_of(3).then_some(Mode::Air)
        };
        Voyage {
            carrier: self.carrier,
            number: self.number,
            mode,
            vessel,
            legs,
            raw: self.raw,
            ..Voyage::default()
        }
    }
}
