//! Every dependency has a licence that `deny.toml` permits.

#![expect(clippy::unwrap_used, reason = "tests panic, also in their own functions")]

mod workspace;

use spdx::{Expression, Licensee, ParseMode};

/// The licences of `deny.toml`.
fn permitted() -> Vec<Licensee> {
    let deny = workspace::toml("deny.toml");
    let names = deny["licenses"]["allow"].as_array().unwrap();
    names.iter().map(|name| Licensee::parse(name.as_str().unwrap()).unwrap()).collect()
}

/// Why the licence that a package declares is not permitted.
fn objection(declared: Option<&str>, permitted: &[Licensee]) -> Option<String> {
    let Some(declared) = declared else {
        return Some("declares no licence".to_owned());
    };
    // Older crates write `MIT/Apache-2.0`.
    match Expression::parse_mode(declared, ParseMode::LAX) {
        Err(error) => Some(format!("declares an invalid licence: {error}")),
        Ok(licence) if licence.evaluate(|asked| permitted.iter().any(|one| one.satisfies(asked))) => None,
        Ok(_) => Some(format!("is under {declared}")),
    }
}

#[test]
fn every_licence_is_permitted() {
    let permitted = permitted();
    let mut objections: Vec<String> = Vec::new();
    for package in workspace::metadata().packages {
        let objection = objection(package.license.as_deref(), &permitted);
        objections.extend(objection.map(|text| format!("{} {} {text}", package.name, package.version)));
    }
    assert!(
        objections.is_empty(),
        "not permitted by deny.toml:\n  {}\nuse another crate, or add the licence there with the reason",
        objections.join("\n  ")
    );
}

#[test]
fn a_choice_needs_one_permitted_licence_and_a_sum_needs_all() {
    let permitted = permitted();
    for good in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0-only OR MIT",
        "Apache-2.0 AND ISC",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
    ] {
        assert_eq!(objection(Some(good), &permitted), None, "{good}");
    }
    for bad in ["GPL-3.0-or-later", "MIT AND LGPL-2.1-only", "My own", ""] {
        assert!(objection(Some(bad), &permitted).is_some(), "{bad}");
    }
    assert!(objection(None, &permitted).is_some());
}
