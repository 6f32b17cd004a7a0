//! What is measured, as Prometheus reads it. Labels are routes and statuses, never what somebody asked for.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Labels {
    route: String,
    method: String,
    status: u16,
}

/// The counters of the server. Clones share them.
#[derive(Debug, Clone)]
pub struct Metrics {
    registry: Arc<Mutex<Registry>>,
    requests: Family<Labels, Counter>,
    seconds: Histogram,
    /// Entries of the journal that wait for a place.
    pub journal_pending: Gauge,
    /// Jobs that wait.
    pub jobs_waiting: Gauge,
    /// Jobs that were given up.
    pub jobs_dead: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("pandu");
        let requests = Family::<Labels, Counter>::default();
        let bounds = [
            0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
        ];
        let seconds = Histogram::new(bounds);
        let gauges = [Gauge::default(), Gauge::default(), Gauge::default()];
        let [journal_pending, jobs_waiting, jobs_dead] = gauges;
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_seconds", "Time to answer", seconds.clone());
        let help = "Entries of the journal without a place";
        registry.register("journal_pending", help, journal_pending.clone());
        registry.register("jobs_waiting", "Jobs to be done", jobs_waiting.clone());
        registry.register("jobs_dead", "Jobs given up", jobs_dead.clone());
        Self {
            registry: Arc::new(Mutex::new(registry)),
            requests,
            seconds,
            journal_pending,
            jobs_waiting,
            jobs_dead,
        }
    }
}

impl Metrics {
    pub(crate) fn answered(&self, route: &str, method: &str, status: u16, took: Duration) {
        self.requests
            .get_or_create(&Labels {
                route: route.to_owned(),
                method: method.to_owned(),
                status,
            })
            .inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// All of it in Prometheus' text format.
    pub fn text(&self) -> String {
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}
