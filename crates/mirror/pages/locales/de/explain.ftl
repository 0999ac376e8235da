# Warum ein Rechner seine Spiegelserver erhält.

explain-title = Welche Spiegelserver, und warum
explain-lead = Zeigt Schritt für Schritt, welche Spiegelserver ein Rechner erhält, und warum jeder andere fehlt.
explain-form-label = Eine Antwort erklären
explain-address = Adresse des Rechners
explain-version = Version
explain-repository = Repository
explain-arch = Architektur
explain-mirror = Spiegelserver (optional)
explain-mirror-hint = Name eines Spiegelservers
explain-ask = Erklären

versions-main = Auf Spiegelservern
versions-modules = Module
versions-vault = Im Archiv
versions-asked = Angefragt

explain-bad-address = Das ist keine IP-Adresse. Gib eine IPv4-Adresse wie 192.0.2.17 oder eine IPv6-Adresse wie 2001:db8::17 ein.
explain-bad-version = Es gibt keine Version „{ $version }“. Wähle eine aus der Liste.
explain-bad-repository = Es gibt kein Repository „{ $repository }“. Wähle eines aus der Liste.
explain-bad-combination = Version { $version } hat kein Repository „{ $repository }“. Wähle eine andere Version oder ein anderes Repository.
explain-bad-arch = „{ $repository }“ von Version { $version } gibt es nicht für „{ $arch }“. Wähle eine andere Architektur.
explain-bad-protocol = Rechner werden nur mit http oder https zu Spiegelservern geschickt. Wähle eines davon.
explain-bad-other = Einer der Filter in der Adresse dieser Seite ist nicht lesbar. Benutze stattdessen das Formular.

explain-answer = Die Antwort
explain-client = Rechner
explain-where = Standort
explain-system = Netz
explain-path = Angefragt
explain-somewhere-in = irgendwo in { $country }
explain-no-country = ein bekannter Standort in einem unbekannten Land
explain-nowhere = unbekannt
explain-vault = Diese Version liegt nur im Archiv, einem einzelnen Server. Es gibt keine Auswahl.
explain-not-checked = Dieser Dienst prüft die Spiegelserver nicht. Alle gelten als fehlerfrei.
explain-made-of-unknown = Noch ist von keinem Spiegelserver bekannt, dass er fehlerfrei ist. Diese sind noch nicht geprüft.
explain-made-of-last-good = Derzeit kann kein Spiegelserver das ausliefern. Diese konnten es zuletzt.
explain-made-of-nothing = Kein Spiegelserver kann das ausliefern, und keiner konnte es bisher.
explain-fallback = Stattdessen wird der Rechner hierhin geschickt:
explain-without-private = Das ist nicht deine eigene Adresse, deshalb fehlen private Spiegelserver. Ein Rechner mit dieser Adresse erhält vielleicht einen davon.
explain-monopoly = Ein Spiegelserver hat ein Monopol für dieses Netz. Rechner erhalten nur ihn.
explain-map-label =
    { $count ->
        [one] Eine Karte mit dem Rechner und der Route zu einem Spiegelserver
       *[other] Eine Karte mit dem Rechner und den Routen zu { $count } Spiegelservern
    }
explain-here = der Rechner
explain-repeat = Gleich gute Spiegelserver werden alle paar Minuten neu gemischt.
explain-json = Dieselbe Antwort als JSON

kilometres-about = etwa { $km } km

ladder-caption =
    { $count ->
        [0] Kein Spiegelserver, Schritt für Schritt
        [one] Ein Spiegelserver, Schritt für Schritt; der beste Schritt steht zuerst
       *[other] { $count } Spiegelserver, Schritt für Schritt; der beste Schritt steht zuerst
    }
ladder-rank = Nr.
ladder-distance = Entfernung
ladder-url = URL in der Liste
ladder-meant = deine Frage
ladder-none = Mit diesen Filtern kann kein Spiegelserver zugewiesen werden. Die Gründe stehen unten.

rung-subnet = Spiegelserver, die ein Netz mit { $address } angeben
rung-asn = Spiegelserver, die { $asn } angeben
rung-asn-unknown = Spiegelserver, die das autonome System des Rechners angeben; es ist unbekannt
rung-cloud = Spiegelserver für die Cloud-Region des Rechners
rung-near = im selben Land ({ $country }), höchstens { $km } km entfernt, gemischt
rung-country = im selben Land ({ $country }), weiter entfernt, nach Entfernung
rung-country-shuffled = im selben Land ({ $country }), gemischt, weil der Standort des Rechners im Land unbekannt ist
rung-border = in anderen Ländern, höchstens { $km } km entfernt, gemischt
rung-far = weiter entfernt, nach Entfernung
rung-anywhere = gemischt, weil der Standort des Rechners unbekannt ist
rung-none = keiner
rung-not-needed = nicht nötig: die Liste ist voll
rung-not-used = nicht verwendet: ein Spiegelserver hat ein Monopol

left-out-title =
    { $count ->
        [one] Ein Spiegelserver fehlt
       *[other] { $count } Spiegelserver fehlen
    }
left-out-more = und { $count } weitere

why-only-vault = Diese Version liegt nur im Archiv
why-module-not-carried = Führt das Modul nicht
why-drained = Vom Betreiber des Dienstes herausgenommen
why-expired = Veraltet, oder ohne eine Datei TIME, die sein Alter zeigt
why-incomplete = Ihm fehlen einige der Abbilder
why-stale = Seine Kopie dieses Repositorys ist veraltet oder unbekannt
why-missing = Ihm fehlt dieses Repository
why-corrupt = Seine Kopie dieses Repositorys ist beschädigt
why-unreachable = Antwortete bei der letzten Prüfung dieses Repositorys nicht
why-not-yet-checked = Noch nicht geprüft
why-not-published = Seine Kopie dieses Repositorys ist keine bekannte Veröffentlichung
why-wrong-protocol = Hat keine URL für das angefragte Protokoll
why-protocol-fails = Das angefragte Protokoll funktioniert dort nicht
why-fails-over-ipv6 = Der Rechner benutzt IPv6, das dort nicht funktioniert
why-other-country = In keinem angefragten Land
why-country-excluded = In einem ausgeschlossenen Land
why-name-excluded = Namentlich ausgeschlossen
why-private = Privat, für andere Netze
why-cloud = Für andere Cloud-Regionen
why-monopoly = Ein anderer Spiegelserver hat ein Monopol für dieses Netz
why-duplicate-url = Hat dieselbe URL wie ein besserer Spiegelserver
why-list-full = Die Liste ist voll mit besseren Spiegelservern
why-other = Anderer Grund

meant-chosen = Nummer { $rank } in dieser Antwort.
meant-rung = Schritt:
meant-left-out = Nicht in dieser Antwort.
meant-unknown = Es gibt keinen öffentlichen Spiegelserver mit diesem Namen.
meant-page = Mehr über diesen Spiegelserver
meant-farther = Er ist { $km } km von dem Rechner entfernt, der fernste Spiegelserver der Antwort { $last } km.

advice-sync = Seine Seite zeigt, welche Datei angefragt wurde und was zurückkam. Nach dem nächsten Abgleich wird er wieder geprüft.
advice-reach = Seine Seite zeigt, was versucht wurde und woran es scheiterte.
advice-wait = Er wird in der nächsten Prüfrunde geprüft.
advice-declare = Seine Datei im Verzeichnis gibt keine solche Adresse an. Trage sie ein, falls er eine hat.
advice-list-full = Mit ihm ist alles in Ordnung. Gleich gute Spiegelserver werden gemischt, deshalb wird er zu anderen Zeiten zugewiesen.
advice-none = Seine Seite zeigt seine Angaben und seinen Zustand.
