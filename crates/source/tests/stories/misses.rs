//! Misses explained: the nearest match, the words that differ, and the change of the config.

use crate::world::World;
use maneki_source::near::Kind;
use maneki_source::plan::Report;

/// The first report of a plan for one `replace`.
fn miss(spec: &str, find: &str, replace: &str) -> Report {
    let world = World::new(&[("a.spec", spec), ("other.txt", "only here\n")]);
    let text = |text: &str| serde_json::to_string(text).unwrap();
    let yaml = format!(
        "actions:\n- replace: [{{target: spec, find: {}, replace: {}}}]\n",
        text(find),
        text(replace)
    );
    let mut plan = world.plan(&yaml, false);
    assert!(!plan.applies() && plan.changes.is_empty());
    plan.reports.remove(0)
}

fn kind(report: &Report) -> Kind {
    report.near.as_ref().unwrap().kind
}

#[test]
fn a_new_version_is_named_and_merged() {
    let spec = "Name: a\nRequires: shim-x64 >= 15.8-1.el9\nRequires: other\n";
    let report = miss(spec, "Requires: shim-x64 >= 15.6-1.el9", "Requires: shim-x64 >= 15.6-1.el9.tan");
    assert_eq!(kind(&report), Kind::Number);
    assert!(report.diagnostic.message.contains("`15.6` is `15.8`"), "{}", report.diagnostic.message);
    let near = report.near.unwrap();
    assert_eq!((near.line, near.lines, near.text.as_str()), (2, 1, "Requires: shim-x64 >= 15.8-1.el9"));
    let mend = report.mend.unwrap();
    assert_eq!(mend.find, "Requires: shim-x64 >= 15.8-1.el9");
    assert_eq!(mend.replace.unwrap(), "Requires: shim-x64 >= 15.8-1.el9.tan");
}

#[test]
fn blanks_case_and_lookalikes_keep_the_replacement() {
    for (there, find, expected) in [
        ("Requires:\tshim-x64", "Requires: shim-x64", Kind::Blanks),
        ("requires: Shim-x64", "Requires: shim-x64", Kind::Case),
        ("Summary: don\u{2019}t panic", "Summary: don't panic", Kind::Lookalike),
    ] {
        let report = miss(&format!("Name: a\n{there}\n"), find, "Summary: new");
        assert_eq!(kind(&report), expected);
        let mend = report.mend.unwrap();
        assert_eq!((mend.find.as_str(), mend.replace.as_deref()), (there, Some("Summary: new")));
    }
}

#[test]
fn a_block_with_a_changed_a_new_or_a_missing_line_is_found() {
    let spec = "%build\n  alpha one 1\n  beta two\n  gamma three\n  delta four\n";
    let changed = miss(spec, "alpha one 2\nbeta two\ngamma three\n", "alpha one 2\nbeta two\n");
    assert_eq!(kind(&changed), Kind::Number);
    let mend = changed.mend.unwrap();
    assert_eq!(mend.find, "alpha one 1\nbeta two\ngamma three\n");
    assert_eq!(mend.replace.unwrap(), "alpha one 1\nbeta two\n");
    let inserted = miss(spec, "beta two\ndelta four\n", "beta 2\ndelta four\n");
    assert_eq!(kind(&inserted), Kind::Inserted);
    assert_eq!(inserted.mend.unwrap().find, "beta two\ngamma three\ndelta four\n");
    let order = miss(spec, "gamma three\nbeta two\n", "x\n");
    assert_eq!(kind(&order), Kind::Order);
}

#[test]
fn the_same_word_changed_on_both_sides_is_not_merged() {
    let report =
        miss("Name: a\nRequires: shim >= 15.8\n", "Requires: shim >= 15.6", "Requires: shim >= 15.7");
    assert_eq!((kind(&report), report.mend), (Kind::Number, None));
}

#[test]
fn a_text_in_a_comment_the_changelog_or_another_file_is_named_and_never_merged() {
    let spec = "Name: a\n#Requires: x1\n%changelog\n- one fine day\n";
    for (find, expected) in
        [("Requires: x1", Kind::Comment), ("one fine day", Kind::Changelog), ("only here", Kind::OtherFile)]
    {
        let report = miss(spec, find, "y");
        assert_eq!((kind(&report), report.mend), (expected, None), "{find}");
    }
    let applied = miss("Name: a\nVendor: Tanuki\n", "Vendor: Upstream Project", "Vendor: Tanuki");
    assert_eq!((kind(&applied), applied.mend), (Kind::Applied, None));
    let none = miss("Name: a\n", "completely different words", "y");
    assert_eq!((none.near, none.mend), (None, None));
}
