//! Posts abroad (*Perwakilan RI*, *KDEI*): where a worker reports arrival and finds help.

use super::listing::line_if_any;
use access::{AccessError, one_line};
use domain::Country;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What kind of post it is.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum PostKind {
        /// Kedutaan Besar (KBRI).
        Embassy = "embassy",
        /// Konsulat Jenderal (KJRI).
        ConsulateGeneral = "consulate_general",
        /// Konsulat (KRI).
        Consulate = "consulate",
        /// Kantor Dagang dan Ekonomi Indonesia (KDEI), where there is no embassy.
        TradeOffice = "trade_office",
    }
}

/// What is written about a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostForm {
    /// Its name; no two posts share it.
    pub name: String,
    /// What kind it is.
    pub post_kind: PostKind,
    /// Where it stands, ISO 3166-1 alpha-3.
    #[schema(value_type = String)]
    pub country: Country,
    /// The city.
    pub city: String,
    /// The number that workers can call.
    #[serde(default)]
    pub phone: Option<String>,
    /// Whether a labour attaché or a labour staff works there.
    #[serde(default)]
    pub labour_attache: bool,
    /// First day, where known.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub opened: Option<Date>,
    /// Last day; nothing while it is open.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub closed: Option<Date>,
}

/// A post abroad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Post {
    /// Identifier.
    pub id: Uuid,
    /// What is written about it.
    #[serde(flatten)]
    pub form: PostForm,
}

impl PostForm {
    /// The form with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(mut self) -> Result<Self, AccessError> {
        self.name = one_line("name", &self.name)?;
        self.city = one_line("city", &self.city)?;
        self.phone = line_if_any("phone", self.phone)?;
        if self
            .opened
            .zip(self.closed)
            .is_some_and(|(opened, closed)| closed < opened)
        {
            return Err(AccessError::invalid("closed", "until-before"));
        }
        Ok(self)
    }

    /// Whether it is open on a day.
    pub fn open_on(&self, day: Date) -> bool {
        self.opened.is_none_or(|opened| opened <= day)
            && self.closed.is_none_or(|closed| day <= closed)
    }
}
