# Die Tabelle der Spiegelserver.

nav-modules = Teile der Distribution
nav-module = { $module }
mirrors-of-module = Spiegelserver von { $module }
mirrors-all = Alle Spiegelserver mit Einzelheiten

not-checked-note = Dieser Dienst prüft die Spiegelserver nicht. Die Seite zeigt, was ihre Betreiber angeben.

figure-mirrors = Spiegelserver
figure-good = Aktuell
figure-good-of = von { $total }
figure-lag = Mittlerer Rückstand
figure-countries = Länder
figure-checked = Letzte Prüfung

map-label =
    { $count ->
        [one] Eine Weltkarte mit dem Standort eines Spiegelservers
       *[other] Eine Weltkarte mit den Standorten von { $count } Spiegelservern
    }

nearest-title = In deiner Nähe
near-you = in deiner Nähe

use-title = Diese Spiegelserver benutzen
use-text = Installierte Systeme sind bereits eingerichtet. Für eine eigene .repo-Datei genügen diese Zeilen; dnf erhält damit die nächsten fehlerfreien Spiegelserver.

add-title = Einen Spiegelserver hinzufügen
add-copy = Kopiere die Distribution auf deinen Server und halte die Kopie aktuell.
add-file = Beschreibe deinen Spiegelserver in einer Datei für das Verzeichnis. Dieser Befehl fragt alles Nötige ab:
add-lint = Prüfe die Datei:
add-send = Schicke die Datei an die Betreuer des Verzeichnisses. Nach der ersten erfolgreichen Prüfung wird dein Spiegelserver zugewiesen.

table-title = Alle Spiegelserver
table-found =
    { $found ->
        [0] Kein Spiegelserver gefunden
        [one] Ein Spiegelserver gefunden
       *[other] { $found } Spiegelserver gefunden
    }
table-count =
    { $found ->
        [one] Ein Spiegelserver
       *[other] { $found } Spiegelserver
    }
table-part = { $first } bis { $last } von { $found } Spiegelservern
table-nothing = Es gibt noch keine Spiegelserver.
table-nothing-found = Kein Spiegelserver passt zu diesen Filtern. Entferne einen Filter.

filter-label = Spiegelserver finden
filter-search = Suche
filter-search-hint = Name, Sponsor, Stadt
filter-continent = Kontinent
filter-country = Land
filter-protocol = Protokoll
filter-status = Status

column-name = Name
column-sponsor = Sponsor
column-place = Standort
column-status = Status
column-lag = Rückstand
column-protocols = Protokolle
column-kind = Art

kind-public = öffentlich
kind-private = privat
kind-cloud = Cloud

pages-label = Seiten der Tabelle
