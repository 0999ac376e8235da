use maneki_mirror_health::{Digest, Sha512};
use maneki_mirror_model::{CountryCode, Protocol};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

fn fingerprint(byte: u8) -> Fingerprint {
    Fingerprint {
        timestamp: Some(1_790_000_000),
        size: Some(3000),
        sha256: Digest::new([byte; 32]),
        sha512: Some(Sha512::new([byte; 64])),
    }
}

#[test]
fn a_metalink_has_the_form_that_dnf_reads() {
    let resource = |url: &str, protocol, country| Resource {
        url: format!("{url}/repodata/repomd.xml"),
        protocol,
        country: CountryCode::parse(country),
    };
    let metalink = Metalink {
        current: fingerprint(0xab),
        alternates: vec![Fingerprint { sha512: None, size: None, timestamp: None, ..fingerprint(0xcd) }],
        resources: vec![
            resource("https://one.example/4/BaseOS/x86_64/os", Protocol::Https, "JP"),
            resource("http://two.example/?a=<1>&b=\"2\"", Protocol::Http, "none"),
        ],
    };
    let expected = format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<metalink version="3.0" xmlns="http://www.metalinker.org/" xmlns:mm0="http://fedorahosted.org/mirrormanager" type="dynamic" generator="maneki">
 <files>
  <file name="repomd.xml">
   <mm0:timestamp>1790000000</mm0:timestamp>
   <size>3000</size>
   <verification>
    <hash type="sha256">{}</hash>
    <hash type="sha512">{}</hash>
   </verification>
   <mm0:alternates>
    <mm0:alternate>
     <verification>
      <hash type="sha256">{}</hash>
     </verification>
    </mm0:alternate>
   </mm0:alternates>
   <resources maxconnections="1">
    <url protocol="https" type="https" location="JP" preference="100">https://one.example/4/BaseOS/x86_64/os/repodata/repomd.xml</url>
    <url protocol="http" type="http" preference="99">http://two.example/?a=&lt;1&gt;&amp;b=&quot;2&quot;/repodata/repomd.xml</url>
   </resources>
  </file>
 </files>
</metalink>
"#,
        "ab".repeat(32),
        "ab".repeat(64),
        "cd".repeat(32),
    );
    assert_eq!(metalink.print(), expected);
}

#[test]
fn a_text_that_is_not_a_metalink_is_refused_with_the_reason() {
    let good = Metalink { current: fingerprint(1), alternates: Vec::new(), resources: Vec::new() }.print();
    assert!(Metalink::parse(&good).is_ok());
    let refused = |from: &str, to: &str| Metalink::parse(&good.replace(from, to)).unwrap_err();
    assert_eq!(refused("repomd.xml", "other.xml"), NotMetalink::Incomplete);
    assert_eq!(refused("sha256", "sha-256"), NotMetalink::Incomplete);
    assert!(matches!(refused("</files>", ""), NotMetalink::Damaged(_)));
    assert!(matches!(refused(">0101", ">&unknown;"), NotMetalink::Damaged(_)));
    assert_eq!(refused("<size>3000", "<size>many").to_string(), "<size> contains \"many\"");
    assert_eq!(Metalink::parse(""), Err(NotMetalink::Incomplete));
    // The prefix is a part of the name: to dnf another one is something else.
    let renamed = Metalink::parse(&good.replace("mm0:", "mm1:")).unwrap();
    assert_eq!(renamed.current.timestamp, None);
}

fn fingerprints() -> impl Strategy<Value = Fingerprint> {
    let numbers = (option::of(any::<u64>()), option::of(any::<u64>()));
    (numbers, any::<[u8; 32]>(), option::of(vec(any::<u8>(), 64))).prop_map(
        |((timestamp, size), sha256, sha512)| Fingerprint {
            timestamp,
            size,
            sha256: Digest::new(sha256),
            sha512: sha512.map(|bytes| Sha512::new(bytes.try_into().unwrap())),
        },
    )
}

fn resources() -> impl Strategy<Value = Resource> {
    let country = option::of(select(vec!["DE", "JP", "US"]));
    // What a stranger may try: the end of the element, entities, comments, other scripts.
    let url = "(https?://|</url>|<!--|&amp;|&#0;|\\]\\]>|[!-~]|[é漢\t ]){0,30}";
    (url, select(vec![Protocol::Http, Protocol::Https]), country).prop_map(|(url, protocol, country)| {
        Resource { url, protocol, country: country.and_then(CountryCode::parse) }
    })
}

proptest! {
    #[test]
    fn a_printed_metalink_can_be_read_again(
        current in fingerprints(),
        alternates in vec(fingerprints(), 0..4),
        resources in vec(resources(), 0..12),
    ) {
        let metalink = Metalink { current, alternates, resources };
        let text = metalink.print();
        prop_assert_eq!(Metalink::parse(&text), Ok(metalink), "{}", text);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "(<metalink>|<files>|<file name=\"repomd.xml\">|</file>|<size>|[ -~]){0,30}") {
        let _ = Metalink::parse(&text);
    }
}
