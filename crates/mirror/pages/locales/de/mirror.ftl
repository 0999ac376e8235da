# Die Seite eines Spiegelservers, und Feeds.

mirror-lag = { $lag } im Rückstand
mirror-uptime = { $percent } % der Zeit vergeben (höchstens 90 Tage)
mirror-drained = Vom Betreiber des Dienstes herausgenommen seit { $since }.
mirror-drained-until = Bis { $until }.

facts-title = Angaben
facts-update = Abgleich alle
facts-urls = Adressen

on-net-title = Netze, die er zuerst bedient
on-net-none = Er nennt keine Netze: Man bekommt ihn nach Entfernung.
on-net-text = Wer in diesen ist, bekommt ihn vor anderen.
on-net-monopoly = Wer in diesen ist, bekommt nur diesen Spiegelserver.
on-net-systems = Autonome Systeme
on-net-networks = Netze
on-net-cloud = Cloud-Regionen
on-net-all-regions = alle
and-more = und { $count } weitere

trouble-title = Was nicht stimmt
trouble-time = TIME spricht nicht für ihn
trouble-way = { $way } geht nicht
trouble-repositories =
    { $count ->
        [one] Ein Repository: { $state }
       *[other] { $count } Repositorys: { $state }
    }
trouble-reason = Warum
trouble-since = Seit
trouble-expected = Veröffentlichte Prüfsumme
trouble-found = Gefundene Prüfsumme
trouble-concerns = Betrifft
trouble-repeat = Um es selbst zu sehen:

grid-title = Repositorys
grid-good = { $good } von { $total } vergeben

state-current = aktuell
state-ahead = der Vorlage voraus
state-previous = vorige Veröffentlichung
state-stale = veraltet
state-missing = fehlt
state-corrupt = beschädigt
state-unreachable = nicht erreichbar
state-unknown = noch nicht geprüft

course-title = In letzter Zeit
course-nothing = Noch ist nichts aufgezeichnet.
strip-title = Die letzten 90 Tage
strip-unknown = nicht bekannt
chart-title = Rückstand in den letzten 30 Tagen: höchstens { $greatest }, von { $allowed }, die erlaubt sind
changes-title = Was sich änderte

change-repository = { $repository }: { $from } → { $to }
change-repositories = { $count } Repositorys: { $from } → { $to }
change-time-works = TIME ist lesbar
change-time-fails = TIME ist nicht mehr lesbar
change-way-works = { $way } geht
change-way-fails = { $way } geht nicht mehr

remarks-title = Anmerkungen zu seiner Datei

follow-title = Auf dem Laufenden bleiben
follow-feed = Feed der Änderungen (Atom)
follow-badge = Ein Abzeichen für die eigene Seite:
follow-badge-path = Vor beide Pfade gehört die Adresse dieser Seite.

feed-of-mirror = Änderungen von { $mirror }
feed-of-all = Änderungen: { $site }
