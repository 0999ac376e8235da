//! A page as blocks, written as Markdown or as HTML. Texts of people are escaped in both.

use std::fmt::Write;

use maneki_ground_diagnostics::one_line;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
    /// The header and the rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// The characters that Markdown or HTML could take for markup, as character references.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in one_line(text).chars() {
        match character {
            '&' | '<' | '>' | '"' | '\'' | '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '#' | '!' => {
                let _ = write!(escaped, "&#{};", u32::from(character));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

pub(crate) fn markdown(title: &str, page: &super::Page) -> String {
    let mut text = format!("# {}\n", escaped(title));
    for block in page.blocks() {
        text.push('\n');
        match block {
            Block::Heading(heading) => text.push_str(&["## ", &escaped(&heading), "\n"].concat()),
            Block::Paragraph(paragraph) => text.push_str(&(escaped(&paragraph) + "\n")),
            Block::List(items) => {
                for item in items {
                    let _ = writeln!(text, "- {}", escaped(&item));
                }
            }
            Block::Table(header, rows) => {
                let row = |cells: &[String]| {
                    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
                    format!("| {} |\n", cells.join(" | "))
                };
                text.push_str(&row(&header));
                text.push_str(&["|", &" --- |".repeat(header.len()), "\n"].concat());
                for cells in &rows {
                    text.push_str(&row(cells));
                }
            }
        }
    }
    text
}

/// A page that stands alone: no script, no style sheet and no address of another server.
pub(crate) fn html(title: &str, page: &super::Page) -> String {
    let title = escaped(title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>body{{font-family:sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;line-height:1.5}}\
         table{{border-collapse:collapse}}td,th{{border:1px solid;padding:.25rem .5rem;text-align:left}}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n"
    );
    for block in page.blocks() {
        match block {
            Block::Heading(heading) => text.push_str(&["<h2>", &escaped(&heading), "</h2>\n"].concat()),
            Block::Paragraph(paragraph) => text.push_str(&["<p>", &escaped(&paragraph), "</p>\n"].concat()),
            Block::List(items) => {
                text.push_str("<ul>\n");
                for item in items {
                    let _ = writeln!(text, "<li>{}</li>", escaped(&item));
                }
                text.push_str("</ul>\n");
            }
            Block::Table(header, rows) => {
                text.push_str("<table>\n");
                html_row(&mut text, "th", &header);
                for cells in &rows {
                    html_row(&mut text, "td", cells);
                }
                text.push_str("</table>\n");
            }
        }
    }
    text + "</body>\n</html>\n"
}

fn html_row(text: &mut String, tag: &str, cells: &[String]) {
    text.push_str("<tr>");
    for cell in cells {
        let _ = write!(text, "<{tag}>{}</{tag}>", escaped(cell));
    }
    text.push_str("</tr>\n");
}
