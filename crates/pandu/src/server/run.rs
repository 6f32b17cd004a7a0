//! From the first start to the last request.

use super::{
    Opened, TABLES, cases,
    desk::desk,
    opened::{files, keep_checkpoint, of_access, of_storage},
    routes::{Shared, router},
};
use crate::exit::Failure;
use access::{
    AccessError, Context,
    service::{account, users},
};
use agreements::service::{Blocks, clock};
use casework::Reception;
use futures_util::FutureExt;
use screening::{
    Intake,
    service::{
        folder::{self, Folder},
        lists::Worker,
        renewal, rules, watch as watchlists,
    },
};
use std::{io::Write, net::SocketAddr, sync::Arc};
use storage::{
    StorageError,
    jobs::{self, Handler},
    migrate, transaction,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use ui::{App, Limits, Metrics, Web};

/// The name of the first administrator.
const FIRST: &str = "admin";

/// What the jobs in the database are done by.
fn handlers(context: &Context) -> Vec<(&'static str, Handler)> {
    let lists = context.clone();
    let context = context.clone();
    vec![
        (
            account::SWEEP,
            jobs::handler(|tx, _| async { account::sweep(tx).await.map(drop) }.boxed()),
        ),
        (
            clock::WATCH,
            jobs::handler(move |tx, _| {
                let context = context.clone();
                async move { clock::watch(&context, tx).await.map_err(of_job) }.boxed()
            }),
        ),
        (
            watchlists::WATCH,
            jobs::handler(move |tx, _| {
                let context = lists.clone();
                async move { watchlists::watch(&context, tx).await.map_err(of_job) }.boxed()
            }),
        ),
    ]
}

/// What the database said is passed on, so that a collision is repeated.
fn of_job(error: AccessError) -> StorageError {
    match error {
        AccessError::Storage(error) => error,
        other => StorageError::Form(other.to_string()),
    }
}

/// Prepares the database and the first administrator, serves until the program is asked to end, and ends in order.
pub async fn run(opened: Opened, listen: Option<SocketAddr>) -> Result<(), Failure> {
    let files = files(&opened)?;
    let Opened {
        context,
        config,
        data,
    } = opened;
    let db = context.db.clone();
    migrate(&db, TABLES).await.map_err(of_storage)?;
    let now = db.ambient().now().into();
    transaction!(db, |tx| {
        for job in [account::SWEEP, clock::WATCH, watchlists::WATCH] {
            jobs::queue(tx, job, Some(job), &(), now).await?;
        }
        Ok(())
    })
    .map_err(of_storage)?;
    rules::begin(&context).await.map_err(of_access)?;
    if let Some(password) = users::create_first(&context, FIRST)
        .await
        .map_err(of_access)?
    {
        say(&format!(
            "first start: sign in as `{FIRST}` with the password {password} (shown only once)"
        ))?;
    }

    // Before anybody is told that the server listens: a wish to end that comes at once is heard.
    let end = asked_to_end()?;
    let listen = listen.unwrap_or(config.listen);
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| Failure::Input(format!("cannot listen on {listen}: {error}")))?;
    let bound = listener.local_addr().unwrap_or(listen);
    let public_url = config
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{bound}"));
    say(&format!(
        "listening on http://{bound} ({})",
        db.engine().name()
    ))?;

    let (stop, stopped) = watch::channel(false);
    let sequencer = tokio::spawn(journal::run(
        db.clone(),
        context.journal.clone(),
        stopped.clone(),
        {
            let data = data.clone();
            move |checkpoint: &journal::Checkpoint| keep_checkpoint(&data, checkpoint)
        },
    ));
    let worker = tokio::spawn({
        let (db, handlers, stopped) = (db.clone(), handlers(&context), stopped.clone());
        async move { jobs::work(db, &handlers, stopped).await }
    });
    let directory = people::Directory::default();
    let follower = tokio::spawn(people::directory::run(
        context.clone(),
        directory.clone(),
        stopped.clone(),
    ));
    let blocks = Blocks::default();
    let desk = desk(blocks.clone())?;
    let indexer = tokio::spawn(screening::index::run(
        context.clone(),
        desk.lookup().clone(),
        data.join("index"),
        stopped.clone(),
    ));
    let ruler = tokio::spawn(rules::keep(context.clone(), desk.clone(), stopped.clone()));
    let (closing, closed) = watch::channel(false);
    let uploads = placement::Uploads::new(files.clone());
    let taker = placement::service::Worker::new(context.clone(), uploads.clone());
    let taker = tokio::spawn(taker.run(stopped.clone()));
    let intake = Intake::new(files.clone(), closed);
    let lists = Worker::new(context.clone(), desk.clone(), intake.clone());
    let lists = tokio::spawn(lists.run(stopped.clone()));
    let renewal = tokio::spawn(renewal::run(
        context.clone(),
        intake.clone(),
        stopped.clone(),
    ));
    let folder = tokio::spawn({
        let (context, intake, watched) = (context.clone(), intake.clone(), config.intake.clone());
        async move {
            if let (Some(path), Some(agency)) = (watched.folder, watched.agency) {
                let folder = Folder { path, agency };
                folder::run(context, intake, folder, stopped).await;
            }
        }
    });
    let reception = Reception::new(config.reports.agency);
    let handover = cases::handover(blocks.clone());
    let app = App {
        context: context.clone(),
        web: Arc::new(Web {
            public_url,
            behind_proxy: config.behind_proxy,
        }),
        limits: Arc::new(Limits::default()),
        metrics: Metrics::default(),
    };
    let shared = Shared {
        directory,
        desk,
        blocks,
        intake,
        reception,
        handover,
        uploads,
        files,
    };
    let service = router(app, shared).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            end.await;
            // Pages that follow what happens would keep the server from ending.
            let _ = closing.send(true);
        })
        .await;

    // Requests are answered; what they wrote gets its place before the database is closed.
    let _ = stop.send(true);
    let _ = tokio::join!(
        sequencer, worker, follower, indexer, ruler, taker, lists, renewal, folder
    );
    while let Ok(Some(checkpoint)) = journal::sequence(&db, &context.journal).await {
        keep_checkpoint(&data, &checkpoint);
    }
    db.close().await;
    served.map_err(|error| Failure::Input(format!("the server failed: {error}")))
}

/// Listens for Ctrl-C and for the system's wish that the program ends, from this call on; the future waits for either.
fn asked_to_end() -> Result<impl Future<Output = ()>, Failure> {
    let listen = |kind| {
        signal(kind).map_err(|error| Failure::Input(format!("cannot listen for signals: {error}")))
    };
    let mut interrupted = listen(SignalKind::interrupt())?;
    let mut terminated = listen(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        tracing::info!("ending: requests that were begun are answered first");
    })
}

fn say(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(Failure::stdout)
}
