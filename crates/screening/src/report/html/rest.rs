//! Everybody else, one line each: they are to be left in peace.

use super::{say, status_tag};
use crate::Assessment;
use crate::report::words;
use maud::{Markup, html};

pub(super) fn rest(quiet: &[&Assessment]) -> Markup {
    if quiet.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="lainnya" {
            h2 id="lainnya" { (say("Tidak perlu tindakan", "Nothing to do")) " " span.count { (quiet.len()) } }
            table.rest {
                thead {
                    tr {
                        th scope="col" { (say("Penumpang", "Traveller")) }
                        th scope="col" { (say("Perjalanan", "Trip")) }
                        th scope="col" { "Status" }
                    }
                }
                tbody {
                    @for assessment in quiet {
                        tr {
                            th scope="row" {
                                (assessment.traveller.name)
                                small { (words::dates(&assessment.traveller.birth_dates)) }
                            }
                            td { (words::route(assessment)) }
                            td { (status_tag(assessment.status)) }
                        }
                    }
                }
            }
        }
    }
}
