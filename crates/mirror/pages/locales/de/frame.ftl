# Was jede Seite um ihren Inhalt hat, und Wörter, die mehrere Seiten brauchen.

site = Spiegelserver
site-of = Spiegelserver von { $name }

skip = Zum Inhalt
nav-pages = Seiten
nav-languages = Sprachen
nav-links = Verweise
nav-mirrors = Spiegelserver
nav-module = Spiegelserver von { $module }
nav-isos = Abbilder
nav-explain = Warum diese Spiegelserver
nav-propagation = Verbreitung

as-of = Stand:
not-checked-as-of = Nicht geprüft, Stand:
feed-link = Feed aller Änderungen (Atom)
sponsored-by = Ermöglicht durch
data-addresses = Orte von IP-Adressen von
data-places = Orte von
data-modified = verändert
data-map = Karte von
runs-on = Diese Seite läuft mit

yes = ja
no = nein

status-ok = aktuell
status-partial = teilweise
status-expired = veraltet
status-unavailable = nicht verfügbar
status-drained = herausgenommen
status-waiting = noch nicht geprüft
status-trusted = ungeprüft vertraut
status-unchecked = nicht geprüft

badge-label = Spiegelserver

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min
duration-days = { $days } T { $hours } h
kilometres = { $km } km

continent-africa = Afrika
continent-antarctica = Antarktis
continent-asia = Asien
continent-europe = Europa
continent-north-america = Nordamerika
continent-oceania = Ozeanien
continent-south-america = Südamerika

not-found-title = Hier ist nichts
not-found-text = Keine Seite hat diese Adresse. Vielleicht ist sie vertippt, oder der Spiegelserver wird nicht mehr geführt.
not-found-similar = Ist einer dieser Spiegelserver gemeint?
not-found-all = Alle Spiegelserver ansehen

decimal-point = ,
