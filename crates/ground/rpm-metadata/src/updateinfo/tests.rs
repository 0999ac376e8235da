use proptest::prelude::*;

use super::*;

const GOOD: &str = r#"<?xml version="1.0"?>
<updates>
<update from="security@example.org" status="final" type="security" version="3">
  <id>TSA-2026:0001</id><title>oak update</title><severity>Important</severity>
  <issued date="2026-01-27 16:08:06"/><updated date="1769500000"/>
  <release>Tanuki 9</release><summary>s</summary><description>A &lt;b&gt;</description>
  <references><reference href="https://example.org/1" id="CVE-2026-0001" title="t" type="cve"/></references>
  <pkglist><collection short="base"><name>BaseOS</name>
    <module name="fern" stream="1" version="100" context="aa" arch="x86_64"/>
    <package name="oak" version="1.0" release="2.el9" epoch="1" arch="x86_64" src="oak-1.0-2.el9.src.rpm">
      <filename>oak-1.0-2.el9.x86_64.rpm</filename><sum type="sha256">aabb</sum><reboot_suggested/>
    </package>
  </collection></pkglist>
</update>
<update type="bugfix"><title>nameless</title></update>
<update type="bugfix"><id>TBA-2026:0002</id><pkglist><collection>
<package name="oak" version="1" release="1" epoch="x" arch="noarch"/></collection></pkglist></update>
<update><id>TEA-2026:0003</id></update>
</updates>
"#;

fn read(text: &[u8]) -> (Vec<Result<Advisory, Flaw>>, Option<Fatal>) {
    let mut found = Vec::new();
    let mut advisories = match Advisories::new(text, Limits::default()) {
        Ok(advisories) => advisories,
        Err((error, _)) => return (found, Some(error)),
    };
    loop {
        match advisories.read() {
            Ok(Some(advisory)) => found.push(advisory),
            Ok(None) => return (found, None),
            Err(error) => return (found, Some(error)),
        }
    }
}

#[test]
fn every_field_of_an_advisory_is_read() {
    let (found, fatal) = read(GOOD.as_bytes());
    assert!(fatal.is_none());
    let advisory = found[0].as_ref().unwrap();
    assert_eq!((advisory.id.as_str(), advisory.kind.as_str()), ("TSA-2026:0001", "security"));
    assert_eq!((advisory.issued.as_str(), advisory.updated.as_str()), ("2026-01-27 16:08:06", "1769500000"));
    assert_eq!((advisory.title.as_str(), advisory.description.as_str()), ("oak update", "A <b>"));
    assert_eq!(advisory.references[0].id, "CVE-2026-0001");
    let collection = &advisory.collections[0];
    assert_eq!((collection.name.as_str(), collection.short.as_str()), ("BaseOS", "base"));
    assert_eq!(collection.module.as_ref().unwrap().stream, "1");
    let package = &collection.packages[0];
    assert_eq!(package.nevra().to_string(), "oak-1:1.0-2.el9.x86_64");
    assert_eq!(package.place.to_string(), "10:5");
    assert_eq!(package.file_name, "oak-1.0-2.el9.x86_64.rpm");
    assert_eq!((package.sums[0].kind.as_str(), package.sums[0].text.as_str()), ("sha256", "aabb"));
    assert!(package.reboot_suggested && !package.restart_suggested);
}

#[test]
fn an_advisory_with_a_flaw_is_named_and_the_next_one_is_read() {
    let (found, _) = read(GOOD.as_bytes());
    let flaws: Vec<String> = found.iter().filter_map(|one| Some(one.as_ref().err()?.to_string())).collect();
    assert_eq!(
        flaws,
        ["15:1: an advisory has no `id`", "17:1: oak: the epoch `x` is not a number from 0 to 4294967295"]
    );
    assert_eq!(found[3].as_ref().unwrap().id, "TEA-2026:0003");
}

proptest! {
    #[test]
    fn no_damage_brings_the_reader_down(place in 0..GOOD.len(), length in 1..40_usize, mask in 1..=255_u8) {
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes.iter_mut().skip(place).take(length).for_each(|byte| *byte ^= mask);
        read(&bytes);
    }
}
