//! The mirror room's part of the OpenAPI document: the routes from a table, the schemas from the types.
//!
//! The table repeats the paths of the handlers, which are in another crate. `utoipa-axum` would derive them from
//! attributes of the handlers, but then these types could not be used without axum, and each handler would carry more
//! attributes than code. A test of the running service checks that both agree.

use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{Object, ObjectBuilder, Schema, Type};
use utoipa::openapi::{ComponentsBuilder, OpenApi, PathItem, PathsBuilder, Ref, RefOr, Required};

use crate::document::{self, document};
use crate::mirrors::ORDER_WORDS;
use crate::{Problem, diagnostics, explain, history, mirror, mirrors, propagation, snapshot, words};

/// A route of the API.
struct Route {
    /// Its path, with names in braces.
    path: &'static str,
    /// Its name in programs that are generated from the document.
    id: &'static str,
    /// A sentence about its answer.
    summary: &'static str,
    arguments: &'static [&'static Argument],
    /// The name of the schema of its answer; empty for an object without a schema.
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

const BAD: (&str, &str) = ("400", "An argument is not valid.");
const NOT_FOUND: (&str, &str) = ("404", "It does not exist.");
const NOT_READ: (&str, &str) = ("503", "The history cannot be read now.");

static COUNTRY: Argument =
    argument("country", "Only mirrors in these countries: ISO codes joined by commas.", text);
static CONTINENT: Argument =
    argument("continent", "Only mirrors on these continents: English names joined by commas.", text);
static HAS_PROTOCOL: Argument = argument("protocol", "Only mirrors with a URL for this protocol.", || {
    one_of(&["http", "https", "rsync", "ftp"])
});
static VERDICT: Argument = argument("verdict", "Only mirrors of these verdicts, joined by commas.", text);
static MODULE: Argument = argument("module", "Only mirrors that carry this module.", text);
static IPV6: Argument =
    argument("ipv6", "Only mirrors that serve over IPv6, or only mirrors that do not.", flag);
static WORDS: Argument =
    argument("q", "Only mirrors with this in their name, sponsor, city or country.", text);
static SORT: Argument =
    argument("sort", "The order of the mirrors; with `-` in reverse.", || one_of(&ORDER_WORDS));
static LIMIT: Argument = argument("limit", "The maximum number of results; it is limited.", number);
static CURSOR: Argument = argument("cursor", "The `next` of a page in the same order.", text);
static BEFORE: Argument = argument("before", "The `next` of a page: only changes before that one.", number);
static NAME: Argument =
    Argument { name: "name", words: "The name of a mirror.", schema: text, required: true };
static IP: Argument = argument("ip", "The address of the client; by default, that of the caller.", text);
static VERSION: Argument =
    Argument { name: "version", words: "The requested version.", schema: text, required: true };
static REPOSITORY: Argument =
    Argument { name: "repository", words: "The requested repository.", schema: text, required: true };
static ARCH: Argument = argument("arch", "The architecture; without it, URLs contain `$basearch`.", text);
static PROTOCOL: Argument =
    argument("protocol", "Only mirrors with this protocol.", || one_of(&["http", "https"]));
static EXCLUDE_COUNTRY: Argument = argument("exclude_country", "No mirrors in these countries.", text);
static EXCLUDE: Argument = argument("exclude", "No mirrors with these names, joined by commas.", text);
static AT: Argument = argument("at", "The time of the answer: RFC 3339, or seconds since 1970.", text);
static OF_VERSION: Argument = argument("version", "Only publications of this version.", text);
static OF_REPOSITORY: Argument = argument("repository", "Only publications of this repository.", text);
static OF_ARCH: Argument = argument("arch", "Only publications for this architecture.", text);

/// All routes.
const ROUTES: &[Route] = &[
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
        summary: "All details of one mirror.",
        arguments: &[&NAME],
        answer: name_of::<mirror::MirrorDetails>,
        refusals: &[NOT_FOUND],
    },
    Route {
        path: "/api/v1/mirrors/{name}/history",
        id: "history",
        summary: "The changes of a mirror, the latest first.",
        arguments: &[&NAME, &LIMIT, &BEFORE],
        answer: name_of::<history::History>,
        refusals: &[BAD, NOT_FOUND, NOT_READ],
    },
    Route {
        path: "/api/v1/mirrors/{name}/lags",
        id: "lags",
        summary: "The lag and the uptime of a mirror.",
        arguments: &[&NAME],
        answer: name_of::<history::Lags>,
        refusals: &[NOT_FOUND, NOT_READ],
    },
    Route {
        path: "/api/v1/explain",
        id: "explain",
        summary: "The answer that a client gets, with the reason for each mirror.",
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
        summary: "Numbers about the snapshot that is served now.",
        arguments: &[],
        answer: name_of::<snapshot::Document>,
        refusals: &[],
    },
    Route {
        path: "/api/v1/diagnostics",
        id: "diagnostics",
        summary: "The findings about the registry that is served.",
        arguments: &[],
        answer: name_of::<diagnostics::Document>,
        refusals: &[],
    },
    Route {
        path: "/api/v1/propagation",
        id: "propagation",
        summary: "How the latest publications reached the mirrors.",
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

/// Adds the paths and schemas of the mirror room to the document.
pub fn add_to(document: &mut OpenApi) {
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
    let components = ComponentsBuilder::new().schemas_from_iter(schemas).build();
    let mut part = OpenApi::new(document.info.clone(), paths);
    part.components = Some(components);
    document.merge(part);
}

/// The document of a service that runs the mirror room alone.
pub fn openapi() -> OpenApi {
    document(&[add_to])
}

/// The text of [`openapi()`], as it is served and committed.
pub fn openapi_text() -> String {
    document::text(&openapi())
}

/// Adds a schema, and all schemas that it refers to.
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
                ResponseBuilder::new().description("Not modified: `If-None-Match` contains its entity tag."),
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

    /// All values of `$ref`.
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
    fn the_document_contains_all_schemas_that_it_refers_to_and_no_others() {
        let document: Value = serde_json::from_str(&openapi_text()).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        let mut referred_to = BTreeSet::new();
        references(&document, &mut referred_to);
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let there: BTreeSet<String> =
            schemas.keys().map(|name| format!("#/components/schemas/{name}")).collect();
        assert_eq!(referred_to, there.iter().map(String::as_str).collect());
        for (name, schema) in schemas {
            assert!(schema["description"].is_string(), "{name} has no description");
        }
    }
}
