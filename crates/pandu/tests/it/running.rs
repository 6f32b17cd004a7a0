//! A server as a process, and machines that talk to it.

use crate::program::Program;
use access::{Action, Context, Hashing, Permit, Secrets, Settings};
use journal::{Journal, Keys};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};
use storage::{Ambient, Db, backup::DATABASE_FILE, testing};

/// A running server.
pub struct Server {
    child: Child,
    /// What it printed before it began to listen.
    pub said: Vec<String>,
    pub address: String,
}

impl Server {
    pub fn start(program: &Program) -> Self {
        Self::start_as(program, &[], &[])
    }

    /// Starts it with more options, and under another program that becomes it.
    pub fn start_as(program: &Program, under: &[&str], more: &[&str]) -> Self {
        let mut words = [under, &[env!("CARGO_BIN_EXE_pandu")]].concat();
        words.extend(["serve", "--data", "data", "--listen", "127.0.0.1:0"]);
        words.extend(more);
        let child = Command::new(words[0])
            .args(&words[1..])
            .current_dir(program.path("."))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self {
            child,
            said: Vec::new(),
            address: String::new(),
        };
        let out = server.child.stdout.take().unwrap();
        for line in BufReader::new(out).lines() {
            let line = line.unwrap();
            match line.strip_prefix("listening on http://") {
                Some(rest) => {
                    server.address = rest.split(' ').next().unwrap().to_owned();
                    return server;
                }
                None => server.said.push(line),
            }
        }
        panic!("the server ended before it listened: {:?}", server.said);
    }

    /// Its process.
    pub fn id(&self) -> String {
        self.child.id().to_string()
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks the server to end, as the system does.
    pub fn end(mut self) {
        assert!(
            Command::new("kill")
                .arg(self.id())
                .status()
                .unwrap()
                .success()
        );
        assert!(self.child.wait().unwrap().success());
    }

    /// Ends it at once, whatever it is doing: `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    /// A test that failed leaves no server behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A machine with a key that may add agencies and read the journal.
#[derive(Clone)]
pub struct Machine {
    key: String,
}

impl Machine {
    /// Gives a machine its key, in the database of a server that has ended.
    pub fn new(program: &Program, postgres: Option<&str>) -> Self {
        let given = async {
            let ambient = Ambient::new(clock);
            let keys = program.path("data/keys");
            let db = match postgres {
                None => {
                    Db::sqlite(&program.path("data").join(DATABASE_FILE), ambient.clone()).await
                }
                Some(address) => Db::postgres(address, 2, ambient.clone()).await,
            };
            let context = Context::new(
                db.unwrap(),
                Journal::new(Keys::open(&keys, &ambient).unwrap()),
                Secrets::open(&keys, &ambient).unwrap(),
                Hashing::weak(),
                Settings::default(),
            );
            let permit = Permit::system("test");
            let actions = [
                Action::ReadAgencies,
                Action::ManageAgencies,
                Action::ReadJournal,
            ];
            let clients =
                access::service::clients::create(&context, &permit, "load", None, actions.into());
            let client = clients.await.unwrap();
            let key = access::service::clients::give_key(&context, &permit, client, 30).await;
            context.db.close().await;
            key.unwrap()
        };
        Self {
            key: wait_for(given),
        }
    }

    /// Sends a request. Nothing if the whole answer did not come: then nobody was told anything.
    pub fn ask(&self, address: &str, method: &str, path: &str, body: &str) -> Option<(u16, Value)> {
        let mut stream = TcpStream::connect(address).ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.key,
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, serde_json::from_str(body).ok()?))
    }

    /// Adds an agency; its identifier once the server has said that it did.
    pub fn add(&self, address: &str, name: &str) -> Option<String> {
        let body = format!(r#"{{"name":"{name}","short_name":"{name}","kind":"local"}}"#);
        let (status, answer) = self.ask(address, "POST", "/api/v1/agencies", &body)?;
        let id = answer["id"].as_str()?.to_owned();
        (status == 201).then_some(id)
    }
}

#[expect(clippy::disallowed_methods, reason = "keys end by the real clock")]
fn clock() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Runs asynchronous work to its end.
pub fn wait_for<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(work)
}

/// An empty PostgreSQL database for a test, if there is a server for tests; removed when dropped.
pub struct Postgres(pub String);

impl Postgres {
    pub fn new() -> Option<Self> {
        let server = std::env::var(testing::POSTGRES).ok()?;
        Some(Self(wait_for(testing::new_postgres(&server))))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        wait_for(testing::remove_postgres(&self.0));
    }
}
