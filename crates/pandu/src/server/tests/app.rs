//! A server in process, with anonymous and signed-in clients.

use crate::server::{
    cases,
    desk::desk,
    opened::{TABLES, sources, timelines},
    routes::{Shared, router},
};
use access::{Context, code_at};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use jiff::SignedDuration;
use screening::Intake;
use std::{collections::BTreeMap, sync::Arc};
use storage::{
    files::Files,
    testing::{TestDb, sqlite},
};
use tokio::sync::watch;
use tower::ServiceExt;
use ui::{App, Limits, Metrics, Web};

pub const PASSWORD: &str = "kapal berlayar ke timur";

/// A server with a database of its own.
pub struct TestApp {
    pub database: TestDb,
    pub context: Context,
    pub uploads: placement::Uploads,
    router: Router,
    first_password: String,
}

/// A browser: keeps cookies.
pub struct Client<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
    pub language: &'static str,
    /// Of the second factor, once it is set up.
    pub secret: String,
    pub headers: Vec<(&'static str, String)>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl TestApp {
    /// On SQLite.
    pub async fn start() -> Self {
        Self::on(sqlite(TABLES).await).await
    }

    pub async fn on(database: TestDb) -> Self {
        let mut context = access::testing::context(&database);
        context.sources = sources();
        context.timelines = timelines();
        let first_password = access::service::users::create_first(&context, "admin")
            .await
            .unwrap()
            .unwrap();
        let app = App {
            context: context.clone(),
            web: Arc::new(Web {
                public_url: "https://pandu.example.go.id".into(),
                behind_proxy: true,
            }),
            limits: Arc::new(Limits::default()),
            metrics: Metrics::default(),
        };
        let files = database.folder.path().join("files");
        let files = Files::local(&files, database.db.ambient().clone()).unwrap();
        let uploads = placement::Uploads::new(files.clone());
        let intake = Intake::new(files.clone(), watch::channel(false).1);
        let blocks = agreements::service::Blocks::default();
        let desk = desk(blocks.clone()).unwrap();
        let handover = cases::handover(blocks.clone());
        let shared = Shared {
            directory: people::Directory::default(),
            desk,
            blocks,
            intake,
            reception: casework::Reception::default(),
            handover,
            uploads: uploads.clone(),
            files,
        };
        let router = router(app, shared);
        Self {
            database,
            context,
            uploads,
            router,
            first_password,
        }
    }

    /// A visitor whom nobody knows.
    pub fn stranger(&self) -> Client<'_> {
        Client {
            app: self,
            cookies: BTreeMap::new(),
            language: "id",
            secret: String::new(),
            headers: Vec::new(),
        }
    }

    /// The first administrator, all set up.
    pub async fn administrator(&self) -> Client<'_> {
        self.set_up("admin", &self.first_password.clone()).await
    }

    /// Somebody at their first sign-in: replaces the password, sets up the second factor.
    pub async fn set_up(&self, login: &str, password: &str) -> Client<'_> {
        let mut client = self.stranger();
        let form = [("login", login), ("password", password)];
        let answer = client.submit("/sign-in", "/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(client.get("/").await.location(), "/account/password");
        let form = [("old", password), ("new", PASSWORD)];
        let answer = client
            .submit("/account/password", "/account/password", &form)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert_eq!(client.get("/").await.location(), "/account/second-factor");
        let page = client.get("/account/second-factor").await;
        let secret = between(&page.text, "<p class=\"secret\">", "</p>").replace(' ', "");
        let code = self.code(&secret);
        let path = "/account/second-factor";
        let answer = client.submit(path, path, &[("code", &code)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        client.secret = secret;
        // The next code is another one.
        self.database.clock.advance(SignedDuration::from_secs(30));
        client
    }

    pub fn code(&self, secret: &str) -> String {
        code_at(secret, self.database.db.ambient().now()).unwrap()
    }
}

impl Client<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    /// Opens a page and sends its form: with the hidden token that the page carries.
    pub async fn submit(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(page).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let forms: Vec<&str> = page
            .text
            .split("<form")
            .filter(|f| f.contains(&format!("action=\"{path}\"")))
            .collect();
        let form = forms
            .first()
            .unwrap_or_else(|| panic!("no form for {path} on the page"));
        let token = between(form, "name=\"csrf\" value=\"", "\"");
        let mut all = vec![("csrf", token)];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        self.send(
            "POST",
            path,
            Some(("application/x-www-form-urlencoded", body.join("&"))),
        )
        .await
    }

    /// A request with any method; what is no question sends a form.
    pub async fn form(&mut self, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        match method {
            "GET" => self.get(path).await,
            _ => self.post(path, fields).await,
        }
    }

    pub async fn json(&mut self, method: &str, path: &str, body: &str) -> Answer {
        self.send(method, path, Some(("application/json", body.to_owned())))
            .await
    }

    /// A request with a body of any kind.
    pub async fn body(&mut self, path: &str, media: &str, body: String) -> Answer {
        self.send("POST", path, Some((media, body))).await
    }

    /// Sends the form of a page that has fields and files, each of these a field, a name and a content.
    pub async fn upload(
        &mut self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &str)],
    ) -> Answer {
        let page = self.get(page).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let form = between(&page.text, "multipart/form-data", "</form>");
        let token = between(form, "name=\"csrf\" value=\"", "\"");
        let part = "--b\r\nContent-Disposition: form-data; name=";
        let mut body = format!("{part}\"csrf\"\r\n\r\n{token}\r\n");
        for (field, value) in fields {
            body.push_str(&format!("{part}\"{field}\"\r\n\r\n{value}\r\n"));
        }
        for (field, name, content) in files {
            body.push_str(&format!(
                "{part}\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n"
            ));
        }
        body.push_str("--b--\r\n");
        self.body(path, "multipart/form-data; boundary=b", body)
            .await
    }

    async fn send(&mut self, method: &str, path: &str, body: Option<(&str, String)>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "pandu.example.go.id")
            .header(header::ACCEPT_LANGUAGE, self.language);
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(k, v)| format!("{k}={v}"))
                .collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let body = match body {
            Some((media, body)) => {
                request = request.header(header::CONTENT_TYPE, media);
                Body::from(body)
            }
            None => Body::empty(),
        };
        let response = self
            .app
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(
                cookie.contains("HttpOnly; SameSite=Lax; Secure"),
                "{cookie}"
            );
            let (pair, _) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = to_bytes(body, 1 << 22).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}

impl Answer {
    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// The text between two others.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("{start} is not in {text}"));
    rest.split_once(end).unwrap().0
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
