//! The JSON Schemas of the files, made from the table of keys that reads them.

use maneki_model::{CloudProvider, CountryCode, Protocol};
use maneki_registry::keys::{CONFIG, MIRROR, Shape, Table};
use serde_json::{Map, Value, json};

/// The file that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaOf {
    /// A mirror file.
    Mirror,
    /// The service config.
    Config,
}

impl SchemaOf {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mirror, Self::Config];

    /// The word that chooses it, which is also the name of its file in `schemas/`, before `.schema.json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mirror => "mirror",
            Self::Config => "config",
        }
    }

    /// The JSON Schema (2020-12) as text.
    pub fn schema(self) -> String {
        let (table, title) = match self {
            Self::Mirror => (&MIRROR, "A mirror"),
            Self::Config => (&CONFIG, "What a distribution has, and how its mirrors are judged"),
        };
        let mut schema = group(table);
        schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        schema.insert("title".into(), title.into());
        if self == Self::Mirror {
            schema.insert(
                "dependentRequired".into(),
                json!({"cloud_type": ["cloud_regions"], "cloud_regions": ["cloud_type"]}),
            );
            let clients = ["subnets", "asn", "cloud_type"].map(|key| json!({"required": [key]}));
            let private = json!({"properties": {"private": {"const": true}}, "required": ["private"]});
            let monopoly = json!({"properties": {"monopoly": {"const": true}}, "required": ["monopoly"]});
            schema.insert(
                "allOf".into(),
                json!([
                    {"if": private, "then": {"anyOf": clients}},
                    {"if": monopoly, "then": {"required": ["subnets", "private"]}},
                ]),
            );
        }
        format!("{:#}\n", Value::Object(schema))
    }
}

fn group(table: &Table) -> Map<String, Value> {
    let property = |key: &maneki_registry::keys::Key| {
        let mut schema = shape(key.shape);
        schema["description"] = key.doc.into();
        (key.name.to_owned(), schema)
    };
    let required: Vec<&str> = table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), table.keys.iter().map(property).collect::<Map<_, _>>().into());
    schema.insert("additionalProperties".into(), false.into());
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    schema
}

/// The URLs of one tree: one that dnf can use must be among them.
fn urls(table: &Table) -> Value {
    let mut schema = group(table);
    schema.insert("anyOf".into(), json!([{"required": ["http"]}, {"required": ["https"]}]));
    schema.into()
}

fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Format(numbers) => json!({"enum": numbers}),
        Shape::Text => json!({"type": "string", "pattern": r"\S"}),
        Shape::TextOrNothing => json!({"type": ["string", "null"]}),
        Shape::HostName => json!({"type": "string", "maxLength": 253, "pattern": HOST_NAME}),
        Shape::Email => json!({"type": "string", "pattern": r"^\s*[^@\s,<>]+@[^@\s,<>]+\.[^@\s,<>.]+\s*$"}),
        Shape::Page => {
            json!({"type": "string", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/:@]*[.:][^\s@]+\s*$"})
        }
        Shape::BaseUrl(scheme) => base_url(&any_case(scheme)),
        Shape::WebUrl => base_url(&format!("{}[Ss]?", any_case("http"))),
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::Duration => json!({"type": "string", "pattern": r"^[0-9]+ ?[a-zµ]+(,? ?[0-9]+ ?[a-zµ]+)*$"}),
        Shape::Country => {
            json!({"enum": CountryCode::all().map(|code| code.to_string()).collect::<Vec<_>>()})
        }
        Shape::Degrees(most) => json!({"type": "number", "minimum": -most, "maximum": most}),
        Shape::Asns => {
            let asn = json!({"type": "integer", "minimum": 1, "maximum": u32::MAX});
            json!({"anyOf": [asn, {"type": "array", "items": asn, "minItems": 1}]})
        }
        Shape::Networks => {
            let network = json!({"type": "string", "pattern": r"^\s*[0-9A-Fa-f:.]+(/[0-9]{1,3})?\s*$"});
            let list = json!({"type": "array", "items": network, "minItems": 1});
            json!({"anyOf": [list, {"type": "string", "pattern": r"^https?://[^\s@]+$"}]})
        }
        Shape::Cloud => {
            let known = CloudProvider::ALL.map(CloudProvider::key);
            json!({"type": "string", "pattern": format!("^({})$", known.map(any_case).join("|"))})
        }
        Shape::Words => list(&json!({"type": "string", "minLength": 1})),
        Shape::Folder => {
            json!({"type": "string", "minLength": 1, "pattern": r"^[^/]", "not": {"pattern": r"(^|/)\.\.(/|$)"}})
        }
        Shape::Path => {
            json!({"type": "string", "pattern": r"^[^\s?#\\]*[^\s?#\\/][^\s?#\\]*$", "not": {"pattern": r"(^|/)\.\.?(/|$)|://"}})
        }
        Shape::Versions => list_or_none(&json!({"type": "string", "pattern": VERSION})),
        Shape::VersionByVersion => map(VERSION, &json!({"type": "string", "pattern": VERSION})),
        Shape::VersionsByModule => map(WORD, &list_or_none(&json!({"type": "string", "pattern": VERSION}))),
        Shape::WordsByVersion => map(VERSION, &list(&json!({"type": "string", "pattern": WORD}))),
        Shape::Protocols => list(&json!({"enum": Protocol::ALL.map(Protocol::scheme)})),
        Shape::Group(table) if table.keys.iter().all(|key| matches!(key.shape, Shape::BaseUrl(_))) => {
            urls(table)
        }
        Shape::Group(table) => group(table).into(),
        Shape::Modules(table) => map(WORD, &urls(table)),
        Shape::Groups(table) => list(&Value::from(group(table))),
    }
}

/// A name, or an IPv6 address in brackets, as it stands in a URL.
const HOST: &str = r"(\[[0-9A-Fa-f:.]+\]|[^\s/?#@\\:\[\]]+)";

/// Labels of letters, digits and dashes, at least two.
const HOST_NAME: &str = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

const VERSION: &str = r"^(0|[1-9][0-9]{0,4})(\.(0|[1-9][0-9]{0,4}))?(-[A-Za-z0-9_]{1,40})?$";

const WORD: &str = r"^[A-Za-z0-9_+-][A-Za-z0-9_+.-]{0,99}$";

fn base_url(scheme: &str) -> Value {
    json!({
        "type": "string",
        "maxLength": 2000,
        "pattern": format!(r"^{scheme}://{HOST}(:[0-9]{{1,5}})?(/[^\s?#\\/$]+)*/?$"),
        "not": {"anyOf": [
            {"pattern": r"/(\.|%2[Ee]){1,2}(/|$)"},
            {"pattern": r"%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|[0-9A-Fa-f]?$)"},
            {"pattern": r"://(-|[^/]*(\.\.|\.-|-\.|-(/|:|$)|:0+(/|$)))"},
        ]},
    })
}

/// A pattern that takes a word in any case.
fn any_case(word: &str) -> String {
    word.chars().flat_map(|c| ['[', c.to_ascii_uppercase(), c, ']']).collect()
}

fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items, "minItems": 1})
}

fn list_or_none(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

fn map(names: &str, values: &Value) -> Value {
    json!({"type": "object", "propertyNames": {"pattern": names}, "additionalProperties": values})
}
