use super::*;
use proptest::prelude::*;

fn report(pairs: &str, truth: &str) -> Report {
    let (pairs, _) = Pairs::read(pairs.as_bytes()).unwrap();
    let (truth, _) = Truth::read(truth.as_bytes()).unwrap();
    evaluate(&pairs, &truth)
}

const TRUTH: &str =
    "left_id,right_id,noise\nR1,C1,clean\nR9,C1,variant\nR2,C2,variant+typing\nR3,C3,typing\n";

#[test]
fn decided_and_at_the_best_threshold() {
    let report = report(
        "left_id,right_id,weight,probability,decision\n\
         R1,C1,20,0.99,link\n\
         R9,C1,8,0.8,possible\n\
         R7,C1,7,0.7,possible\n\
         R2,C2,6,0.6,link\n\
         R8,C4,5,0.5,link\n",
        TRUTH,
    );
    let counts = |score: Score| (score.found, score.hits, score.wanted);
    assert_eq!(counts(report.all_rows.pair), (5, 3, 4));
    assert_eq!(counts(report.all_rows.top1), (3, 2, 3));
    let linked = report.linked.unwrap();
    assert_eq!(counts(linked.pair), (3, 2, 4));
    assert_eq!(counts(linked.top1), (3, 2, 3));
    let best = report.best.unwrap();
    assert_eq!(best.weight, 6.0);
    assert_eq!(counts(best.scores.pair), (4, 3, 4));
    assert!((best.scores.pair.f1() - 0.75).abs() < 1e-12);
    let best_top1 = report.best_top1.unwrap();
    assert_eq!(best_top1.weight, 6.0);
    assert_eq!(counts(best_top1.top1), (2, 2, 3));
    let noise = report.by_noise.unwrap();
    assert_eq!(
        noise["variant"],
        NoiseRecall {
            wanted: 2,
            in_all_rows: 2,
            linked: 1,
            at_best: 2
        }
    );
    assert_eq!(noise["typing"].in_all_rows, 1);
}

#[test]
fn equal_weights_stand_or_fall_together() {
    let report = report(
        "left_id,right_id,weight\nR1,C1,5\nR7,C7,5\nR8,C8,5\n",
        "left_id,right_id\nR1,C1\n",
    );
    let best = report.best.unwrap().scores.pair;
    assert_eq!((best.found, best.hits), (3, 1));
}

#[test]
fn without_weight_or_decision() {
    let report = report("right_id;left_id\nC1;R1\n", TRUTH);
    assert!(report.best.is_none() && report.best_top1.is_none() && report.linked.is_none());
    assert_eq!(report.all_rows.pair.hits, 1);
}

#[test]
fn nothing_found_and_nothing_true() {
    let report = report("left_id,right_id,weight\n", "left_id,right_id\n");
    assert_eq!(report.all_rows.pair, Score::default());
    assert_eq!(report.all_rows.pair.f1(), 0.0);
    assert!(report.best.is_none());
}

#[test]
fn what_is_odd_is_named_and_the_rest_read() {
    let (pairs, notices) =
        Pairs::read("left_id,right_id,weight\nR1,C1,high\n,C2,3\nR1,C1,4\nR2,C2,5\n".as_bytes())
            .unwrap();
    assert_eq!(pairs.len(), 2);
    let codes: Vec<String> = notices
        .into_diagnostics()
        .iter()
        .map(|d| format!("{} {}", d.place.line.unwrap(), d.code))
        .collect();
    assert_eq!(codes, ["2 no-number", "3 no-id", "4 pair-twice"]);
}

#[test]
fn a_missing_column_is_named() {
    let error = Pairs::read("left_id,weight\nR1,3\n".as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a column `right_id`, found `left_id`, `weight`"
    );
    assert!(Truth::read("".as_bytes()).is_err());
}

proptest! {
    /// The best threshold is that of trying every weight.
    #[test]
    fn no_threshold_is_better(rows in prop::collection::vec((0u8..6, 0u8..6, 0i8..5), 1..40), truth in prop::collection::vec((0u8..6, 0u8..6), 1..12)) {
        let mut pairs = "left_id,right_id,weight\n".to_owned();
        for (left, right, weight) in &rows {
            pairs.push_str(&format!("R{left},C{right},{weight}\n"));
        }
        let mut true_pairs = "left_id,right_id\n".to_owned();
        for (left, right) in &truth {
            true_pairs.push_str(&format!("R{left},C{right}\n"));
        }
        let (pairs, _) = Pairs::read(pairs.as_bytes()).unwrap();
        let (truth, _) = Truth::read(true_pairs.as_bytes()).unwrap();
        let best = evaluate(&pairs, &truth).best.unwrap().scores.pair.f1();
        let known = Known::new(&pairs, &truth);
        for weight in 0..5 {
            let kept = pairs.rows_where(|row| row.weight >= f64::from(weight));
            prop_assert!(known.score(&kept, known.pairs_wanted).f1() <= best + 1e-12);
        }
    }
}
