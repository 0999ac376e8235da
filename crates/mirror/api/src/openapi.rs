//! The OpenAPI document: the routes from a table, the schemas from the types.

use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{Object, ObjectBuilder, Schema, Type};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref,
    RefOr, Required,
};

use crate::mirrors::ORDER_WORDS;
use crate::{Problem, diagnostics, explain, history, mirror, mirrors, propagation, snapshot, words};

/// A route of the API.
pub struct Route {
    /// Its path, with names in braces.
    pub path: &'static str,
    /// What it is called in programs that are made from the document.
    id: &'static str,
    /// What it answers, in a sentence.
    summary: &'static str,
    arguments: &'static [&'static Argument],
    /// The name of the schema of its answer; empty where it is any object.
    answer: fn() -> String,
    /// Statuses besides 200, 304 and 405.
    refusals: &'static [(&'static str, &'static str)],
}

/// An argument of a route.
struct Argument {
    name: &'static str,
    words: &'static str,
    schema: fn() -> Schema,
    required: bool,
}

const fn argument(name: &'static str, words: &'static str, schema: fn() -> Schema) -> Argument {
    Argument { name, words, schema, required: false }
}

const BAD: (&str, &str) = ("400", "An argument cannot be understood.");
const NOT_FOUND: (&str, &str) = ("404", "There is no such thing.");
const NOT_READ: (&str, &str) = ("503", "What is kept of the past cannot be read now.");

static COUNTRY: Argument =
    argument("country", "Only mirrors in these countries: ISO codes joined by commas.", text);
static CONTINENT: Argument =
    argument("continent", "Only mirrors on these continents: English names joined by commas.", text);
static HAS_PROTOCOL: Argument = argument("protocol", "Only mirrors with a URL for this protocol.", || {
    one_of(&["http", "https", "rsync", "ftp"])
});
static VERDICT: Argument = argument("verdict", "Only mirrors of these verdicts, joined by commas.", text);
static MODULE: Argument = argument("module", "Only mirrors that carry this module.", text);
static IPV6: Argument = argument("ipv6", "Only mirrors that were found to serve over IPv6, or not to.", flag);
static WORDS: Argument =
    argument("q", "Only mirrors with this in their name, sponsor, city or country.", text);
static SORT: Argument =
    argument("sort", "What they are put in order by; with `-` the other way round.", || one_of(&ORDER_WORDS));
static LIMIT: Argument = argument("limit", "At most so many; there is a largest number.", number);
static CURSOR: Argument = argument("cursor", "`next` of a page in the same order.", text);
static BEFORE: Argument = argument("before", "`next` of a page: only changes before this one.", number);
static NAME: Argument =
    Argument { name: "name", words: "The name of a mirror.", schema: text, required: true };
static IP: Argument = argument("ip", "The client's address; without it, the caller's.", text);
static VERSION: Argument =
    Argument { name: "version", words: "The version that it asks for.", schema: text, required: true };
static REPOSITORY: Argument =
    Argument { name: "repository", words: "The repository that it asks for.", schema: text, required: true };
static ARCH: Argument = argument("arch", "Its architecture; without it `$basearch` stays in URLs.", text);
static PROTOCOL: Argument =
    argument("protocol", "Only mirrors with this protocol.", || one_of(&["http", "https"]));
static EXCLUDE_COUNTRY: Argument = argument("exclude_country", "No mirrors in these countries.", text);
static EXCLUDE: Argument = argument("exclude", "None of these mirrors: names joined by commas.", text);
static AT: Argument = argument("at", "The answer of this moment: RFC 3339, or seconds since 1970.", text);
static OF_VERSION: Argument = argument("version", "Only of this version.", text);
static OF_REPOSITORY: Argument = argument("repository", "Only of this repository.", text);
static OF_ARCH: Argument = argument("arch", "Only of this architecture.", text);

/// Every route.
pub const ROUTES: &[Route] = &[
    Route {
        path: "/api/v1/mirrors",
        id: "mirrors",
        summary: "The mirrors, page by page.",
        arguments: &[
            &COUNTRY,
            &CONTINENT,
            &HAS_PROTOCOL,
            &VERDICT,
            &MODULE,
            &IPV6,
            &WORDS,
            &SORT,
            &LIMIT,
            &CURSOR,
        ],
        answer: name_of::<mirrors::Page>,
        refusals: &[BAD],
    },
    Route {
        path: "/api/v1/mirrors/{name}",
        id: "mirror",
        summary: "One mirror, with everything that is believed of it.",
        arguments: &[&NAME],
        answer: name_of::<mirror::MirrorDetails>,
        refusals: &[NOT_FOUND],
    },
    Route {
        path: "/api/v1/mirrors/{name}/history",
        id: "history",
        summary: "What changed on a mirror, the newest first.",
        arguments: &[&NAME, &LIMIT, &BEFORE],
        answer: name_of::<history::History>,
        refusals: &[BAD, NOT_FOUND, NOT_READ],
    },
    Route {
        path: "/api/v1/mirrors/{name}/lags",
        id: "lags",
        summary: "How far a mirror lagged behind, and how often it was good.",
        arguments: &[&NAME],
        answer: name_of::<history::Lags>,
        refusals: &[NOT_FOUND, NOT_READ],
    },
    Route {
        path: "/api/v1/explain",
        id: "explain",
        summary: "The answer that a client gets, and why each mirror is in it or not.",
        arguments: &[
            &VERSION,
            &REPOSITORY,
            &IP,
            &ARCH,
            &PROTOCOL,
            &COUNTRY,
            &EXCLUDE_COUNTRY,
            &EXCLUDE,
            &LIMIT,
            &AT,
        ],
        answer: name_of::<explain::Answer>,
        refusals: &[BAD, NOT_FOUND],
    },
    Route {
        path: "/api/v1/snapshot",
        id: "snapshot",
        summary: "What is served now, in numbers.",
        arguments: &[],
        answer: name_of::<snapshot::Document>,
        refusals: &[],
    },
    Route {
        path: "/api/v1/diagnostics",
        id: "diagnostics",
        summary: "What is wrong with the registry that is served.",
        arguments: &[],
        answer: name_of::<diagnostics::Document>,
        refusals: &[],
    },
    Route {
        path: "/api/v1/propagation",
        id: "propagation",
        summary: "How the last publications reached the mirrors.",
        arguments: &[&OF_VERSION, &OF_REPOSITORY, &OF_ARCH, &LIMIT],
        answer: name_of::<propagation::Document>,
        refusals: &[BAD, NOT_READ],
    },
    Route {
        path: "/api/v1/openapi.json",
        id: "openapi",
        summary: "This document.",
        arguments: &[],
        answer: String::new,
        refusals: &[],
    },
];

fn name_of<T: ToSchema>() -> String {
    T::name().into_owned()
}

/// The document.
pub fn openapi() -> OpenApi {
    let mut schemas = Vec::new();
    with_all::<mirrors::Page>(&mut schemas);
    with_all::<mirror::MirrorDetails>(&mut schemas);
    with_all::<history::History>(&mut schemas);
    with_all::<history::Lags>(&mut schemas);
    with_all::<explain::Answer>(&mut schemas);
    with_all::<snapshot::Document>(&mut schemas);
    with_all::<diagnostics::Document>(&mut schemas);
    with_all::<propagation::Document>(&mut schemas);
    with_all::<Problem>(&mut schemas);
    let paths = ROUTES.iter().fold(PathsBuilder::new(), |paths, route| paths.path(route.path, route.item()));
    let licence = LicenseBuilder::new().name("MIT OR Apache-2.0").build();
    let info = InfoBuilder::new()
        .title("Maneki")
        .version("1")
        .description(Some(
            "Which mirrors there are, how they are, and why a client gets which. Fields are only ever added; what \
             is not known is null. Generated by `cargo dev generate`.",
        ))
        .license(Some(licence));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths.build())
        .components(Some(ComponentsBuilder::new().schemas_from_iter(schemas).build()))
        .build()
}

/// The document as it is served and committed.
pub fn openapi_text() -> String {
    // There is nothing in it that could not be written.
    openapi().to_pretty_json().unwrap_or_default() + "\n"
}

/// A schema, and those that it speaks of.
fn with_all<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((name_of::<T>(), T::schema()));
    T::schemas(schemas);
}

impl Route {
    fn item(&self) -> PathItem {
        let mut operation = OperationBuilder::new()
            .operation_id(Some(self.id))
            .summary(Some(self.summary))
            .response("200", self.good())
            .response(
                "304",
                ResponseBuilder::new().description("It is as it was: `If-None-Match` names it."),
            );
        for (status, words) in self.refusals {
            operation = operation.response(*status, refusal(words));
        }
        for argument in self.arguments {
            operation = operation.parameter(argument.parameter(self.path));
        }
        PathItem::new(HttpMethod::Get, operation)
    }

    fn good(&self) -> Response {
        let name = (self.answer)();
        let schema = if name.is_empty() {
            RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::Object).build()))
        } else {
            RefOr::Ref(Ref::from_schema_name(name))
        };
        let content = ContentBuilder::new().schema(Some(schema)).build();
        ResponseBuilder::new().description(self.summary).content("application/json", content).build()
    }
}

fn refusal(words: &str) -> Response {
    let schema = RefOr::<Schema>::Ref(Ref::from_schema_name(Problem::name()));
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(words).content("application/problem+json", content).build()
}

impl Argument {
    fn parameter(&self, path: &str) -> Parameter {
        let in_path = path.contains(&format!("{{{}}}", self.name));
        let place = if in_path { ParameterIn::Path } else { ParameterIn::Query };
        let required = if self.required { Required::True } else { Required::False };
        ParameterBuilder::new()
            .name(self.name)
            .parameter_in(place)
            .required(required)
            .description(Some(self.words))
            .schema(Some((self.schema)()))
            .build()
    }
}

fn text() -> Schema {
    Schema::Object(Object::with_type(Type::String))
}

fn number() -> Schema {
    Schema::Object(ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).build())
}

fn flag() -> Schema {
    Schema::Object(Object::with_type(Type::Boolean))
}

fn one_of(words: &[&'static str]) -> Schema {
    Schema::Object(words::one_of(words.iter().copied()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    /// Every `$ref` in a value.
    fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(array) => array.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn whatever_the_document_speaks_of_is_in_it_and_nothing_else() {
        let document: Value = serde_json::from_str(&openapi_text()).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        let mut spoken_of = BTreeSet::new();
        references(&document, &mut spoken_of);
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let there: BTreeSet<String> =
            schemas.keys().map(|name| format!("#/components/schemas/{name}")).collect();
        assert_eq!(spoken_of, there.iter().map(String::as_str).collect());
        for (name, schema) in schemas {
            assert!(schema["description"].is_string(), "{name} is not described");
        }
    }
}
