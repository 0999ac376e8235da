//! Where results differ from the existing tool on purpose: its results are broken there, or depend on the machine.

use crate::world::World;

#[test]
fn each_original_occurrence_is_replaced_once() {
    let world = World::new(&[("a.spec", "Summary: RHEL and RHEL\n")]);
    let result = world.apply("- replace: [{target: spec, find: RHEL, replace: not RHEL}]");
    assert_eq!(result.spec(), "Summary: not RHEL and not RHEL\n");
}

#[test]
fn carriage_returns_and_form_feeds_are_kept() {
    let world =
        World::new(&[("a.spec", "Name: a\n"), ("x.txt", "one\r\ntwo\r\n"), ("y.txt", "a\u{c}b\r\nc\n")]);
    let result = world.apply(
        "- replace: [{target: x.txt, find: two, replace: 2}, {target: y.txt, find: c, replace: d}]"
            .replace("replace: 2", "replace: '2'")
            .as_str(),
    );
    assert_eq!(result.file("x.txt"), b"one\r\n2\r\n");
    assert_eq!(result.file("y.txt"), b"a\x0cb\r\nd\n");
}

#[test]
fn bytes_that_are_not_utf_8_stay_as_they_are() {
    let mut world = World::new(&[("a.spec", "Name: a\n")]);
    world.add("latin.txt", b"caf\xe9 RHEL\n");
    let result = world.apply("- replace: [{target: latin.txt, find: RHEL, replace: Tanuki}]");
    assert_eq!(result.file("latin.txt"), b"caf\xe9 Tanuki\n");
}

#[test]
fn an_empty_file_is_a_plain_miss() {
    let world = World::new(&[("a.spec", "Name: a\n"), ("empty", "")]);
    let result = world.apply("- replace: [{target: empty, find: x, replace: y}]");
    assert_eq!(result.codes(), ["no-match"]);
}

#[test]
fn touching_blocks_are_all_deleted_and_the_changelog_never() {
    let world = World::new(&[("a.spec", "x\ny\nx\ny\n%changelog\nx\ny\n")]);
    let result = world.apply("- delete_line: [{target: spec, lines: [\"x\\ny\\n\"]}]");
    assert_eq!(result.spec(), "%changelog\nx\ny\n");
}

#[test]
fn the_suffix_goes_before_trailing_spaces_and_a_disabled_entry_ends_nothing() {
    let world = World::new(&[("a.spec", "Release: 1%{?dist}  \n")]);
    let result =
        world.apply("- modify_release: [{suffix: .a.1}, {suffix: .b.1, enabled: false}, {suffix: .c.1}]");
    assert_eq!(result.spec(), "Release: 1%{?dist}.a.1.c.1\n");
}

#[test]
fn an_entry_goes_below_a_changelog_with_trailing_spaces() {
    let world = World::new(&[("a.spec", "Version: 1\nRelease: 2\n%changelog  \n* old\n")]);
    let result = world
        .apply("- changelog_entry: [{name: Ada Example, email: ada@tanuki.example, line: [Debrand, \"\"]}]");
    assert_eq!(
        result.spec(),
        "Version: 1\nRelease: 2\n%changelog  \n* Tue Jan 14 2025 Ada Example <ada@tanuki.example> - 1-2\n\
         - Debrand\n\n* old\n"
    );
}

#[test]
fn a_bare_patch_line_is_recognised_and_the_stem_has_no_dots() {
    let spec = "Patch6: a.patch\nPatch7: b.patch\n%prep\n%patch 6 -p1\n%patch 7 -p1\n%build\npopd\n";
    let mut world = World::new(&[("a.spec", spec)]);
    world.add_config("files/1000-fix-1.2.patch", b"x");
    let result =
        world.apply("- add_files: [{type: patch, name: 1000-fix-1.2.patch, insert_almalinux_line: false}]");
    assert_eq!(
        result.spec(),
        "Patch6: a.patch\nPatch7: b.patch\nPatch8: 1000-fix-1.2.patch\n%prep\n%patch 6 -p1\n%patch 7 -p1\n\
         %patch 8 -p1 -b .1000-fix-12\n%build\npopd\n"
    );
}

#[test]
fn the_kernel_applies_a_patch_by_its_real_name() {
    let spec = "Patch1: a.patch\n%prep\nApplyPatch()\n{\n}\nApplyPatch a.patch\n%autosetup\n";
    let mut world = World::new(&[("kernel.spec", spec)]);
    world.package = "kernel".to_owned();
    world.add_config("files/x.1.patch", b"x");
    let result = world.apply("- add_files: [{type: patch, name: x.1.patch}]");
    assert_eq!(
        result.spec(),
        "Patch1: a.patch\n\n# AlmaLinux Patch\nPatch2: x.1.patch\n%prep\nApplyPatch()\n{\n}\nApplyPatch a.patch\n\n\
         # Applying AlmaLinux Patch\nApplyPatch x.1.patch\n%autosetup\n"
    );
}

#[test]
fn a_comment_or_the_changelog_does_not_apply_patches() {
    let spec = "Patch1: a.patch\n%prep\n# %autosetup\n%setup -q\n%patch1 -p1\n%changelog\n- use %autosetup\n";
    let mut world = World::new(&[("a.spec", spec)]);
    world.add_config("files/b.patch", b"x");
    let result = world
        .apply("- add_files: [{type: patch, name: b.patch, no_backup: true, insert_almalinux_line: false}]");
    assert!(result.spec().contains("%patch1 -p1\n%patch2 -p1\n%changelog"), "{}", result.spec());
}

#[test]
fn a_source_may_have_the_number_of_a_patch_and_a_patch_may_not() {
    let spec = "Source0: a\nPatch1: p\n%prep\n%autosetup\n";
    let mut world = World::new(&[("a.spec", spec)]);
    world.add_config("files/s", b"x");
    world.add_config("files/q.patch", b"x");
    let result =
        world.apply("- add_files: [{type: source, name: s, number: 1, insert_almalinux_line: false}]");
    assert!(result.spec().starts_with("Source0: a\nSource1: s\n"));
    let taken = world.apply("- add_files: [{type: patch, name: q.patch, number: 1}]");
    assert_eq!(taken.codes(), ["number-taken"]);
    assert!(taken.findings[0].help.as_ref().unwrap().contains('2'));
}

#[test]
fn a_lookaside_line_is_found_by_its_whole_name_in_any_notation() {
    let list = format!("{} SOURCES/x+1.tar\n{} y.tar\n", "a".repeat(40), "b".repeat(32));
    let world = World::new(&[("a.spec", "Name: a\n"), (".a.metadata", &list)]);
    let result = world.apply("- delete_files: [{file_name: x+1.tar}, {file_name: y.tar}]");
    assert_eq!((result.file(".a.metadata"), result.codes()), (Vec::new(), Vec::new()));
    let absent = world.apply("- delete_files: [{file_name: y}]");
    assert_eq!(absent.codes(), ["delete-absent"]);
}

#[test]
fn sections_are_whole_words_with_the_options_of_rpm() {
    let spec = "Name: a\n%package libs\n%prep\n%pre\n%files -f list\nx\n%files -n a-libs\ny\n%postun\n";
    let world = World::new(&[("a.spec", spec)]);
    let result = world.apply(
        "- add_line: [{target: spec, section: pre, location: top, content: P}, \
         {target: spec, section: files, subpackage: a-libs, location: bottom, content: F}, \
         {target: spec, section: global, location: bottom, content: G}]",
    );
    assert_eq!(
        result.spec(),
        "Name: a\nG\n\n%package libs\n%prep\n%pre\nP\n\n%files -f list\nx\n%files -n a-libs\ny\nF\n\n%postun\n"
    );
    let absent = world.apply(
        "- add_line: [{target: spec, section: package, subpackage: a-libs, location: top, content: F}]",
    );
    assert_eq!(absent.codes(), ["no-section"]);
    assert!(absent.findings[0].help.as_ref().unwrap().contains("`libs`"));
}
