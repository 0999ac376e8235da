# Die Tabelle der Spiegelserver.

nav-modules = Teile der Distribution
nav-module = { $module }
mirrors-of-module = Spiegelserver von { $module }
mirrors-all = Jeder Spiegelserver

not-checked-note = Diese Spiegelserver prüft hier niemand: Gezeigt wird, was ihre Betreiber angeben.

figure-mirrors = Spiegelserver
figure-good = Aktuell
figure-good-of = von { $total }
figure-lag = Mittlerer Rückstand
figure-countries = Länder
figure-checked = Zuletzt geprüft

map-label =
    { $count ->
        [one] Eine Weltkarte mit dem Ort eines Spiegelservers
       *[other] Eine Weltkarte mit den Orten von { $count } Spiegelservern
    }

nearest-title = In deiner Nähe
near-you = in der Nähe

table-title = Alle Spiegelserver
table-count =
    { $found ->
        [one] Ein Spiegelserver
       *[other] { $found } Spiegelserver
    }
table-part = { $first } bis { $last } von { $found } Spiegelservern
table-nothing = Es gibt noch keinen Spiegelserver.
table-nothing-found = So ist kein Spiegelserver. Lass eine Bedingung weg, oder alle.

filter-label = Spiegelserver finden
filter-search = Suche
filter-search-hint = Name, Sponsor, Stadt
filter-continent = Kontinent
filter-country = Land
filter-protocol = Protokoll
filter-status = Zustand

column-name = Name
column-sponsor = Sponsor
column-place = Ort
column-status = Zustand
column-lag = Rückstand
column-protocols = Protokolle
column-kind = Art

kind-public = öffentlich
kind-private = privat
kind-cloud = Cloud

pages-label = Weitere Spiegelserver
