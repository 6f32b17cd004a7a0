//! PAXLST: who is on board, as carriers tell border authorities beforehand (UN/EDIFACT directories D:96 to D:21; WCO, IATA and
//! ICAO implementation guide).

mod document;
mod header;
mod person;
mod route;
mod split;

use crate::edifact::{Context, Segment};
use crate::{CompactString, Leg, Role, Traveller, Voyage};
use domain::Level;
use header::Header;
use route::Route;
use split::Split;
use std::sync::Arc;

/// The reader of one message after the other.
#[derive(Default)]
pub(crate) struct Paxlst {
    header: Header,
    route: Route,
    /// The voyage of the travellers that follow, once the first of them has come.
    voyage: Option<Arc<Voyage>>,
    position: Position,
    split: Split,
    /// The last traveller may still be added to.
    open: bool,
    passengers: u32,
    crew: u32,
    has_total: bool,
}

/// What the segments that follow belong to.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Position {
    #[default]
    Header,
    Transport,
    Person,
    Document,
    Summary,
}

impl Paxlst {
    /// Begins a message; without its header if that is missing.
    pub fn begin(&mut self, header: Option<&Segment>, context: &mut Context) {
        self.header = Header::default();
        self.route = Route::default();
        self.voyage = None;
        self.position = Position::Header;
        self.has_total = false;
        self.passengers = 0;
        self.crew = 0;
        self.split.begin(header, context);
    }

    /// How many travellers at the end of the result are not complete.
    pub fn open_travellers(&self) -> usize {
        usize::from(self.open)
    }

    /// Whether the message stated how many it lists.
    pub fn has_total(&self) -> bool {
        self.has_total
    }

    /// Reads the next segment of the message.
    pub fn segment(&mut self, segment: &Segment, context: &mut Context) {
        match &segment.tag {
            b"NAD" => self.name_and_address(segment, context),
            b"TDT" => {
                if matches!(
                    self.position,
                    Position::Person | Position::Document | Position::Summary
                ) {
                    // The next voyage of several in one message.
                    self.finish_person(context);
                    self.route = Route::default();
                    self.voyage = None;
                    self.passengers = 0;
                    self.crew = 0;
                }
                self.position = Position::Transport;
                self.route.transport(segment);
            }
            b"CNT" => {
                self.finish_person(context);
                self.position = Position::Summary;
                self.total(segment, context);
            }
            _ => match self.position {
                Position::Person | Position::Document => self.of_person(segment, context),
                Position::Transport => self.route.segment(segment, context),
                Position::Header => self.header.segment(segment, context),
                Position::Summary => {}
            },
        }
    }

    /// Ends the message.
    pub fn end(&mut self, context: &mut Context) {
        self.finish_person(context);
        if self.voyage.is_none() {
            // A message without travellers, such as the closing of a flight, still names its voyage to the next part.
            self.voyage(context);
        }
    }

    fn name_and_address(&mut self, segment: &Segment, context: &mut Context) {
        let qualifier = segment.element(0).code();
        let role = match qualifier {
            b"FL" => Role::Passenger,
            b"FM" => Role::Crew,
            b"DDT" | b"DDU" => Role::Transit,
            _ if self.position == Position::Header => {
                self.header.party(segment);
                return;
            }
            // A party that others name before the voyage: sender, carrier, agent, owner.
            b"MS" | b"MR" | b"CA" | b"AG" | b"CG" | b"CPE" | b"OV" | b"FR" | b"TO" => {
                self.finish_person(context);
                self.header.party(segment);
                if matches!(self.position, Position::Person | Position::Document) {
                    self.position = Position::Summary;
                }
                return;
            }
            // The input ends here: nobody is made of half a segment.
            _ if segment.is_cut => return,
            _ => {
                context.note(
                    Level::Warning,
                    "role-unknown",
                    "the code of the role is not known: taken for a traveller",
                    segment,
                );
                self.header.usual_role()
            }
        };
        self.finish_person(context);
        match role {
            Role::Crew => self.crew += 1,
            Role::Passenger | Role::Transit => self.passengers += 1,
        }
        self.split.count(role);
        let mut traveller = Traveller::on(self.voyage(context));
        traveller.role = role;
        traveller.origin = context.origin(segment);
        person::name_and_address(segment, &mut traveller, context);
        if !matches!(qualifier, b"FL" | b"FM") {
            traveller.references.push(crate::Reference {
                qualifier: CompactString::const_new("NAD"),
                value: segment.element(0).text(),
            });
        }
        context.out.travellers.push(traveller);
        self.open = true;
        self.position = Position::Person;
    }

    fn of_person(&mut self, segment: &Segment, context: &mut Context) {
        // Taken out for the while, so that traveller and context can be lent side by side.
        let mut travellers = std::mem::take(&mut context.out.travellers);
        if let Some(traveller) = travellers.last_mut() {
            match &segment.tag {
                b"DOC" => {
                    document::begin(segment, traveller, context);
                    self.position = Position::Document;
                }
                _ if self.position == Position::Document
                    && document::detail(segment, traveller, context) => {}
                _ => person::segment(segment, traveller, context),
            }
        }
        context.out.travellers = travellers;
    }

    fn finish_person(&mut self, context: &mut Context) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        if let Some(traveller) = context.out.travellers.last_mut()
            // Who travels directly boards where the voyage begins.
            && let [Leg { from, to, .. }] = traveller.voyage.legs.as_slice()
        {
            if traveller.embark.is_none() {
                traveller.embark = from.clone();
            }
            if traveller.disembark.is_none() {
                traveller.disembark = to.clone();
            }
        }
    }

    /// The voyage of this message, shared with the other parts of a list that was split.
    fn voyage(&mut self, context: &mut Context) -> Arc<Voyage> {
        if let Some(voyage) = &self.voyage {
            return Arc::clone(voyage);
        }
        let voyage = self
            .split
            .joined(self.header.voyage(&self.route), self.route.is_empty());
        self.voyage = Some(Arc::clone(&voyage));
        if let Some(message) = context.message() {
            message.voyages.push(Arc::clone(&voyage));
        }
        voyage
    }

    /// CNT: how many the sender says there are.
    fn total(&mut self, segment: &Segment, context: &mut Context) {
        let mut parts = segment.element(0).components();
        let (qualifier, stated) = (parts.read(), parts.read().number());
        let (what, here, in_all) = match qualifier.code() {
            b"41" => ("crew", self.crew, self.split.crew()),
            b"42" => ("passengers", self.passengers, self.split.passengers()),
            _ => return,
        };
        self.has_total = true;
        match stated {
            Some(stated) if stated == here || stated == in_all => {}
            Some(stated) => context.note(
                Level::Info,
                "total-differs",
                format!(
                    "CNT says {stated} {what}, {here} were read: it may count the whole voyage"
                ),
                segment,
            ),
            None => context.note(
                Level::Info,
                "total-differs",
                format!("CNT does not say how many {what} there are"),
                segment,
            ),
        }
    }
}
