//! A form with files (`multipart/form-data`) that was sent by a page of ours. How large it may be the route says by its
//! `DefaultBodyLimit`.

use crate::{App, Failure, Posted, Visit};
use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Multipart, Request,
        multipart::{MultipartError, MultipartRejection},
    },
    http::{StatusCode, header},
};

/// The fields and the files of a form whose token is right.
#[derive(Debug, Clone, Default)]
pub struct Uploaded {
    /// The fields that are no files.
    pub fields: Posted,
    files: Vec<UploadedFile>,
}

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct UploadedFile {
    /// The field of the form.
    pub field: String,
    /// Its name on the sender's machine, without folders. It can be personal data.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

impl Uploaded {
    /// The files of a field; a field in which none was chosen has none.
    pub fn files<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a UploadedFile> {
        self.files.iter().filter(move |file| file.field == field)
    }
}

impl FromRequest<App> for Uploaded {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        // A form in which no file can be is one without files.
        if !is_multipart(&request) {
            let fields = Posted::from_request(request, app).await?;
            return Ok(Self {
                fields,
                files: Vec::new(),
            });
        }
        let (mut parts, body) = request.into_parts();
        let visit = <Visit as FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let request = Request::from_parts(parts, body);
        let mut form = Multipart::from_request(request, app)
            .await
            .map_err(|_: MultipartRejection| Failure::Malformed)?;
        let mut fields = Vec::new();
        let mut files = Vec::new();
        while let Some(part) = form.next_field().await.map_err(failure)? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(base_name) {
                Some(name) => {
                    let bytes = part.bytes().await.map_err(failure)?;
                    // Browsers send an empty part for a field in which nothing was chosen.
                    if !(name.is_empty() && bytes.is_empty()) {
                        files.push(UploadedFile { field, name, bytes });
                    }
                }
                None => fields.push((field, part.text().await.map_err(failure)?)),
            }
        }
        let fields = Posted::checked(fields, app, &visit)?;
        Ok(Self { fields, files })
    }
}

fn is_multipart(request: &Request) -> bool {
    let media = request.headers().get(header::CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"multipart/form-data"))
}

fn failure(error: MultipartError) -> Failure {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::Malformed,
    }
}

/// The last part of a path, whichever system wrote it.
fn base_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_folders() {
        for (path, expected) in [
            ("list.csv", "list.csv"),
            ("C:\\Users\\Sari\\list.csv", "list.csv"),
            ("../../etc/passwd", "passwd"),
            ("list\n.csv", "list.csv"),
            ("", ""),
        ] {
            assert_eq!(base_name(path), expected);
        }
    }
}
