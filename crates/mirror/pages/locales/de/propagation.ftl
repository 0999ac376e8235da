# Wie Veröffentlichungen zu den Spiegelservern kommen.

propagation-title = Verbreitung
propagation-lead = Nachdem etwas veröffentlicht ist: welcher Anteil der Spiegelserver es nach wie vielen Stunden hat.
propagation-form-label = Veröffentlichungen wählen
propagation-not-kept = Von der Vergangenheit wird hier nichts aufbewahrt, also gibt es nichts zu zeigen: Der Dienst läuft ohne Prüfungen oder ohne Datenbank.
propagation-unreadable = Was von der Vergangenheit aufbewahrt ist, lässt sich gerade nicht lesen. Der Betreiber des Dienstes findet den Grund im Protokoll; versuch es gleich noch einmal.
propagation-nothing = Seit der Dienst hinsieht, wurde noch nichts veröffentlicht. Die erste Kurve beginnt mit der nächsten Änderung der Quelle.
propagation-nothing-so = Von dieser Art wurde in letzter Zeit nichts veröffentlicht. Lass eine Bedingung weg, oder alle.
propagation-bad-version = Eine solche Version ist auf keinem Spiegelserver. Wähle eine aus der Liste, oder eine beliebige.
propagation-bad-repository = Es gibt keine solche Paketquelle. Wähle eine aus der Liste, oder eine beliebige.
propagation-bad-arch = Es gibt keine solche Architektur. Wähle eine aus der Liste, oder eine beliebige.

propagation-curves = Die letzten Veröffentlichungen
curve-label = { $had } von { $mirrors } Spiegelservern hatten es. Zeit bis zur Hälfte: { $half }; bis zu neun von zehn: { $most }
propagation-not-reached = nicht erreicht

ranks-label = Die schnellsten und die langsamsten Spiegelserver
ranks-fastest = Die schnellsten Spiegelserver
ranks-slowest = Die langsamsten Spiegelserver
ranks-median = Meist nach
ranks-had = Veröffentlichungen
ranks-had-of = { $had } von { $of }

propagation-numbers = In Zahlen
propagation-numbers-caption = Welcher Anteil der Spiegelserver eine Veröffentlichung nach wie vielen Stunden hatte
propagation-since = Veröffentlicht
propagation-now = aktuell
propagation-mirrors = Spiegelserver
propagation-after = { $hours } h
propagation-half = Hälfte nach
propagation-most = 90 % nach
percent = { $percent } %
propagation-exact = Die Zeiten sind genau bis auf eine Prüfrunde. Eine senkrechte Linie steht, wo etwas Neueres veröffentlicht wurde. Spiegelserver, die die ganze Zeit keine lesbare Antwort gaben, zählen nicht.
