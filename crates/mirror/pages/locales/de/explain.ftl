# Warum ein Rechner die Spiegelserver bekommt, die er bekommt.

explain-title = Warum diese Spiegelserver
explain-lead = Zu welchen Spiegelservern ein Rechner geschickt wird, Stufe für Stufe, und warum jeder andere nicht dabei ist.
explain-form-label = Eine Antwort erklären
explain-address = Adresse des Rechners
explain-version = Version
explain-repository = Paketquelle
explain-arch = Architektur
explain-mirror = Fraglicher Spiegelserver
explain-mirror-hint = Name, falls es um einen geht
explain-ask = Erklären

versions-main = Auf Spiegelservern
versions-modules = Module
versions-vault = Im Archiv
versions-asked = Gefragt

explain-bad-address = Das ist keine Adresse. Gib eine IPv4-Adresse wie 192.0.2.17 oder eine IPv6-Adresse wie 2001:db8::17 an.
explain-bad-version = Es gibt keine Version „{ $version }“. Wähle eine aus der Liste.
explain-bad-repository = Es gibt keine Paketquelle „{ $repository }“. Wähle eine aus der Liste.
explain-bad-combination = Version { $version } hat keine Paketquelle „{ $repository }“. Wähle eine andere Version oder eine andere Paketquelle.
explain-bad-arch = „{ $repository }“ von Version { $version } gibt es nicht für „{ $arch }“. Wähle eine andere Architektur, oder eine beliebige.
explain-bad-protocol = Rechner werden nur mit http und https zu Spiegelservern geschickt. Wähle eines davon, oder ein beliebiges.
explain-bad-other = Eine der Bedingungen in der Adresse dieser Seite ist nicht zu lesen. Frag noch einmal mit dem Formular.

explain-answer = Die Antwort
explain-client = Rechner
explain-where = Ort
explain-system = Netz
explain-path = Gefragt nach
explain-somewhere-in = irgendwo im Land { $country }
explain-no-country = ein bekannter Ort in einem unbekannten Land
explain-nowhere = unbekannt
explain-vault = Das liegt nur im Archiv, und das ist ein einziger Server: Es gibt nichts auszuwählen.
explain-not-checked = Niemand prüft die Spiegelserver hier: Jeder gilt als gut.
explain-made-of-unknown = Noch kein Spiegelserver wurde als gut gesehen. Das hier sind welche, die noch niemand geprüft hat.
explain-made-of-last-good = Kein Spiegelserver kann das gerade ausliefern. Diese konnten es zuletzt.
explain-made-of-nothing = Kein Spiegelserver kann das ausliefern, und keiner konnte es je.
explain-fallback = An ihrer Stelle wird der Rechner geschickt zu
explain-without-private = Das ist nicht deine eigene Adresse: Private Spiegelserver sind ausgelassen und werden nicht erwähnt. Ein Rechner dort bekommt vielleicht einen davon.
explain-monopoly = Ein Spiegelserver hat ein Monopol für dieses Netz: Er ist die ganze Antwort.
explain-map-label =
    { $count ->
        [one] Eine Karte mit dem Rechner und dem Weg zu einem Spiegelserver
       *[other] Eine Karte mit dem Rechner und den Wegen zu { $count } Spiegelservern
    }
explain-here = der Rechner
explain-repeat = Die Reihenfolge wird alle paar Minuten neu ausgelost.
explain-json = Dieselbe Antwort als JSON

kilometres-about = etwa { $km } km

ladder-caption =
    { $count ->
        [0] Kein Spiegelserver, Stufe für Stufe
        [one] Ein Spiegelserver, Stufe für Stufe; die beste Stufe kommt zuerst
       *[other] { $count } Spiegelserver, Stufe für Stufe; die beste Stufe kommt zuerst
    }
ladder-rank = Nr.
ladder-distance = Entfernung
ladder-url = Was der Rechner erfährt
ladder-meant = gefragt
ladder-nobody = Unter diesen Bedingungen kann kein Spiegelserver genannt werden. Die Gründe stehen unten.

rung-subnet = Spiegelserver, die ein Netz mit { $address } nennen
rung-asn = Spiegelserver, die { $asn } nennen
rung-asn-unknown = Spiegelserver, die den Netzbetreiber des Rechners nennen; er ist nicht bekannt
rung-cloud = Spiegelserver für die Cloud-Region, in der der Rechner steht
rung-near = im selben Land ({ $country }), höchstens { $km } km entfernt, ausgelost
rung-country = im selben Land ({ $country }), weiter weg, nach Entfernung
rung-country-by-lot = im selben Land ({ $country }), ausgelost, denn Genaueres ist von dem Rechner nicht bekannt
rung-border = in einem anderen Land, höchstens { $km } km entfernt, ausgelost
rung-far = weiter weg, nach Entfernung
rung-anywhere = ausgelost, denn von dem Rechner ist nichts bekannt
rung-nobody = niemand
rung-not-needed = nicht nötig: die Antwort war voll
rung-not-asked = nicht gefragt: ein Monopol ist die ganze Antwort

left-out-title =
    { $count ->
        [one] Ein Spiegelserver ist nicht dabei
       *[other] { $count } Spiegelserver sind nicht dabei
    }
left-out-more = und { $count } weitere

why-only-vault = Das Gefragte liegt nur im Archiv
why-module-not-carried = Ohne das Modul
why-drained = Vom Betreiber des Dienstes herausgenommen
why-expired = Zu alt, oder ohne eine TIME, die das Alter sagt
why-incomplete = Ohne einige der Abbilder
why-stale = Mit einer veralteten oder unbekannten Kopie dieser Paketquelle
why-missing = Ohne diese Paketquelle
why-corrupt = Mit einer beschädigten Kopie dieser Paketquelle
why-unreachable = Ohne Antwort, als zuletzt nach dieser Paketquelle gefragt wurde
why-not-yet-checked = Noch nicht geprüft
why-not-published = Mit einer Kopie dieser Paketquelle, die nach allem, was bekannt ist, nie veröffentlicht wurde
why-wrong-protocol = Ohne eine URL für das Protokoll
why-protocol-fails = Das gefragte Protokoll scheitert dort
why-fails-over-ipv6 = Der Rechner kommt über IPv6, und das scheitert dort
why-other-country = In keinem der gefragten Länder
why-country-excluded = In einem ausgeschlossenen Land
why-name-excluded = Dem Namen nach ausgeschlossen
why-private = Privat, für andere Netze
why-cloud = Für Cloud-Regionen, in denen der Rechner nicht steht
why-monopoly = Ein anderer Spiegelserver hat ein Monopol für dieses Netz
why-duplicate-url = Mit derselben URL wie ein besserer Spiegelserver
why-list-full = Die Liste ist voll mit besseren
why-other = Aus einem anderen Grund

meant-chosen = Nummer { $rank } dieser Antwort.
meant-rung = Stufe der Leiter:
meant-left-out = Nicht in dieser Antwort:
meant-unknown = Kein Spiegelserver, der hier erwähnt werden kann, heißt so.
meant-page = Alles über diesen Spiegelserver
meant-farther = Er ist { $km } km von dem Rechner entfernt; der fernste Spiegelserver der Antwort { $last } km.

advice-sync = Seine Seite sagt, nach welcher Datei gefragt wurde und was zurückkam. Nach dem nächsten Abgleich wird er wieder geprüft.
advice-reach = Seine Seite sagt, was versucht wurde und wie es scheiterte.
advice-wait = In der nächsten Runde wird er geprüft.
advice-declare = Seine Datei im Verzeichnis nennt keine solche Adresse; trag sie ein, falls er eine hat.
advice-list-full = Mit ihm ist alles in Ordnung. Wo das Los entscheidet, ist er zu anderen Zeiten an der Reihe.
advice-none = Seine Seite sagt, was er angibt und wie es ihm geht.
