//! The development sets score what was blessed. They lie beside the repository; without them there is nothing to measure.

use std::path::Path;

use tidywire_lexicon::Lexicon;
use tidywire_normalize::{evaluate, sets};

#[test]
fn the_development_sets_score_what_was_blessed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the workspace");
    let folder = root.join("../shared/dev");
    if !folder.is_dir() {
        // Written past the test harness, which swallows what a passing test prints.
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            format!(
                "SKIPPED: {} is absent: no development set was measured\n",
                folder.display()
            )
            .as_bytes(),
        );
        return;
    }
    let all = sets::named("all").expect("the sets");
    let outcome = sets::run(&all, &folder, Lexicon::embedded()).expect("the sets are read");
    let blessed = root.join("data/gold").join(evaluate::DEVELOPMENT);
    let drift = sets::drift(&outcome, &all, &blessed).expect("the blessed counts are read");
    assert!(
        drift.is_empty(),
        "read the differences with `tidywire evaluate --set NAME --errors`, then bless with `--set all --bless`:\n{}",
        drift.join("\n")
    );
}

#[test]
fn a_missing_folder_or_set_is_named() {
    let error = sets::named("nosuchset").expect_err("no such set").to_string();
    assert!(error.contains("nosuchset") && error.contains("newsquant"), "{error}");
    let all = sets::named("all").expect("the sets");
    let error = sets::run(&all, Path::new("no/such/folder"), Lexicon::embedded())
        .expect_err("no folder")
        .to_string();
    assert!(error.contains("no/such/folder") && error.contains("--dev"), "{error}");
}
