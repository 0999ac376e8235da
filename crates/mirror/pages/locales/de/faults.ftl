# Fehler von Antworten.

route-over = { $protocol } über { $family }

fault-dns-no-name = der Name hat keine Adresse
fault-dns-server = der Name lässt sich nicht auflösen: seine Nameserver versagen
fault-dns-timeout = der Name lässt sich nicht auflösen: keine rechtzeitige Antwort
fault-forbidden = er führt zu { $addresses }; geprüft werden nur öffentliche Adressen

fault-connect-refused = die Verbindung wird abgelehnt
fault-connect-timeout = keine Verbindung innerhalb von { $seconds } s
fault-connect-reset = die Gegenseite bricht die Verbindung ab
fault-connect-unreachable = zu der Adresse gibt es keine Route

fault-tls-unknown-issuer = das Zertifikat stammt von keiner vertrauenswürdigen Stelle
fault-tls-expired = das Zertifikat ist nicht mehr oder noch nicht gültig
fault-tls-wrong-host = das Zertifikat gehört zu einem anderen Host
fault-tls-timeout = der TLS-Handshake war nach { $seconds } s nicht zu Ende
fault-tls-other = TLS scheitert: { $why }

fault-timeout = keine vollständige Antwort innerhalb von { $seconds } s
fault-closed = statt einer Antwort wurde die Verbindung geschlossen
fault-not-http = die Antwort ist kein ordentliches HTTP: { $why }
fault-status = Status { $status }
fault-out-of-time = nicht mehr geprüft in den { $seconds } s, die für einen Spiegelserver vorgesehen sind

fault-redirect-loop = die Weiterleitung führt im Kreis
fault-redirect-too-many = mehr als { $most } Mal weitergeleitet
fault-redirect-nowhere = die Weiterleitung führt nicht zu einer Web-Adresse

fault-body-cut-off = der Inhalt bricht ab
fault-body-too-large = der Inhalt ist größer als { $most } Bytes
fault-body-encoded = der Inhalt ist als { $coding } kodiert, obwohl das nicht angefordert wurde
fault-body-empty = der Inhalt ist leer
fault-body-not-repomd = das ist keine repomd.xml: { $why }
fault-body-absent = eine Datei, die repomd.xml nennt, ist nicht da
fault-body-size = die Datei hat { $found } Bytes statt { $expected }

fault-rsync-not-rsync = dort antwortet kein rsync
fault-rsync-refused = rsync lehnt ab: { $why }
fault-rsync-too-long = die Liste der rsync-Module ist länger als { $most } Bytes
fault-rsync-no-module = rsync hat kein Modul `{ $module }`

fault-time-missing = es gibt keine Datei TIME
fault-time-not-a-number = TIME ist keine Zahl
fault-time-not-finite = TIME ist keine endliche Zahl
fault-time-future = TIME liegt in der Zukunft
fault-time-too-old = TIME ist { $hours } Std. alt

fault-digest-previous = eine ältere Veröffentlichung, deren Frist noch läuft
fault-digest-outlived = eine ältere Veröffentlichung, deren Frist abgelaufen ist
fault-digest-unknown = nicht das, was die Vorlage veröffentlicht
fault-digest-ahead = neuer als die Vorlage

reason-route-fails = { $protocol } funktioniert nicht: { $reason }
reason-not-all-checked = einige Repositorys sind noch nicht geprüft
