//! comps: groups of packages, environments of groups, categories and language packs.

mod group;

use std::io::Read;

pub use group::{Environment, Group, GroupMember, Membership};

use crate::xml::{Step, Xml};
use crate::{Fatal, Flaw, Limits};

/// What a comps file says, in the order of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comps {
    /// The groups.
    pub groups: Vec<Group>,
    /// The environments, which name groups.
    pub environments: Vec<Environment>,
    /// The categories, which name groups too.
    pub categories: Vec<Environment>,
    /// Elements that cannot be used.
    pub flaws: Vec<Flaw>,
}

/// Reads a comps file to its end.
pub fn comps(source: impl Read, limits: Limits) -> Result<Comps, Fatal> {
    let mut xml = Xml::new(source, limits);
    xml.root("comps")?;
    let mut comps = Comps::default();
    loop {
        match xml.step()? {
            Step::Open => {
                let place = xml.place();
                let flaw = match xml.name() {
                    "group" => keep(Group::read(&mut xml, &limits)?, &mut comps.groups, "group"),
                    "environment" => {
                        keep(Environment::read(&mut xml, &limits)?, &mut comps.environments, "environment")
                    }
                    "category" => {
                        keep(Environment::read(&mut xml, &limits)?, &mut comps.categories, "category")
                    }
                    _ => {
                        xml.skip()?;
                        None
                    }
                };
                comps.flaws.extend(flaw.map(|problem| Flaw { place, problem }));
            }
            Step::Close => {}
            Step::End => return Ok(comps),
        }
    }
}

/// Keeps what has an id; the text is what is wrong with it otherwise.
fn keep<T>(found: Option<T>, all: &mut Vec<T>, element: &str) -> Option<String> {
    match found {
        Some(found) => {
            all.push(found);
            None
        }
        None => Some(format!("a `{element}` has no `id`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE comps PUBLIC "-//Red Hat, Inc.//DTD Comps info//EN" "comps.dtd">
<comps>
  <group>
    <id>core</id><name>Core</name><name xml:lang="de">Kern</name><description>Small</description>
    <default>true</default><uservisible>false</uservisible>
    <packagelist>
      <packagereq type="mandatory">oak</packagereq>
      <packagereq type="conditional" requires="fir">fir-doc</packagereq>
      <packagereq>pine</packagereq>
    </packagelist>
  </group>
  <group><name>nameless</name></group>
  <environment><id>server</id><name>Server</name>
    <grouplist><groupid>core</groupid></grouplist><optionlist><groupid default="true">debug</groupid></optionlist>
  </environment>
  <category><id>apps</id><grouplist><groupid>core</groupid></grouplist></category>
  <langpacks><match name="oak" install="oak-%s"/></langpacks>
</comps>
"#;

    #[test]
    fn groups_environments_and_categories_are_read() {
        let comps = comps(GOOD.as_bytes(), Limits::default()).unwrap();
        let core = &comps.groups[0];
        assert_eq!(
            (core.id.as_str(), core.name.as_str(), core.place.to_string().as_str()),
            ("core", "Core", "4:3")
        );
        assert!(core.default && !core.visible);
        let members: Vec<_> = core.members.iter().map(|one| (one.package.as_str(), one.membership)).collect();
        assert_eq!(
            members,
            [
                ("oak", Membership::Mandatory),
                ("fir-doc", Membership::Conditional),
                ("pine", Membership::Mandatory)
            ]
        );
        let server = &comps.environments[0];
        assert_eq!(
            (server.groups.join(" "), server.options.join(" ")),
            ("core".to_owned(), "debug".to_owned())
        );
        assert_eq!(comps.categories[0].groups, ["core"]);
    }

    #[test]
    fn an_element_without_id_is_a_flaw_and_the_others_are_read() {
        let comps = comps(GOOD.as_bytes(), Limits::default()).unwrap();
        let flaws: Vec<String> = comps.flaws.iter().map(ToString::to_string).collect();
        assert_eq!(flaws, ["13:3: a `group` has no `id`"]);
        assert_eq!(comps.groups.len(), 1);
    }

    #[test]
    fn a_group_with_too_many_packages_ends_the_file() {
        let limits = Limits { dependencies: 2, ..Limits::default() };
        let error = comps(GOOD.as_bytes(), limits).unwrap_err().to_string();
        assert_eq!(error, "10:7: a group has more than 2 members");
    }
}
