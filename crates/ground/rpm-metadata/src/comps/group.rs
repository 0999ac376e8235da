use std::io::Read;

use crate::xml::{Step, Xml};
use crate::{Fatal, Limits, Place};

/// A group of packages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Where the element starts.
    pub place: Place,
    /// The identifier.
    pub id: String,
    /// The name without a language.
    pub name: String,
    /// The description without a language.
    pub description: String,
    /// Whether it is installed by default.
    pub default: bool,
    /// Whether people are shown it; true where nothing is written.
    pub visible: bool,
    /// The packages.
    pub members: Vec<GroupMember>,
}

/// A package of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupMember {
    /// The name of the package.
    pub package: String,
    /// How the package belongs to the group.
    pub membership: Membership,
    /// For a conditional package: the package that it goes along with.
    pub requires: Option<String>,
}

/// How a package belongs to a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Membership {
    /// Always installed.
    #[default]
    Mandatory,
    /// Installed unless it is deselected.
    Default,
    /// Installed if it is selected.
    Optional,
    /// Installed along with another package.
    Conditional,
}

/// An environment or a category: groups that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// Where the element starts.
    pub place: Place,
    /// The identifier.
    pub id: String,
    /// The name without a language.
    pub name: String,
    /// The identifiers of its groups.
    pub groups: Vec<String>,
    /// The identifiers of groups that may be added; none for a category.
    pub options: Vec<String>,
}

impl Group {
    /// Reads a group whose start was the last step; `None` without an id.
    pub(super) fn read(xml: &mut Xml<impl Read>, limits: &Limits) -> Result<Option<Self>, Fatal> {
        let outside = xml.depth() - 1;
        let mut group = Self { place: xml.place(), visible: true, ..Self::default() };
        let mut member = GroupMember::default();
        let mut translated = false;
        loop {
            match xml.step()? {
                Step::Open => {
                    let is_member = xml.name() == "packagereq";
                    if is_member {
                        member = GroupMember::default();
                    }
                    translated = false;
                    xml.attributes(|name, value| match (is_member, name) {
                        (true, "type") => member.membership = Membership::from_word(value),
                        (true, "requires") => member.requires = Some(value.to_owned()),
                        (false, "lang") => translated = true,
                        _ => {}
                    })?;
                    if is_member && group.members.len() == limits.dependencies {
                        return Err(
                            xml.limit(format!("a group has more than {} members", limits.dependencies))
                        );
                    }
                }
                Step::Close if xml.depth() == outside => {
                    return Ok((!group.id.is_empty()).then_some(group));
                }
                Step::Close => match xml.name() {
                    "id" => xml.text().trim().clone_into(&mut group.id),
                    "name" if !translated => xml.text().clone_into(&mut group.name),
                    "description" if !translated => xml.text().clone_into(&mut group.description),
                    "default" => group.default = xml.text().trim().eq_ignore_ascii_case("true"),
                    "uservisible" => group.visible = !xml.text().trim().eq_ignore_ascii_case("false"),
                    "packagereq" => {
                        xml.text().trim().clone_into(&mut member.package);
                        group.members.push(std::mem::take(&mut member));
                    }
                    _ => {}
                },
                Step::End => return Err(xml.malformed("the document ends within a group")),
            }
        }
    }
}

impl Membership {
    /// The word of the `type` attribute; mandatory where it is unknown, as in libcomps.
    fn from_word(word: &str) -> Self {
        match word {
            "default" => Self::Default,
            "optional" => Self::Optional,
            "conditional" => Self::Conditional,
            _ => Self::Mandatory,
        }
    }
}

impl Environment {
    /// Reads an environment or a category whose start was the last step; `None` without an id.
    pub(super) fn read(xml: &mut Xml<impl Read>, limits: &Limits) -> Result<Option<Self>, Fatal> {
        let outside = xml.depth() - 1;
        let mut environment = Self { place: xml.place(), ..Self::default() };
        let (mut optional, mut translated) = (false, false);
        loop {
            match xml.step()? {
                Step::Open => {
                    optional |= xml.name() == "optionlist";
                    translated = false;
                    xml.attributes(|name, _| translated |= name == "lang")?;
                }
                Step::Close if xml.depth() == outside => {
                    return Ok((!environment.id.is_empty()).then_some(environment));
                }
                Step::Close => match xml.name() {
                    "id" => xml.text().trim().clone_into(&mut environment.id),
                    "name" if !translated => xml.text().clone_into(&mut environment.name),
                    "optionlist" => optional = false,
                    "groupid" => {
                        let list = if optional { &mut environment.options } else { &mut environment.groups };
                        if list.len() == limits.dependencies {
                            let most = limits.dependencies;
                            return Err(xml.limit(format!("an environment has more than {most} groups")));
                        }
                        list.push(xml.text().trim().to_owned());
                    }
                    _ => {}
                },
                Step::End => return Err(xml.malformed("the document ends within an environment")),
            }
        }
    }
}
