//! The pages of the public door: plain words, any phone, no account, no script.

mod company;
mod contacts;
mod country;
mod information;
mod offer;
mod parts;

use axum::{Router, routing::get};
use ui::App;

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &["/informasi", "/perusahaan", "/cek-tawaran", "/kontak"];

/// The routes of these pages. Indonesian words, since people read them out to each other.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/informasi", get(information::show).post(country::choose))
        .route("/informasi/{country}", get(country::show))
        .route("/informasi/{country}/{job}", get(country::show_job))
        .route("/perusahaan", get(company::ask).post(company::answer))
        .route("/cek-tawaran", get(offer::ask).post(offer::answer))
        .route("/kontak", get(contacts::show))
}
