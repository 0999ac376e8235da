# Was jede Seite über Spiegelserver hat, und Wörter, die mehrere von ihnen brauchen.

mirrors-of = Spiegelserver von { $name }

nav-mirrors = Spiegelserver
nav-isos = Abbilder
nav-explain = Erklärung
nav-propagation = Verbreitung

feed-link = Feed aller Änderungen (Atom)
data-addresses = Standorte von IP-Adressen:
data-places = Orte:
data-modified = bearbeitet
data-map = Karte:

status-ok = aktuell
status-partial = teilweise aktuell
status-expired = veraltet
status-unavailable = nicht verfügbar
status-drained = herausgenommen
status-waiting = noch nicht geprüft
status-trusted = privat, nicht geprüft
status-unchecked = nicht geprüft

badge-label = Spiegelserver

kilometres = { $km } km

continent-africa = Afrika
continent-antarctica = Antarktis
continent-asia = Asien
continent-europe = Europa
continent-north-america = Nordamerika
continent-oceania = Ozeanien
continent-south-america = Südamerika
