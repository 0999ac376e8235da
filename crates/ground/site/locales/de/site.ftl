# Was jede Seite um ihren Inhalt hat, und Wörter, die mehrere Räume brauchen.

site = Maneki

skip = Zum Inhalt
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
duration-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min
duration-days = { $days } T. { $hours } h

not-found-title = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es keine Seite. Vielleicht enthält die Adresse einen Tippfehler, oder die Seite wurde entfernt.
not-found-similar = Ist eine dieser Seiten gemeint?
not-found-start = Zur Startseite
