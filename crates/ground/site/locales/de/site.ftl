# Was jede Seite um ihren Inhalt hat, und Wörter, die sich die Räume teilen.

site = Maneki

skip = Zum Inhalt
nav-menu = Menü
nav-pages = Seiten
nav-languages = Sprachen
nav-links = Links

as-of = Stand:
sponsored-by = Ermöglicht durch
runs-on = Diese Seite läuft mit

yes = ja
no = nein
filter-any = alle
filter-apply = Anzeigen
filter-reset = Alle anzeigen

decimal-sign = ,
duration-seconds = { $seconds } s
duration-minutes = { $minutes } Min.
duration-whole-hours = { $hours } Std.
duration-hours = { $hours } Std. { $minutes } Min.
duration-whole-days =
    { $days ->
        [one] 1 Tag
       *[other] { $days } Tage
    }
duration-days =
    { $days ->
        [one] 1 Tag { $hours } Std.
       *[other] { $days } Tage { $hours } Std.
    }

not-found-title = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es keine Seite. Vielleicht enthält die Adresse einen Tippfehler, oder die Seite wurde entfernt.
not-found-similar = Ist eine dieser Seiten gemeint?
not-found-start = Zur Startseite
