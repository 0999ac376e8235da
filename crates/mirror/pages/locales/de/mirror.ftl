# Die Seite eines Spiegelservers, und Feeds.

mirror-lag = Rückstand: { $lag }
mirror-uptime = in den letzten 90 Tagen zu { $percent } % der Zeit zugewiesen
mirror-drained = Der Betreiber des Dienstes hat diesen Spiegelserver seit { $since } herausgenommen.
mirror-drained-until = Er kehrt am { $until } zurück.

facts-title = Über diesen Spiegelserver
facts-update = Abgleich alle
facts-urls = Adressen

on-net-title = Netze, die er zuerst bedient
on-net-none = Dieser Spiegelserver gibt keine Netze an. Er wird nach Entfernung zugewiesen.
on-net-text = Rechner in diesen Netzen erhalten diesen Spiegelserver vor anderen.
on-net-monopoly = Rechner in diesen Netzen erhalten nur diesen Spiegelserver.
on-net-systems = Autonome Systeme
on-net-networks = Netze
on-net-cloud = Cloud-Regionen
on-net-all-regions = alle
and-more = und { $count } weitere

problems-title =
    { $count ->
        [one] Ein Problem
       *[other] { $count } Probleme
    }
effect-time = Der Spiegelserver gilt als veraltet, weil seine Datei TIME nicht zeigt, dass er aktuell ist
effect-route = { $route } funktioniert nicht
effect-repositories =
    { $count ->
        [one] Ein Repository ({ $state })
       *[other] { $count } Repositorys ({ $state })
    }
problem-since = Seit
problem-expected = Veröffentlichte Prüfsumme
problem-found = Prüfsumme auf dem Spiegelserver
problem-repeat = Befehl zum Nachprüfen:

grid-title = Repositorys
grid-good = { $good } von { $total } zugewiesen

state-current = aktuell
state-ahead = neuer als die Vorlage
state-previous = vorige Veröffentlichung
state-stale = veraltet
state-missing = fehlt
state-corrupt = beschädigt
state-unreachable = nicht erreichbar
state-unknown = noch nicht geprüft

history-title = Verlauf
history-nothing = Bisher ist nichts aufgezeichnet.
strip-title = Die letzten 90 Tage
strip-unknown = unbekannt
chart-title = Rückstand in den letzten 30 Tagen: höchstens { $greatest }; erlaubt sind { $allowed }
changes-title = Änderungen
changes-routine =
    { $count ->
        [one] Eine gewöhnliche Aktualisierung
       *[other] { $count } gewöhnliche Aktualisierungen
    }

change-repository = { $repository }: { $from } → { $to }
change-repositories = { $count } Repositorys: { $from } → { $to }
change-time-works = TIME ist wieder lesbar
change-time-fails = TIME ist nicht mehr lesbar
change-route-works = { $route } funktioniert
change-route-fails = { $route } funktioniert nicht mehr

findings-title = Hinweise zu seiner Datei

follow-title = Auf dem Laufenden bleiben
follow-feed = Feed der Änderungen (Atom)
follow-badge = Ein Abzeichen für die eigene Website:
follow-badge-path = Vor beide Pfade gehört die Adresse dieser Website.

feed-of-mirror = Änderungen von { $mirror }
feed-of-all = Änderungen: { $site }
