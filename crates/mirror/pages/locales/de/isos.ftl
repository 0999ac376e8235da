# Installationsabbilder.

isos-title = Installationsabbilder
isos-title-of = Installationsabbilder von { $module }
isos-lead = Wähle eine Version und eine Architektur.
isos-nothing = Es gibt noch keine Abbilder.
isos-current = Aktuelle Versionen
isos-module = Versionen von { $module }
isos-vault = Alte Versionen, im Archiv
isos-all = Alle Versionen

isos-folder-title = Abbilder von { $version } für { $arch }
isos-in-vault = Diese Version liegt nur im Archiv:
isos-not-checked = Dieser Dienst prüft nicht, welche Spiegelserver die Abbilder haben.
isos-no-set = Die Liste der Abbilder ist unbekannt. Die Links öffnen die Ordner auf Spiegelservern.
isos-files = Dateien
isos-files-caption = Jeder Link führt zum nächsten Spiegelserver, der alle Dateien hat. Ein Metalink nennt mehrere Spiegelserver, für Download-Programme.
isos-file = Name
isos-size = Größe
isos-some = Einige Spiegelserver
isos-last-resort = Von keinem Spiegelserver ist bekannt, dass er alle Abbilder hat. Diese haben vielleicht einige davon.
isos-none = Derzeit hat kein öffentlicher Spiegelserver diese Abbilder. Versuche es später noch einmal.
isos-by-country =
    { $count ->
        [one] Ein Spiegelserver hat sie
       *[other] { $count } Spiegelserver haben sie, nach Ländern
    }
isos-perhaps-by-country =
    { $count ->
        [one] Ein Spiegelserver hat sie vielleicht
       *[other] { $count } Spiegelserver haben sie vielleicht, nach Ländern
    }
isos-no-country = Unbekanntes Land

isos-verify = Einen Download prüfen
isos-verify-how = Diese Befehle laden ein Abbild und die Prüfsummen und vergleichen sie. Der letzte Befehl muss mit „OK“ enden.
isos-verify-known = Die Prüfsummen in der Tabelle stammen vom Ursprung der Abbilder, nicht von einem Spiegelserver. Die Zeile deines Abbilds in CHECKSUM muss dieselbe sein.
isos-verify-unknown = Ersetze FILE.iso durch den Namen eines Abbilds. CHECKSUM zählt die Namen auf. Ist CHECKSUM signiert, prüfe die Signatur, wie die Distribution es beschreibt, denn ein Spiegelserver könnte beide Dateien verändern.

size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
