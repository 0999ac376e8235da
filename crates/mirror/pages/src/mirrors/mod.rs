//! The table of mirrors: `/`, `/<module>` and `/debug/html/all`.
//!
//! [`Wish`] is what the visitor wants to see, read from the URL. `listing` takes the mirrors that the page is about,
//! counts them, leaves those that are wished for, and puts them in order; the template writes what is on the page.

mod listing;
mod wish;

use askama::Template;
use maneki_ground_site::{PageLink, Text, Texts};
use maneki_mirror_formats::Audience;
use maneki_mirror_model::ModuleName;
use maneki_mirror_registry::Tree;
use maneki_mirror_snapshot::MirrorId;

use crate::recorded::Recorded;
use crate::view::View;
use listing::{Listing, MirrorRow};
use wish::{Sort, Wish};

/// Which mirrors a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The public mirrors that carry a tree.
    Public(Tree),
    /// All mirrors that an audience may see.
    Everything(Audience),
}

#[derive(Template)]
#[template(path = "mirrors.html", whitespace = "minimize")]
struct MirrorsPage<'a> {
    view: &'a View<'a>,
    t: &'a Texts,
    scope: &'a Scope,
    wish: &'a Wish,
    listing: &'a Listing<'a>,
}

/// The page. `nearest` are the mirrors that the visitor's machine would be sent to, if it is known where it is, with
/// the way to each in kilometres.
pub fn mirrors(view: &View<'_>, scope: &Scope, nearest: &[(MirrorId, Option<u32>)]) -> String {
    let wish = Wish::read(view.request());
    let listing = Listing::new(view, scope, &wish, nearest);
    let page = MirrorsPage { view, t: view.texts(), scope, wish: &wish, listing: &listing };
    view.page(&page.title(), Some("/status.atom"), &page)
}

impl<'a> MirrorsPage<'a> {
    fn title(&self) -> String {
        match self.scope {
            Scope::Public(Tree::Module(module)) => {
                self.t.get("mirrors-of-module").arg("module", module.as_str()).to_string()
            }
            Scope::Public(_) => self.view.mirrors_name(),
            Scope::Everything(_) => self.t.get("mirrors-all").to_string(),
        }
    }

    /// The mirrors of the distribution and of each module, if there are modules.
    fn trees(&self) -> Vec<(PageLink, bool)> {
        let modules = &self.view.snapshot.catalog.modules;
        if modules.is_empty() {
            return Vec::new();
        }
        let link = |path: &str, text: String| {
            let is_here = self.view.request().path().trim_end_matches('/') == path.trim_end_matches('/');
            (PageLink { href: self.view.request().link(path), text }, is_here)
        };
        let module = |module: &ModuleName| {
            let text = self.t.get("nav-module").arg("module", module.as_str()).to_string();
            link(&format!("/{module}"), text)
        };
        let main = link("/", self.view.mirrors_name());
        std::iter::once(main).chain(modules.keys().map(module)).collect()
    }

    fn is_everything(&self) -> bool {
        matches!(self.scope, Scope::Everything(_))
    }

    fn mirror(&self, row: &MirrorRow<'_>) -> String {
        self.view.mirror(row.name())
    }

    fn is_country(&self, code: &str) -> bool {
        self.wish.country.is_some_and(|country| country.as_str() == code)
    }

    fn is_continent(&self, word: &str) -> bool {
        self.wish.continent.is_some_and(|continent| wish::continent_word(continent) == word)
    }

    /// The type of a mirror.
    fn kind(&self, row: &MirrorRow<'_>) -> Text<'a> {
        let mirror = &row.entry.mirror;
        self.t.get(match (mirror.private, &mirror.cloud) {
            (true, _) => "kind-private",
            (false, Some(_)) => "kind-cloud",
            (false, None) => "kind-public",
        })
    }

    /// The section of a `.repo` file that makes dnf use these mirrors, for the distribution itself.
    fn how_to_use(&self) -> Option<String> {
        let Scope::Public(Tree::Main) = self.scope else { return None };
        let catalog = &self.view.snapshot.catalog;
        let (repository, _) = catalog.repositories.iter().find(|(_, one)| !one.vault)?;
        let name = self.view.branding().name.as_deref().unwrap_or("Linux");
        let base = self.view.base_url();
        Some(format!(
            "[{repository}]\nname={name} $releasever - {repository}\n\
             mirrorlist={base}/mirrorlist/$releasever/{repository}?arch=$basearch\ngpgcheck=1"
        ))
    }

    /// Why a mirror is not better.
    fn reason(&self, row: &MirrorRow<'_>) -> Option<Recorded> {
        row.reason().map(|reason| self.view.recorded(reason))
    }

    /// The address of its operator, for the administrator alone.
    fn email<'b>(&self, row: &MirrorRow<'b>) -> Option<&'b str> {
        let is_told = *self.scope == Scope::Everything(Audience::Administrator);
        row.entry.mirror.email.as_deref().filter(|_| is_told)
    }

    /// The first pages, the last ones and those around this one, with `None` for those between: number, link and
    /// whether it is this one.
    fn page_links(&self) -> Vec<Option<(usize, String, bool)>> {
        let (here, pages) = (self.listing.page, self.listing.pages);
        let shown = |page: &usize| *page < 1 || *page + 1 >= pages || page.abs_diff(here) <= 2;
        let mut links = Vec::new();
        let mut next = 0;
        for page in (0..pages).filter(shown) {
            if page != next {
                links.push(None);
            }
            links.push(Some((page + 1, self.wished(&self.wish.on_page(page)), page == here)));
            next = page + 1;
        }
        links
    }

    /// A link to the same page with another wish.
    fn wished(&self, wish: &Wish) -> String {
        let arguments = wish.arguments();
        let arguments = arguments.iter().map(|(name, value)| (*name, value.as_str()));
        self.view.request().link_with(self.view.request().path(), arguments)
    }

    /// The heads of columns that the table can be sorted by.
    fn columns(&self) -> Vec<Column> {
        let column = |(sort, key): (Sort, &str)| Column {
            text: self.t.get(key).to_string(),
            href: self.wished(&self.wish.sorted(sort)),
            order: (self.wish.sort == sort).then_some(if self.wish.backwards {
                "descending"
            } else {
                "ascending"
            }),
        };
        let mut columns = vec![
            (Sort::Name, "column-name"),
            (Sort::Sponsor, "column-sponsor"),
            (Sort::Place, "column-place"),
            (Sort::Status, "column-status"),
        ];
        if self.view.is_checked() {
            columns.push((Sort::Lag, "column-lag"));
        }
        columns.into_iter().map(column).collect()
    }
}

/// The head of a column.
struct Column {
    text: String,
    href: String,
    order: Option<&'static str>,
}
