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
isos-not-checked = Nicht geprüft: Niemand sieht hier nach, ob ein Spiegelserver die Abbilder hat.
isos-no-set = Welche Abbilder es gibt, ist hier nicht bekannt: Die Verweise führen zu den Ordnern der Spiegelserver.
isos-files = Dateien
isos-files-caption = Jeder Verweis führt zum nächsten Spiegelserver, der alle hat; ein Metalink nennt mehrere auf einmal, für Download-Programme.
isos-file = Name
isos-size = Größe
isos-some = Einige Spiegelserver
isos-last-resort = Kein Spiegelserver wurde mit allen Abbildern gesehen. Diese haben vielleicht einige.
isos-nobody = Kein Spiegelserver, der hier genannt werden kann, hat diese Abbilder. Komm etwas später wieder.
isos-by-country =
    { $count ->
        [one] Ein Spiegelserver hat sie
       *[other] Alle { $count } Spiegelserver, die sie haben, nach Ländern
    }
isos-perhaps-by-country =
    { $count ->
        [one] Ein Spiegelserver hat sie vielleicht
       *[other] Alle { $count } Spiegelserver, die sie vielleicht haben, nach Ländern
    }
isos-no-country = Land nicht bekannt

isos-verify = Einen Download prüfen
isos-verify-how = Drei Befehle holen ein Abbild, holen die Prüfsummen und vergleichen sie. Der letzte muss mit „OK“ enden.
isos-verify-known = Die Prüfsummen oben kommen von dort, wo die Abbilder gemacht werden, und nicht von einem Spiegelserver: Die Zeile deines Abbilds in CHECKSUM muss dieselbe sein.
isos-verify-unknown = Setz den Namen eines Abbilds an die Stelle von FILE.iso; CHECKSUM zählt sie auf. Wo CHECKSUM signiert ist, prüf die Signatur, wie die Distribution es beschreibt: Ein Spiegelserver könnte beide Dateien ändern.

size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
